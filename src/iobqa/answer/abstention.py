"""Whether to answer at all, how sure that is, and in words why not."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from iobqa.answer.aligned import Aligned
from iobqa.answer.calibration import ANSWERING, CONFIDENCE, chosen_signals, load_calibration
from iobqa.answer.citations import Quote
from iobqa.answer.refusal_texts import asked_for, explained, not_found
from iobqa.answer.signals import SIGNALS, Mentions
from iobqa.answer.trees import Trees, load_trees
from iobqa.search.analysis import STOP_WORDS, tokens
from iobqa.search.index import Index
from iobqa.search.questions import NearMiss
from iobqa.search.retriever import Search
from iobqa.search.wordlists import listed_words

Floats = NDArray[np.float32]

_EMPTY = STOP_WORDS | listed_words("dutch") | listed_words("english") | {"niet", "geen", "ene", "toch", "weer"}
"""Words that ask nothing by themselves."""
SAME_REFUSAL, SAME_MISS = 0.72, 0.82
"""Likeness, word by word, from which a known question to refuse asks the same; and from which what it misses is what is missed here."""
INTENDED = 0.6
"""Probability from which the words are taken for a command, or for a question about another subject, whatever was found (no
answerable question of dev comes above 0.5)."""
UNCOVERED = 0.15
"""Share of the question's term weight in the best three passages below which they are not about its subject."""

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


_NO_SENTENCE = re.compile(r"\bde (?:het|of|en|dat|die|wiens|waarvan)\b|\bthe (?:of|and|or|that)\b", re.IGNORECASE)
"""An article that no noun can follow: words in no order, however much the report says of each. Fewer pairs than no claim may have:
people type "de de", and mean "de een" and "een of ander".
"""


