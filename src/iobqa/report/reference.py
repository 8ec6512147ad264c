"""The address of every unit of the report: an id for machines and URLs, a Dutch reference for people, one to one.

An address is a place (a section, a box, a recommendation, ...) and steps within it (alinea 3, punt 2).
``PLACES`` and ``STEPS`` hold both spellings of each; everything else follows from these two tables.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from iobqa.errors import UnknownReference

_N = r"[0-9]+"
_SECTION = r"[0-9]+(?:\.[0-9]+)+"
_BOX = r"[0-9]+(?:\.(?:[a-z]+|[0-9]+))?"
_RECOMMENDATION = r"[0-9]+[a-z]?|[a-z]"
_FIGURE = r"[0-9]+(?:\.[0-9]+)?"


@dataclass(frozen=True, slots=True)
class _Form:
    """Two spellings of one kind of place; ``{a}`` and ``{b}`` stand for values that match ``patterns``."""

    id: str
    ref: str
    patterns: tuple[str, ...] = ()


PLACES: Mapping[str, _Form] = MappingProxyType(
    {
        "summary": _Form("samenvatting", "Samenvatting"),
        "summary_section": _Form("samenvatting-{a}", "Samenvatting, § {a}", (_N,)),
        "main_conclusion": _Form("samenvatting-hoofdconclusie", "Samenvatting, Hoofdconclusie"),
        "conclusion": _Form("samenvatting-deelconclusie-{a}", "Samenvatting, Deelconclusie {a}", (_N,)),
        "summary_recommendations": _Form("samenvatting-aanbevelingen", "Samenvatting, Aanbevelingen"),
        "chapter": _Form("h{a}", "Hoofdstuk {a}", (_N,)),
        "chapter_recommendations": _Form("h{a}-aanbevelingen", "Hoofdstuk {a}, Aanbevelingen", (_N,)),
        "section": _Form("{a}", "§ {a}", (_SECTION,)),
        "recommendation_in_summary": _Form(
            "aanbeveling-{a}-samenvatting", "Aanbeveling {a} (Samenvatting)", (_RECOMMENDATION,)
        ),
        "recommendation": _Form("aanbeveling-{a}-h{b}", "Aanbeveling {a} (hoofdstuk {b})", (_RECOMMENDATION, _N)),
        "box": _Form("box-{a}-{b}", "Box {a} (§ {b})", (_BOX, _SECTION)),
        "box_in_chapter": _Form("box-{a}-h{b}", "Box {a} (hoofdstuk {b})", (_BOX, _N)),
        "box_in_summary": _Form("box-{a}-samenvatting", "Box {a} (Samenvatting)", (_BOX,)),
        "figure": _Form("figuur-{a}", "Figuur {a}", (_FIGURE,)),
        "table": _Form("tabel-{a}", "Tabel {a}", (_FIGURE,)),
        "footnote": _Form("voetnoot-{a}", "voetnoot {a}", (_N,)),
    }
)

STEPS: Mapping[str, str] = MappingProxyType(
    {
        "al": "al.",
        "bevinding": "bevinding",
        "punt": "punt",
        "sub": "sub",
        "rij": "rij",
        "tekst": "tekst",
        "kolommen": "kolommen",
        "bron": "bron",
    }
)
"""Step as written in an id, and in a reference."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step inside a place: ``Step("al", "3")``; ``copy`` above 1 when the report uses the same label twice."""

    name: str
    label: str = ""
    copy: int = 1


@dataclass(frozen=True, slots=True)
class Address:
    """A place and the steps within it."""

    place: str
    values: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    copy: int = 1

    def step(self, name: str, label: str = "", copy: int = 1) -> "Address":
        """The address one step further in."""
        return Address(self.place, self.values, (*self.steps, Step(name, label, copy)), self.copy)

    @property
    def id(self) -> str:
        """Safe in a URL: letters, digits, ``.``, ``-`` and ``~`` only."""
        form = PLACES[self.place].id.format(**dict(zip("ab", self.values, strict=False)))
        steps = (f"-{s.name}{_label_id(s.label)}{_copy_id(s.copy)}" for s in self.steps)
        return form + _copy_id(self.copy) + "".join(steps)

    @property
    def ref(self) -> str:
        """As a reader would cite it."""
        form = PLACES[self.place].ref.format(**dict(zip("ab", self.values, strict=False)))
        steps = (f"{STEPS[s.name]} {s.label}".strip() + _copy_ref(s.copy) for s in self.steps)
        return ", ".join([form + _copy_ref(self.copy), *steps])


