"""Which kind of content a client takes (RFC 9110, 12.5.1)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.requests import Request

JSON = "application/json"
EVENTS = "text/event-stream"


@dataclass(frozen=True, slots=True)
class Range:
    """One entry of ``Accept``: such as ``text/*;q=0.5``."""

    kind: str
    quality: float

    @property
    def is_exact(self) -> bool:
        return "*" not in self.kind

    def covers(self, offered: str) -> bool:
        kind, _, subkind = self.kind.partition("/")
        return self.kind in ("*/*", offered) or (subkind == "*" and offered.startswith(f"{kind}/"))


def accept_of(request: Request) -> str:
    """The header, which may come in more than one line."""
    return ",".join(request.headers.getlist("accept"))


def preferred(accept: str, offered: Sequence[str]) -> str | None:
    """The offer that a client likes best, of equals the one it names itself, then named first; None when it takes none."""
    ranges = _ranges(accept) or [Range("*/*", 1.0)]
    ranked = [(_wish(kind, ranges), -at, kind) for at, kind in enumerate(offered)]
    (quality, *_), _, best = max(ranked)
    return best if quality > 0 else None


def _wish(offered: str, ranges: Sequence[Range]) -> tuple[float, bool, int]:
    """How much it is wanted: the most specific range decides."""
    covering = [
        (range_.is_exact, range_.kind != "*/*", -at) for at, range_ in enumerate(ranges) if range_.covers(offered)
    ]
    if not covering:
        return 0.0, False, 0
    is_exact, _, at = max(covering)
    return ranges[-at].quality, is_exact, at if is_exact else 0


def _ranges(accept: str) -> list[Range]:
    """What makes no sense in the header is left out."""
    found = (_range(entry) for entry in accept.lower().split(","))
    return [range_ for range_ in found if range_]


def _range(entry: str) -> Range | None:
    kind, *parameters = (part.strip() for part in entry.split(";"))
    if not 0 < kind.find("/") < len(kind) - 1:
        return None
    quality = next((part[2:] for part in parameters if part.startswith("q=")), "1")
    try:
        return Range(kind, min(max(float(quality), 0.0), 1.0))
    except ValueError:
        return Range(kind, 0.0)


def gives(*offered: str) -> Callable[[Request], None]:
    """For ``Depends``: 406 for who takes none of these."""

    def check(request: Request) -> None:
        check_accepted(request, *offered)

    return check


def check_accepted(request: Request, *offered: str) -> None:
    """Raises HTTPException when the client takes none of these."""
    if preferred(accept_of(request), offered) is None:
        named = " of ".join(offered)
        raise HTTPException(406, f"Dit adres geeft alleen {named}. Pas de kopregel Accept aan of laat hem weg.")
