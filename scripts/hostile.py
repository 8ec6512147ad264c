"""Hostile requests to a running service, and hostile arguments to the command line; says what went wrong, if anything.

    python scripts/hostile.py [REQUESTS] [COMMANDS] [SEED]

Defaults: 10000 requests, 300 commands, seed 1. The service is started for it, on the real report. After every 200 requests
an ordinary question must get the answer it got before. Exit code 1 when anything was wrong. HOSTILE_PATIENCE: seconds of
silence that count as a hang (45), more where the machine has other things to do.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(PROJECT / "tests" / name) for name in ("robustness", "interfaces", ".")]

from hostile_commands import commands, fork_command, run_command  # noqa: E402
from hostile_judge import answer, deliver, is_failure  # noqa: E402
from hostile_requests import Attack, attacks  # noqa: E402
from running_service import Running, running  # noqa: E402

BATCH = 200
AT_ONCE = 24
SERVICE = {
    "IOBQA_CORPUS": str(PROJECT / "corpus"),
    "IOBQA_INDEX": os.environ.get("IOBQA_INDEX", str(PROJECT / "index")),
    "IOBQA_RECEIVE_SECONDS": "5",
}


def main() -> None:
    requests, commanded, seed = (
        int(given) if given else default
        for given, default in zip([*sys.argv[1:], "", "", ""], (10_000, 300, 1), strict=False)
    )
    with tempfile.TemporaryDirectory() as folder:
        wrong = attack_service(Path(folder), seed, requests) + attack_commands(Path(folder), seed, commanded)
    print(f"{len(wrong)} wrong")
    sys.exit(bool(wrong))


def attack_service(folder: Path, seed: int, count: int) -> list[str]:
    """What went wrong, by request."""
    (folder / "corpus").symlink_to(PROJECT / "corpus")
    families: Counter[str] = Counter()
    wrong: list[str] = []
    told = 0
    began = time.monotonic()
    subprocess.run([sys.executable, "-m", "iobqa.interfaces.cli", "index"], env={**os.environ, **SERVICE}, check=True)
    with running(folder, **SERVICE) as service, ThreadPoolExecutor(AT_ONCE) as pool:
        first = answer(service.port)
        coming = attacks(seed, count)
        while batch := list(islice(coming, BATCH)):
            families.update(attack.family for attack in batch)
            for attack, found in zip(batch, pool.map(lambda one: _delivered(service, one), batch), strict=True):
                wrong += [f"{attack}: {problem}" for problem in found]
            if answer(service.port) != first:
                wrong.append(f"after {families.total()}: another answer to an ordinary question")
            print(*wrong[told:], sep="\n", end="\n" if wrong[told:] else "")
            told = len(wrong)
            print(f"{families.total()} requests, {time.monotonic() - began:.0f} s, {len(wrong)} wrong", flush=True)
    written = service.written()
    wrong += [f"log: {line[:3000]}" for line in written.splitlines() if is_failure(line)]
    print(", ".join(f"{family} {number}" for family, number in families.most_common()))
    return wrong


def _delivered(service: Running, attack: Attack) -> list[str]:
    try:
        return deliver(service.port, attack)
    except OSError as error:
        return [f"{type(error).__name__}: {error}"]


def attack_commands(folder: Path, seed: int, count: int) -> list[str]:
    """What went wrong, by command."""
    given = list(commands(seed, count, folder))
    began = time.monotonic()
    # Processes that are copies of this one before it has threads; what takes time in a new one is its imports and the index.
    with ProcessPoolExecutor(2, get_context("fork"), initializer=_get_ready) as pool:
        found = list(pool.map(_ended, range(len(given)), given))
    wrong = [line for lines in found for line in lines]
    print(f"{len(found)} commands, {time.monotonic() - began:.0f} s", *wrong, sep="\n")
    return wrong


def _get_ready() -> None:
    """Import all that a command may need and open the report once; every command then finds it open."""
    from iobqa.interfaces import cli  # noqa: F401
    from iobqa.qa import ReportQA
    from iobqa.settings import Settings

    os.environ.update(SERVICE)
    opened = ReportQA.open(Settings.read(), say=lambda _: None)
    ReportQA.open = lambda *given, **more: opened  # type: ignore[method-assign]


def _ended(number: int, arguments: list[bytes]) -> list[str]:
    """Every tenth in a process that is started anew, the others in a copy of this one."""
    return run_command(arguments, os.environ) if number % 10 == 0 else fork_command(arguments)


if __name__ == "__main__":
    main()
