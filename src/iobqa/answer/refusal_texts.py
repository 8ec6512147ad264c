"""What a refusal says: in Dutch, and to an English question in English behind the fixed Dutch sentence."""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from iobqa.answer.wording import is_english

REFUSAL = "Het rapport geeft hierop geen antwoord."
"""The first sentence of every refusal."""

_TEXTS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "instruction": (
            "Dit lees ik als een opdracht, niet als een vraag over het rapport.",
            "I read this as a command, not as a question about the report.",
        ),
        "not_a_question": (
            "Dit herken ik niet als een vraag. Stel een vraag in gewone zinnen.",
            "I do not recognise this as a question. Please ask in plain sentences.",
        ),
        "false_premise": ("Het rapport zegt iets anders:", "The report says otherwise:"),
        "outside_report": ("Het rapport noemt nergens: {what}.", "The report nowhere mentions: {what}."),
        "off_topic": (
            "De vraag lijkt niet over dit rapport te gaan ({what}).",
            "The question does not seem to be about this report ({what}).",
        ),
        "not_stated": (
            "Het onderwerp komt wel voor (zie {where}), maar {what}.",
            "The subject is treated (see {where}), but {what}.",
        ),
        "missing": (
            "Het onderwerp komt wel voor (zie {where}). Wat er niet staat: {what}.",
            "The subject is treated (see {where}). What is not stated: {what}.",
        ),
    }
)
_NOT_FOUND = ("Niet gevonden: {words}.", "Not found: {words}.")
_ASKED: Sequence[tuple[re.Pattern[str], tuple[str, str]]] = tuple(
    (re.compile(pattern, re.IGNORECASE), texts)
    for pattern, texts in (
        (r"\bhoe ?lang|\bhow long", ("niet hoe lang", "not how long")),
        (r"\bhoe vaak|\bhow often", ("niet hoe vaak", "not how often")),
        (
            r"\bbedrag|\bhoe duur|\b(?:ge)?kost(?:te)?n?\b|\bhoe ?veel (?:geld|euro)|\bhow much (?:money|did)|\bcosts?\b|\bamount\b",
            ("niet om welk bedrag het gaat", "not what amount"),
        ),
        (r"\bpercentage|\bprocent|\bwelk deel|\baandeel|\bshare\b", ("niet welk deel dat is", "not what share")),
        (r"\bhoe ?veel|\baantal|\bhow (?:many|much)|\bnumber of", ("niet hoeveel", "not how many")),
        (r"\bwanneer|\bwelk jaar|\bdatum|\bwhen\b|\bwh(?:at|ich) year", ("niet wanneer", "not when")),
        (r"\bwie\b|\bwho(?:m|se)?\b", ("niet wie dat zijn", "not who they are")),
        (
            r"\bwaarom|\bhoezo|\bhoe k(?:om[te]|wam)|\boorza|\breden|\bwhy\b|\breason",
            ("niet of dat zo was en waarom", "not whether that was so, and why"),
        ),
    )
)
"""Words of a question, and what is then not stated. No premise of the question is taken over."""
_AN_ANSWER = ("een antwoord op deze vraag staat er niet", "an answer to this question is not stated")


def explained(question: str, text: str, **filled: str) -> str:
    """One of the texts in the language of the question; ``filled``: its ``what`` and ``where``."""
    return _TEXTS[text][is_english(question)].format(**filled)


def asked_for(question: str) -> str:
    """What is missing, by the first words of the question that ask for something."""
    found = [(match.start(), texts) for pattern, texts in _ASKED if (match := pattern.search(question))]
    texts = min(found, key=lambda one: one[0])[1] if found else _AN_ANSWER
    return texts[is_english(question)]


def not_found(question: str, words: Sequence[str]) -> str:
    """A sentence with the words that stand nowhere in the report; empty without any."""
    return " " + _NOT_FOUND[is_english(question)].format(words=", ".join(words)) if words else ""