@dataclass(frozen=True, slots=True)
class Verdict:
    """To answer or not; ``reason`` is a code of the contract, ``contradiction`` the words that gainsay a premise."""

    answer: bool
    confidence: float
    reason: str | None = None
    explanation: str = ""
    contradiction: Quote | None = None


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
        return float(self._calibration.answering.score(self._answering(signals))[0])

    def trees_score(self, signals: Floats) -> float:
        """What the trees alone make of it."""
        if self._trees is None:  # a corpus without training: by how well the best sentence fits
            return float(signals[SIGNALS.index("covered_by_three")] * 4 - 1.5)
        return float(self._trees.score(signals[None, :])[0])

    def _confidence(self, score: float, signals: Floats) -> float:
        """Probability that an answer is right."""
        features = chosen_signals(CONFIDENCE, signals, answering=score)
        return float(self._calibration.confidence.probability(features)[0])

    def _answering(self, signals: Floats) -> Floats:
        return chosen_signals(ANSWERING, signals, trees=self.trees_score(signals))

    def contributions(self, signals: Floats) -> Floats:
        """What each signal adds to ``score``, by the trees and by itself; shape (len(SIGNALS),)."""
        direct = dict(
            zip(ANSWERING, self._calibration.answering.contributions(self._answering(signals))[0], strict=True)
        )
        adds = np.array([direct.get(name, 0.0) for name in SIGNALS], dtype=np.float32)
        if self._trees is None:
            adds[SIGNALS.index("covered_by_three")] += direct["trees"]
            return adds
        share = self._calibration.answering.weights[ANSWERING.index("trees")]
        return np.asarray(adds + share * self._trees.contributions(signals[None, :])[0], dtype=np.float32)

    @property
    def threshold(self) -> float:
        """The least score with which to answer."""
        return self._calibration.threshold

    def judge(self, search: Search, mentions: Mentions, aligned: Aligned, signals: Floats) -> Verdict:
        """Answer when the score passes the threshold and the question is one."""
        score = self.score(signals)
        confidence = self._confidence(score, signals)
        question = search.query.text
        if _INSTRUCTION.search(question) or signals[SIGNALS.index("intent_instruction")] > INTENDED:
            return _refuse("instruction", explained(question, "instruction"), confidence)
        if all(word in _EMPTY for word in search.query.words) or _NO_SENTENCE.search(question):
            return _refuse("not_a_question", explained(question, "not_a_question"), confidence)
        if signals[SIGNALS.index("intent_off_topic")] > INTENDED:
            return _refuse("off_topic", self._off_topic(search, mentions), confidence)
        if score >= self._calibration.threshold:
            return Verdict(True, confidence)
        return self._reasoned(search, mentions, aligned, signals, confidence)

    def nothing_known(self, question: str) -> Verdict:
        """For a question without a single known word."""
        return _refuse("not_a_question", explained(question, "not_a_question"), 0.0)

    def nothing_said(self, search: Search, mentions: Mentions, confidence: float) -> Verdict:
        """For a question whose passages hold no sentence to quote."""
        return _refuse("not_stated", self._not_stated(search, mentions, None), confidence)

    def _reasoned(
        self, search: Search, mentions: Mentions, aligned: Aligned, signals: Floats, confidence: float
    ) -> Verdict:
        value = dict(zip(SIGNALS, signals.tolist(), strict=True))
        question = search.query.text
        nearest = self._nearest_refusal(aligned, SAME_REFUSAL)
        if nearest and nearest.kind == "false_premise" and (found := self._find(nearest.missing)):
            return _refuse("false_premise", explained(question, "false_premise"), confidence, found)
        if value["known_words"] < 0.35 and len(search.query.words) - len(mentions.unknown) < 3:
            return _refuse("not_a_question", explained(question, "not_a_question"), confidence)
        absent = [name for name in mentions.unknown_names if not self._heard_of(name)] + [*mentions.unknown_numbers]
        if absent:
            what = ", ".join(_whole_names(absent, question))
            return _refuse("outside_report", explained(question, "outside_report", what=what), confidence)
        if value["covered_by_three"] < UNCOVERED:
            return _refuse("off_topic", self._off_topic(search, mentions), confidence)
        missed = self._nearest_refusal(aligned, SAME_MISS)
        return _refuse("not_stated", self._not_stated(search, mentions, missed), confidence)

    def _off_topic(self, search: Search, mentions: Mentions) -> str:
        question = search.query.text
        return explained(question, "off_topic", what=self._topic) + not_found(question, mentions.unknown)

    def _heard_of(self, name: str) -> bool:
        """Whether a bank question uses the name, such as the English one of something in the report."""
        return all(word in self._index.words["all"] for word in tokens(name))

    def _nearest_refusal(self, aligned: Aligned, least: float) -> NearMiss | None:
        """The known question to refuse that is word by word most like this one, if it is like enough to speak for it."""
        both = aligned.refusals.both
        if not len(both) or both.max() < least:
            return None
        return self._index.refusals[int(aligned.refusal_rows[both.argmax()])]

    def _find(self, snippet: str) -> Quote | None:
        if not snippet:
            return None
        for unit in self._index.report.paragraphs:
            at = unit.text.find(snippet)
            if at >= 0:
                return Quote(unit.id, at, at + len(snippet))
        return None

    def _not_stated(self, search: Search, mentions: Mentions, nearest: NearMiss | None) -> str:
        question, where = search.query.text, self._index.passages[search.order[0]].ref
        if nearest and nearest.kind == "near_miss" and nearest.missing:
            text = explained(question, "missing", where=where, what=nearest.missing)
        else:
            text = explained(question, "not_stated", where=where, what=asked_for(question))
        return text + not_found(question, mentions.unknown)


def _whole_names(names: Sequence[str], question: str) -> list[str]:
    """Names that stand side by side in the question are one: "Hong Kong"."""
    whole: list[str] = []
    for name in names:
        if whole and f"{whole[-1]} {name}" in question:
            whole[-1] = f"{whole[-1]} {name}"
        else:
            whole.append(name)
    return whole


def _refuse(reason: str, explanation: str, confidence: float, contradiction: Quote | None = None) -> Verdict:
    return Verdict(False, min(confidence, 0.49), reason, explanation, contradiction)
