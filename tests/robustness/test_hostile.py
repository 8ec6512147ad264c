"""A few of the hostile inputs of ``scripts/hostile.py``, and that the judge of their replies sees what is wrong."""

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parent.parent / "interfaces"))

import hostile_commands
from hostile_commands import commands, fork_command, judge_ending
from hostile_judge import Reply, answer, deliver, is_failure, problems, replies
from hostile_requests import attacks
from hostile_texts import MARK
from running_service import Running, running

from iobqa.interfaces import cli
from toy_models import copy_mini_corpus

QUESTION = "Hoeveel boeren deden mee in Natteveld?"
PROBLEM = b'{"type":"about:blank","title":"a","status":400,"detail":"b"}'
AS_PROBLEM = {"content-type": "application/problem+json"}
HTML = {"content-type": "text/html; charset=utf-8"}


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(tmp_path_factory.mktemp("hostile"), IOBQA_RECEIVE_SECONDS="1") as found:
        yield found


def test_hostile_requests_are_answered_and_change_nothing(service: Running) -> None:
    first = answer(service.port, QUESTION)
    sent = list(attacks(seed=6, count=120))
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda attack: deliver(service.port, attack), sent))
    assert not [f"{attack}: {problem}" for attack, wrong in zip(sent, found, strict=True) for problem in wrong]
    assert answer(service.port, QUESTION) == first
    assert not [line for line in service.log.read_text(encoding="utf-8").splitlines() if is_failure(line)]


def test_hostile_arguments_end_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    corpus = copy_mini_corpus(tmp_path / "corpus")
    monkeypatch.setenv("IOBQA_CORPUS", str(corpus))
    monkeypatch.setenv("IOBQA_INDEX", str(tmp_path / "index"))
    wrong = []
    for given in commands(seed=6, count=16, folder=tmp_path):
        monkeypatch.setattr(sys, "argv", ["iobqa", *map(os.fsdecode, given)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        out, err = capfdbinary.readouterr()
        code = ended.value.code
        assert isinstance(code, int)
        wrong += [f"{given!r}: {problem}" for problem in judge_ending(code, out, err)]
    assert not wrong


def test_the_same_seed_gives_the_same_requests() -> None:
    assert list(attacks(3, 60)) == list(attacks(3, 60)) != list(attacks(4, 60))


WRONG = [
    (Reply(500, AS_PROBLEM, PROBLEM.replace(b"400", b"500")), "status 500"),
    (Reply(503, AS_PROBLEM, PROBLEM.replace(b"400", b"503")), "status 503"),
    (Reply(200, HTML, f"<p><{MARK} src=x></p>".encode()), "not escaped"),
    (Reply(200, HTML, b'Traceback (most recent call last):\n File "/x.py"'), "leaks"),
    (Reply(200, {"x-injected": "1"}, b""), "header"),
    (Reply(404, {"content-type": "text/plain"}, b"Not Found"), "as 'text/plain'"),
    (Reply(404, AS_PROBLEM, PROBLEM), "without words"),
    (Reply(400, AS_PROBLEM, b"{"), "no JSON"),
]
RIGHT = [
    Reply(503, {**AS_PROBLEM, "retry-after": "2"}, PROBLEM.replace(b"400", b"503")),
    Reply(200, HTML, f"<p>&lt;{MARK} src=x&gt;</p>".encode()),
    Reply(404, HTML, b"<p>Deze pagina bestaat niet</p>"),
    Reply(400, AS_PROBLEM, PROBLEM),
]


@pytest.mark.parametrize(("reply", "problem"), WRONG)
def test_a_wrong_reply_is_seen(reply: Reply, problem: str) -> None:
    assert problem in " ".join(problems(reply))


@pytest.mark.parametrize("reply", RIGHT)
def test_a_right_reply_is_let_be(reply: Reply) -> None:
    assert not list(problems(reply))


def test_replies_behind_each_other() -> None:
    one = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nja"
    chunked = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nnee\r\n0\r\n\r\n"
    found = [(reply.status, reply.body) for reply in replies(one + chunked + one + b"rommel")]
    assert found == [(200, b"ja"), (200, b"nee"), (200, b"ja"), (0, found[-1][1])]


@pytest.mark.parametrize(
    ("code", "err", "is_right"),
    [
        (0, b"", True),
        (1, b"Dat kan niet.", True),
        (1, b"", False),
        (3, b"x", False),
        (1, b"Traceback", False),
        (1, b"Onverwachte fout: KeyError(3)", False),
    ],
)
def test_endings(code: int, err: bytes, is_right: bool) -> None:
    assert (not list(judge_ending(code, b"", err))) is is_right


def _ends_well() -> None:
    sys.stdout.write("é")
    sys.exit(0)


def _fails() -> None:
    raise KeyError(sys.argv[1])


def _hangs() -> None:
    time.sleep(60)


def _crashes() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.parametrize(
    ("main", "problems"),
    [
        (_ends_well, []),
        (lambda: sys.exit(2), ["ended without a word"]),
        (lambda: sys.exit("Nee."), []),
        (_fails, ["KeyError"]),
        (_crashes, ["exit code -9", "without a word"]),
        (_hangs, ["hangs"]),
    ],
)
def test_a_command_in_a_copy_of_this_process(
    main: Callable[[], None], problems: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cli, "main", main)
    monkeypatch.setattr(hostile_commands, "_PATIENCE", 1.0)
    found = fork_command([b"a\xff"])
    assert len(found) == len(problems)
    assert all(problem in line for problem, line in zip(problems, found, strict=True))
