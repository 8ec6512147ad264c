"""Arguments and files that no decent user gives to the command line; the same seed gives the same ones."""

import os
import random
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

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


def judge_ending(code: int, out: bytes, err: bytes) -> Iterator[str]:
    """The rules for every ending."""
    if code not in (0, 1, 2):
        yield f"exit code {code}: {err[-300:]!r}"
    if code and not err.strip():
        yield "ended without a word"
    if b"Traceback" in out + err or b"site-packages" in err:
        yield f"traceback: {err[-600:]!r}"
