"""Whether to answer at all, how sure that is, and in words why not."""

import json
import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from iobqa.answer.citations import Quote
from iobqa.answer.signals import SIGNALS, Mentions
from iobqa.answer.trees import Trees, load_trees
from iobqa.answer.wording import asks
from iobqa.errors import ReportError
from iobqa.search.analysis import STOP_WORDS, tokens
from iobqa.search.index import Index
from iobqa.search.questions import NearMiss
from iobqa.search.retriever import Search
from iobqa.search.wordlists import listed_words

Floats = NDArray[np.float32]

REFUSAL = "Het rapport geeft hierop geen antwoord."
_UNREADABLE = "Dit herken ik niet als een vraag. Stel een vraag in gewone zinnen."
_EMPTY = STOP_WORDS | listed_words("dutch") | listed_words("english") | {"niet", "geen", "ene", "toch", "weer"}
"""Words that ask nothing by themselves."""
COMMANDED = 0.6
"""Probability from which the words are taken for a command."""

_DUTCH = (
    r"negeer|omzeil|bevestig|schrijf|vertaal|verzin|decodeer|herhaal|doe alsof|gedraag je|speel|dicht een|bedenk|zing"
)
_COMMAND = (
    r"ignore|disregard|forget|pretend|reveal|print|output (?:only|the|your|uitsluitend|alleen|enkel)|confirm|"
    r"write|translate|decode|execute|repeat|act as|"
    rf"summari[sz]e this|make up|{_DUTCH}"
)
_FORGET = (
    r"\b(?:ignore|disregard|forget) (?:your|everything|(?:(?:all|any|of|the|my|these|other) )*(?:above|previous|"
    r"prior|earlier|instruct\w+|rules|"
    r"sources|prompt))\b|\b(?:negeer|vergeet) (?:alles?|al|je|jouw|(?:de )?(?:eerdere|vorige|voorgaande|"
    r"bovenstaande|instructies|regels|bron\w*))\b"
)
# Words that honest questions have as well ("wie negeert", "nieuwe regels", "staat uit") count only in the form of a command.
_INSTRUCTION = re.compile(
    rf"(?:^|[.!?:;#\]>\"“(]\s*|\b(?:please|graag|nu)\s+)(?:{_COMMAND})\b|\ben (?:{_DUTCH})\b(?! (?:je|jij|ik|we|"
    rf"wij)\b)|{_FORGET}|"
    r"\byou are now\b|\bje bent (?:nu|vanaf nu)\b|\bjailbreak|\b(?-i:DAN|PWNED|DROP TABLE)\b|\bsystem ?(?:prompt|"
    r"message|override)\b|"
    r"\b(?:system|systeem|admin)(?:bericht|melding|prompt)?\s*[:\]>]|\[(?:admin|system|inst|user|assistant)\]|"
    r"<\s*/?\s*(?:script|system|div|img|!--)|"
    r"\b(?:your|jouw|je) (?:system ?prompt|prompt|instructions|instructies)\b|\b(?:nieuwe|new) (?:regels|"
    r"instructies|rules|instructions)\s*[:!]|"
    r"\b(?:reply|respond|answer|antwoord|reageer) (?:only|with only|uitsluitend|alleen|enkel|op alles)\b|"
    r"\bciteer niets\b|\b(?:do not|don't) cite\b|"
    r"\b(?:zonder bron|without (?:any )?(?:sources?|citations?))(?:vermelding|nen)?\b|\bstaat vanaf nu uit\b|"
    r"\bbase64\b|\bvoer (?:dit|het|deze)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """To answer or not; ``reason`` is a code of the contract, ``contradiction`` the words that gainsay a premise."""

    answer: bool
    confidence: float
    reason: str | None = None
    explanation: str = ""
    contradiction: Quote | None = None


@dataclass(frozen=True, slots=True)
class Calibration:
    """Platt scaling of the log-odds that the report answers, and the least of it to answer at all."""

    slope: float
    offset: float
    threshold: float


def load_calibration(file: Path) -> Calibration:
    """Read ``calibration.json``; without one the scores are taken as they are. Raises ReportError."""
    if not file.is_file():
        return Calibration(1.0, 0.0, 0.0)
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
        return Calibration(float(content["slope"]), float(content["offset"]), float(content["threshold"]))
    except (ValueError, KeyError, TypeError) as error:
        raise ReportError(f"{file} is beschadigd ({error}). Maak het opnieuw met ‘make ranker’.") from error


class Judge:
    """Decides for one index."""

    def __init__(self, index: Index) -> None:
        folder = index.corpus.folder
        self._index = index
        self._trees: Trees | None = load_trees(folder / "abstention.json", SIGNALS)
        self._calibration = load_calibration(folder / "calibration.json")
        self._topic = str(index.corpus.about.get("topic", index.report.title))

    def score(self, signals: Floats) -> float:
        """Log-odds that the report answers the question."""
        if self._trees is None:  # a corpus without training: by how well the best sentence fits
            return float(signals[SIGNALS.index("covered_by_three")] * 4 - 1.5)
        return float(self._trees.score(signals[None, :])[0])

    def contributions(self, signals: Floats) -> Floats:
        """What each signal adds to ``score``, shape (len(SIGNALS),)."""
        if self._trees is not None:
            return self._trees.contributions(signals)
        adds = np.zeros(len(SIGNALS), dtype=np.float32)
        adds[SIGNALS.index("covered_by_three")] = self.score(signals)
        return adds

    @property
    def threshold(self) -> float:
        """The least score with which to answer."""
        return self._calibration.threshold

    def judge(self, search: Search, mentions: Mentions, signals: Floats) -> Verdict:
        """Answer when the score passes the threshold and the question is one."""
        score = self.score(signals)
        confidence = float(1 / (1 + np.exp(-(self._calibration.slope * score + self._calibration.offset))))
        if _INSTRUCTION.search(search.query.text) or signals[SIGNALS.index("intent_instruction")] > COMMANDED:
            return self._refuse(
                "instruction", "Dit lees ik als een opdracht, niet als een vraag over het rapport.", confidence
            )
        if all(word in _EMPTY for word in search.query.words):
            return self._refuse("not_a_question", _UNREADABLE, confidence)
        if score >= self._calibration.threshold:
            return Verdict(True, confidence)
        return self._reasoned(search, mentions, signals, confidence)

    def nothing_known(self) -> Verdict:
        """For a question without a single known word."""
        return self._refuse(
            "not_a_question", "Ik herken geen woord van de vraag. Stel een vraag in gewone zinnen.", 0.0
        )

    def nothing_said(self, search: Search, mentions: Mentions, confidence: float) -> Verdict:
        """For a question whose passages hold no sentence to quote."""
        return self._refuse("not_stated", self._not_stated(search, mentions), confidence)

    @staticmethod
    def _refuse(reason: str, explanation: str, confidence: float, contradiction: Quote | None = None) -> Verdict:
        return Verdict(False, min(confidence, 0.49), reason, explanation, contradiction)

    def _reasoned(self, search: Search, mentions: Mentions, signals: Floats, confidence: float) -> Verdict:
        value = dict(zip(SIGNALS, signals.tolist(), strict=True))
        nearest = self._nearest_refusal(search)
        if nearest and nearest.kind == "false_premise" and (found := self._find(nearest.missing)):
            return self._refuse("false_premise", "Het rapport zegt iets anders.", confidence, found)
        if value["known_words"] < 0.35 and len(search.query.words) - len(mentions.unknown) < 3:
            return self._refuse("not_a_question", _UNREADABLE, confidence)
        absent = [name for name in mentions.unknown_names if not self._heard_of(name)] + [*mentions.unknown_numbers]
        if absent:
            return self._refuse("outside_report", f"Het rapport noemt nergens: {', '.join(absent)}.", confidence)
        if (value["refusal_ahead"] > 0 and value["refusal"] > value["near_miss"]) or value["covered_by_three"] < 0.3:
            return self._refuse(
                "off_topic", f"De vraag lijkt niet over dit rapport te gaan ({self._topic}).", confidence
            )
        return self._refuse("not_stated", self._not_stated(search, mentions), confidence)

    def _heard_of(self, name: str) -> bool:
        """Whether a bank question uses the name, such as the English one of something in the report."""
        return all(word in self._index.words["all"] for word in tokens(name))

    def _nearest_refusal(self, search: Search) -> NearMiss | None:
        scores = self._index.refused.score(search.vector)
        if not self._index.refusals or scores.max(initial=0.0) < 0.7:
            return None
        return self._index.refusals[int(scores.argmax())]

    def _find(self, snippet: str) -> Quote | None:
        if not snippet:
            return None
        for unit in self._index.report.paragraphs:
            at = unit.text.find(snippet)
            if at >= 0:
                return Quote(unit.id, at, at + len(snippet))
        return None

    def _not_stated(self, search: Search, mentions: Mentions) -> str:
        nearest = self._index.passages[search.order[0]]
        missing = _MISSING.get(
            next(iter(sorted(asks(search.query.text) & set(_MISSING))), ""), "een antwoord op deze vraag"
        )
        words = f" Niet gevonden: {', '.join(mentions.unknown)}." if mentions.unknown else ""
        return f"Het onderwerp komt wel voor (zie {nearest.ref}), maar {missing} staat er niet.{words}"


_MISSING = {
    "number": "het gevraagde aantal",
    "amount": "het gevraagde bedrag",
    "percentage": "het gevraagde aandeel",
    "time": "het gevraagde tijdstip",
    "who": "de gevraagde naam",
    "cause": "de gevraagde reden",
}
