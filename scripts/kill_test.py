"""Kills the service, its processes and index builds at random moments, and looks at what is left.

    python scripts/kill_test.py [--builds 150] [--real 30] [--services 40] [--processes 60] [--seed 1]

After each kill the next start has to give byte for byte the answer of an index that was never disturbed, from a whole index or from
one built anew; no request may hang, and no process may stay behind. Ends with 1 as soon as something is not as it should be.
"""

import argparse
import json
import multiprocessing
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

import psutil

from iobqa.interfaces.payload import answer_payload
from iobqa.interfaces.replies import to_json
from iobqa.qa import ReportQA
from iobqa.search.index import open_index
from iobqa.settings import Settings

PROJECT = Path(__file__).resolve().parent.parent
TOY_QUESTION = "Hoeveel boeren deden mee in Natteveld?"
REAL_QUESTION = "Hoeveel projecten financierde het Mensenrechtenfonds per jaar?"
PATIENCE = 20.0
"""Seconds after which a request counts as hanging."""


_KINDS = (
    ("builds", 150, "builds of the made-up report"),
    ("real", 30, "builds of the real report"),
    ("services", 40, "services of the made-up report"),
    ("processes", 60, "processes of such a service"),
)


class Broken(Exception):
    """Something is not as it should be after a kill."""


@dataclass(frozen=True)
class Place:
    """A corpus, a folder for its index, and what it answers when nobody disturbs it."""

    settings: Settings
    question: str
    reference: bytes
    seconds: float
    """That a build takes."""

    @classmethod
    def prepare(cls, corpus: Path, index: Path, question: str) -> "Place":
        settings = Settings(corpus=corpus, index=index)
        answer, _, seconds = _asked(settings, question)
        return cls(settings, question, answer, seconds)

    @property
    def index(self) -> Path:
        return self.settings.index

    def check(self) -> str:
        """``loaded`` or ``rebuilt``. Raises Broken when the answer is not that of the reference."""
        answer, said, _ = _asked(self.settings, self.question)
        if answer != self.reference:
            raise Broken(f"Another answer after a kill: {answer[:200]!r}")
        return "rebuilt" if said else "loaded"


# A copy of this process, which has imported everything, spends its time on the index and not on imports.
_FORK = multiprocessing.get_context("fork")


def _asked(settings: Settings, question: str) -> tuple[bytes, list[str], float]:
    """The answer of a new process, what it said while opening the index, and the seconds that this took."""
    receiver, sender = _FORK.Pipe(duplex=False)
    process = _FORK.Process(target=_ask, args=(settings, question, sender))
    process.start()
    sender.close()
    try:
        found: tuple[bytes, list[str], float] = receiver.recv()
    except EOFError as error:
        raise Broken("The next start fails") from error
    finally:
        process.join()
    return found


def _ask(settings: Settings, question: str, sender: Connection) -> None:
    said: list[str] = []
    began = time.monotonic()
    qa = ReportQA.open(settings, say=said.append)
    seconds = time.monotonic() - began
    sender.send((to_json(answer_payload(qa.ask(question))), said, seconds))


def _build(settings: Settings) -> None:
    open_index(settings, rebuild=True, say=lambda _: None)


def main() -> None:
    parser = argparse.ArgumentParser(description="Kill builds, services and their processes; look at what is left")
    for name, count, what in _KINDS:
        parser.add_argument(f"--{name}", type=int, default=count, help=what)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    chance = random.Random(given.seed)
    with tempfile.TemporaryDirectory() as folder:
        toy = Place.prepare(_toy_corpus(Path(folder)), Path(folder) / "toy", TOY_QUESTION)
        real = Place.prepare(PROJECT / "corpus", Path(folder) / "real", REAL_QUESTION)
        _tell("builds of the made-up report", _kill_builds(toy, given.builds, chance))
        _tell("builds of the real report", _kill_builds(real, given.real, chance))
        _tell("services", _kill_services(toy, given.services, chance))
        _tell("processes of a service", _kill_processes(toy, given.processes, chance))


def _toy_corpus(folder: Path) -> Path:
    corpus = folder / "corpus"
    shutil.copytree(PROJECT / "tests" / "corpora" / "mini", corpus)
    shutil.copytree(PROJECT / "corpus" / "encoder", corpus / "encoder")
    return corpus


def _tell(what: str, counts: Counter[str]) -> None:
    print(
        f"{what}: {counts.total()} kills, {', '.join(f'{n} {name}' for name, n in sorted(counts.items()))}", flush=True
    )


# builds


def _kill_builds(place: Place, count: int, chance: random.Random) -> Counter[str]:
    """Builds from nothing, over a whole index and over a damaged one; at any moment, or just when files are written."""
    outcomes: Counter[str] = Counter()
    for _ in range(count):
        before = chance.choice(("nothing", "whole", "damaged"))
        _put(place, before, chance)
        process = _FORK.Process(target=_build, args=(place.settings,))
        process.start()
        if chance.random() < 0.5:
            time.sleep(chance.uniform(0, place.seconds))
        else:
            _wait_for_writing(place, process)
            time.sleep(chance.uniform(0, place.seconds / 4))
        ended = not process.is_alive()
        process.kill()
        process.join()
        outcomes[f"{place.check()} ({before} before{', build was done' if ended else ''})"] += 1
    return outcomes


