"""How figures and outcomes are said in Dutch, wherever they are shown."""

OUTCOMES = {
    "right": "goed",
    "partial": "deels",
    "wrong": "fout",
    "refused": "geweigerd",
    "error": "storing",
}
KINDS = {
    "staff": "medewerker",
    "researcher": "onderzoeker",
    "fact": "feit",
    "keyword": "trefwoorden",
    "typo": "typefouten",
    "english": "Engels",
    "followup": "met context",
    "unanswerable": "onbeantwoordbaar",
}


def counted(number: int, one: str, more: str) -> str:
    """A number with its noun."""
    return f"{number} {one if number == 1 else more}"


def percent(share: float) -> str:
    """A share as a Dutch percentage."""
    return f"{100 * share:.1f}".replace(".", ",") + "%"


def points(difference: float) -> str:
    """A difference of shares in percentage points."""
    # Adding zero turns the -0.0 that rounding may leave into 0.0.
    return f"{round(100 * difference, 1) + 0.0:+.1f}".replace(".", ",")


def decimal(value: float, digits: int = 3) -> str:
    """A number with a Dutch decimal comma."""
    return f"{value:.{digits}f}".replace(".", ",")


def kind_label(kind: str) -> str:
    """What a kind of question is called for a reader."""
    return KINDS.get(kind, kind)
