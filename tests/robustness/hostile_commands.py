"""Arguments and files that no decent user gives to the command line; the same seed gives the same ones."""

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

from hostile_judge import LONGEST
from hostile_texts import text

_FILES: Mapping[str, bytes] = {
    "leeg.txt": b"",
    "rommel.bin": bytes(range(256)) * 40,
    "latin.txt": "Het rapport stelt: “één”".encode("cp1252", "replace"),
    "utf16.txt": "Het rapport stelt: “nee”".encode("utf-16"),
    "nul.txt": b"Het rapport stelt: \x00 \xe2\x80\x9ca\xe2\x80\x9d",
    "geen.docx": b"PK\x03\x04" + b"\x00" * 300,
    "tekst.docx": b"geen zip",
    "nep.pdf": b"%PDF-1.7\n%%EOF",
    "lang.md": "Het rapport stelt: “mensenrechten”. ".encode() * 9000,
    "kapot.json": b'{"citations": [{"id": 3}]}',
    "diep.json": b"[" * 5000,
    "brief.html": b"<script>alert(1)</script> Het rapport zegt \xe2\x80\x9cx\xe2\x80\x9d",
}
_PATIENCE = max(120.0, LONGEST)
_NUMBERS = ("0", "-1", "1e9", "99999999999999999999", "nee", "", "1.5", "٣")


def commands(seed: int, count: int, folder: Path) -> Iterator[list[bytes]]:
    """Arguments for ``iobqa``. The files among them are written to ``folder``."""
    for name, content in _FILES.items():
        (folder / name).write_bytes(content)
    chance = random.Random(seed)
    for _ in range(count):
        yield [
            os.fsencode(part.replace("\x00", "")) if isinstance(part, str) else part
            for part in _command(chance, folder)
        ]


def _command(chance: random.Random, folder: Path) -> Sequence[str | bytes]:
    """The system takes no NUL and no more than 128 KB in one argument."""
    said: str | bytes = text(chance)
    if chance.random() < 0.1:
        said = b"\xff\xfe\xed\xa0\x80" + text(chance).encode().replace(b"\x00", b"")
    file = chance.choice((*(str(folder / name) for name in _FILES), str(folder), "/dev/null", "/nergens/x.txt", said))
    option = chance.choice((["--json"], ["-k", chance.choice(_NUMBERS)], ["--nee"], [], [], [said]))
    return chance.choice(
        (
            ["ask", said, *option],
            ["ask", "--", said],
            ["search", said, *option],
            ["search", "--", said],
            ["show", said, *option],
            ["show", "--", said],
            ["cite", said, *option],
            ["check", file, *option],
            ["check", file],
            ["verify", file],
            ["sources", said],
            [said, "ask"],
        )
    )


def run_command(arguments: Sequence[bytes], environment: Mapping[str, str]) -> list[str]:
    """What is wrong with how ``iobqa`` ended."""
    command = [os.fsencode(sys.executable), b"-m", b"iobqa.interfaces.cli", *arguments]
    try:
        done = subprocess.run(
            command, env=dict(environment), input=b"", capture_output=True, timeout=_PATIENCE, check=False
        )
    except subprocess.TimeoutExpired:
        return [f"{list(arguments)!r:.300}: hangs"]
    return [
        f"{list(arguments)!r:.300}: {problem}" for problem in judge_ending(done.returncode, done.stdout, done.stderr)
    ]


def fork_command(arguments: Sequence[bytes]) -> list[str]:
    """What is wrong with how ``iobqa`` ended in a copy of this process, which has imported everything.

    Its arguments, its three files and its exit code are its own, as those of a process that was started anew.
    """
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        sys.stdout.flush()
        sys.stderr.flush()
        child = os.fork()
        if not child:
            _be_the_command(arguments, out, err)
        code = _wait_for(child)
        if code is None:
            return [f"{list(arguments)!r:.300}: hangs"]
        for file in (out, err):
            file.seek(0)
        return [f"{list(arguments)!r:.300}: {problem}" for problem in judge_ending(code, out.read(), err.read())]


def _be_the_command(arguments: Sequence[bytes], out: BinaryIO, err: BinaryIO) -> None:
    """Never returns: what comes behind belongs to the process that this is a copy of."""
    code = 1  # as of an interpreter that prints a traceback
    try:
        _take_files(out, err)
        sys.argv = ["iobqa", *map(os.fsdecode, arguments)]
        from iobqa.interfaces import cli

        cli.main()
    except SystemExit as ended:
        if isinstance(ended.code, str):
            sys.stderr.write(ended.code)
        code = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    except BaseException:
        traceback.print_exc()
    finally:
        try:
            sys.stdout.flush()
            sys.stderr.flush()
        finally:
            os._exit(code)


def _take_files(out: BinaryIO, err: BinaryIO) -> None:
    """As an interpreter has them: the ones of the process that this is a copy of may be those of a test."""
    with Path(os.devnull).open("rb") as nothing:
        for number, file in enumerate((nothing, out, err)):
            os.dup2(file.fileno(), number)
    sys.stdin = os.fdopen(0, closefd=False)
    sys.stdout = os.fdopen(1, "w", closefd=False, encoding="utf-8")
    sys.stderr = os.fdopen(2, "w", closefd=False, encoding="utf-8", errors="backslashreplace")


def _wait_for(child: int) -> int | None:
    """Its exit code, that of a signal below 0; nothing when it hangs."""
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.01)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return None


def judge_ending(code: int, out: bytes, err: bytes) -> Iterator[str]:
    """The rules for every ending."""
    if code not in (0, 1, 2):
        yield f"exit code {code}: {err[-300:]!r}"
    if code and not err.strip():
        yield "ended without a word"
    if err.startswith(b"Onverwachte fout") or b"\nOnverwachte fout" in err:
        yield f"nobody foresaw: {err[-300:]!r}"
    if b"Traceback" in out + err or b"site-packages" in err:
        yield f"traceback: {err[-600:]!r}"