def _put(place: Place, state: str, chance: random.Random) -> None:
    if state == "nothing":
        shutil.rmtree(place.index)
        return
    place.check()  # makes it whole
    if state == "damaged":
        file = chance.choice([path for path in place.index.glob("[!.]*/**/*") if path.is_file()])
        content = file.read_bytes()
        file.write_bytes(content[: chance.randrange(len(content))])


def _wait_for_writing(place: Place, process: BaseProcess) -> None:
    known = set(place.index.glob(".bouw-*"))
    while process.is_alive() and set(place.index.glob(".bouw-*")) <= known:
        time.sleep(0.001)


# services


@dataclass(frozen=True)
class Service:
    """A service under load."""

    process: "subprocess.Popen[bytes]"
    port: int

    def ask(self, question: str) -> bytes:
        """The reply's body. Raises OSError or HTTPException when the service is gone, Broken when it is no answer."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            body = json.dumps({"question": question})
            connection.request("POST", "/v1/ask", body, {"Content-Type": "application/json"})
            reply = connection.getresponse()
            content = reply.read()
        except TimeoutError as error:
            raise Broken(f"No reply in {PATIENCE:g} seconds") from error
        finally:
            connection.close()
        if reply.status != 200:
            raise Broken(f"Status {reply.status}: {content[:200]!r}")
        return content

    def children(self) -> list[psutil.Process]:
        with suppress(psutil.NoSuchProcess):
            return list(psutil.Process(self.process.pid).children())
        return []

    def ready(self) -> bool:
        try:
            connection = HTTPConnection("127.0.0.1", self.port, timeout=5)
            connection.request("GET", "/readyz")
            return connection.getresponse().status == 200
        except OSError:
            return False

    def workers(self) -> int:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=5)
        connection.request("GET", "/metrics")
        lines = connection.getresponse().read().decode().splitlines()
        return round(float(next(line for line in lines if line.startswith("iobqa_workers_ready ")).split()[1]))


def _start(place: Place) -> Service:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    places = {"IOBQA_CORPUS": str(place.settings.corpus), "IOBQA_INDEX": str(place.index)}
    more = places | {"IOBQA_WORKERS": "2", "IOBQA_ANSWERS_KEPT": "0", "IOBQA_REQUESTS_PER_MINUTE": "0"}
    process = subprocess.Popen(
        [sys.executable, "-m", "iobqa.interfaces.cli", "serve", "--port", str(port)],
        env={name: value for name, value in os.environ.items() if not name.startswith("IOBQA_")} | more,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    return Service(process, port)


def _wait(what: str, seconds: float, so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + seconds
    while not so():
        if time.monotonic() > deadline:
            raise Broken(f"Not in {seconds:g} seconds: {what}")
        time.sleep(0.02)


def _kill_services(place: Place, count: int, chance: random.Random) -> Counter[str]:
    """Killed while starting (and perhaps building) or while answering; nobody may hang, and nothing may stay behind."""
    outcomes: Counter[str] = Counter()
    for _ in range(count):
        if chance.random() < 0.3:
            shutil.rmtree(place.index)
        service = _start(place)
        starting = chance.random() < 0.4
        if starting:
            time.sleep(chance.uniform(0, 4))
        else:
            _wait("ready", 60, service.ready)
        with _load(service) as replies:
            time.sleep(0 if starting else chance.uniform(0, 2))
            children = service.children()
            service.process.kill()
        service.process.wait()
        _check_cut_off(replies)
        if psutil.wait_procs(children, timeout=PATIENCE)[1]:
            raise Broken("Processes outlive the service that was killed")
        outcomes[f"{place.check()} ({'starting' if starting else 'answering'})"] += 1
    return outcomes


def _kill_processes(place: Place, count: int, chance: random.Random) -> Counter[str]:
    """One or both of the processes that work out answers, under load: every question is answered, and they come back."""
    outcomes: Counter[str] = Counter()
    service = _start(place)
    _wait("ready", 60, service.ready)
    reference = service.ask(place.question)
    try:
        while outcomes.total() < count:
            _wait("both processes there", 90, lambda: service.workers() == 2)
            with _load(service) as replies:
                time.sleep(chance.uniform(0, 0.3))
                for child in chance.sample(service.children(), chance.choice((1, 2))):
                    child.kill()
                    outcomes["replaced"] += 1
            for reply in replies:
                reply.result()
            if service.ask(place.question) != reference:
                raise Broken("Another answer after a process was killed")
    finally:
        service.process.send_signal(signal.SIGTERM)
        service.process.wait(PATIENCE)
    return outcomes


@contextmanager
def _load(service: Service) -> Iterator[list[Future[bytes]]]:
    """Questions of eight clients while something happens."""
    with ThreadPoolExecutor(8) as clients:
        yield [clients.submit(service.ask, f"{TOY_QUESTION} {number}") for number in range(100)]


def _check_cut_off(replies: list[Future[bytes]]) -> None:
    """A reply was whole, or the connection ended; anything else is an error."""
    for reply in replies:
        with suppress(OSError, HTTPException):
            json.loads(reply.result())


if __name__ == "__main__":
    try:
        main()
    except Broken as broken:
        sys.exit(f"NOT AS IT SHOULD BE: {broken}")