def _label_id(label: str) -> str:
    return label if not label or label.isdigit() else f".{label}"


def _copy_id(copy: int) -> str:
    return f"~{copy}" if copy > 1 else ""


def _copy_ref(copy: int) -> str:
    return f" [{copy}]" if copy > 1 else ""


def _place_pattern(form: str, patterns: tuple[str, ...]) -> str:
    pattern = re.escape(form).replace(r"\{", "{").replace(r"\}", "}")
    for name, value in zip("ab", patterns, strict=False):
        pattern = pattern.replace(f"{{{name}}}", f"(?P<{name}>{value})")
    return pattern


_NAMES = "|".join(STEPS)
_WORDS = "|".join(re.escape(word) for word in STEPS.values())
_COPY = "[2-9]|[1-9][0-9]{1,3}"
_STEP_IN_ID = rf"-({_NAMES})([0-9]+|\.[a-z]+)?(?:~({_COPY}))?"
_STEP_IN_REF = rf", ({_WORDS})(?: ([0-9]+|[a-z]+))?(?: \[({_COPY})\])?"
_STEP_OF_WORD = {word: name for name, word in STEPS.items()}


def _grammar(step: str, copy: str, spelling: str) -> dict[str, re.Pattern[str]]:
    steps = re.sub(r"\((?!\?)", "(?:", step)  # without groups, to be repeated
    return {
        name: re.compile(f"{_place_pattern(getattr(form, spelling), form.patterns)}(?:{copy})?(?P<steps>(?:{steps})*)")
        for name, form in PLACES.items()
    }


_IDS = _grammar(_STEP_IN_ID, rf"~(?P<copy>{_COPY})", "id")
_REFS = _grammar(_STEP_IN_REF, rf" \[(?P<copy>{_COPY})\]", "ref")


def parse_id(text: str) -> Address:
    """The address with this id. Raises UnknownReference."""
    return _parse(text, _IDS, _STEP_IN_ID)


def parse_ref(text: str) -> Address:
    """The address with exactly this Dutch reference. Raises UnknownReference."""
    return _parse(text, _REFS, _STEP_IN_REF)


def _parse(text: str, grammar: Mapping[str, re.Pattern[str]], step: str) -> Address:
    for place, pattern in grammar.items():
        if found := pattern.fullmatch(text):
            values = tuple(found[name] for name in "ab"[: len(PLACES[place].patterns)])
            steps = tuple(
                Step(_STEP_OF_WORD.get(name, name), label.lstrip("."), int(copy or 1))
                for name, label, copy in re.findall(step, found["steps"])
            )
            return Address(place, values, steps, int(found["copy"] or 1))
    raise UnknownReference(
        f"‘{text}’ is geen verwijzing die ik ken. Voorbeelden: “§ 4.2.2, al. 3”, “Box 4.b”, “voetnoot 93”."
    )


_SPELLINGS = tuple(
    (re.compile(rf"\b(?:{words})(?![^\W\d_])\.?"), word)
    for words, word in (
        ("paragraaf|par|sectie", "§"),
        ("alinea|al|lid", "al"),
        ("hoofdstuk|hst|hfst|h", "h"),
        ("figuur|fig", "figuur"),
        ("voetnoot|noot|vn|footnote", "voetnoot"),
        ("aanbeveling|aanb", "aanbeveling"),
        ("punt|bullet|streepje|opsommingspunt", "punt"),
        ("samenvatting|samenv", "samenvatting"),
    )
)


def fold_reference(text: str) -> str:
    """A reference as people type it in one spelling: ``Paragraaf 4.2.2 alinea 3`` and ``§4.2.2, al. 3`` agree."""
    folded = re.sub("§+", "§", unicodedata.normalize("NFKC", text).lower())
    for pattern, word in _SPELLINGS:
        folded = pattern.sub(word, folded)
    return re.sub(r"[\s,]+|(?<=\d)\.(?=\D|$)", "", folded)


def without_host(text: str) -> str:
    """A reference without the place between brackets: ``Box 4.c``."""
    return re.sub(r" ?\([^)]*\)", "", text)
