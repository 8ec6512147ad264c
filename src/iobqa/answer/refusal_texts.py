"""What a refusal says: in Dutch, and to an English question in English behind the fixed Dutch sentence."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from iobqa.answer.wording import first_asked, is_english

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
            "Het onderwerp komt wel voor (zie {where}), maar {what} staat er niet.",
            "The subject is treated (see {where}), but {what} is not stated.",
        ),
        "missing": (
            "Het onderwerp komt wel voor (zie {where}). Wat er niet staat: {what}.",
            "The subject is treated (see {where}). What is not stated: {what}.",
        ),
    }
)
_NOT_FOUND = ("Niet gevonden: {words}.", "Not found: {words}.")
_ASKED: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "number": ("het gevraagde aantal", "the number asked for"),
        "amount": ("het gevraagde bedrag", "the amount asked for"),
        "percentage": ("het gevraagde aandeel", "the share asked for"),
        "time": ("het gevraagde tijdstip", "the time asked for"),
        "who": ("wie of welke dat zijn", "who or which they are"),
        "cause": ("of dat zo was en waarom", "whether that was so, and why,"),
    }
)
_AN_ANSWER = ("een antwoord op deze vraag", "an answer to this question")


def explained(question: str, text: str, **filled: str) -> str:
    """One of the texts in the language of the question; ``filled``: its ``what`` and ``where``."""
    return _TEXTS[text][is_english(question)].format(**filled)


def asked_for(question: str) -> str:
    """What kind of answer is missing; no premise of the question is taken over."""
    return _ASKED.get(first_asked(question, _ASKED) or "", _AN_ANSWER)[is_english(question)]


def not_found(question: str, words: Sequence[str]) -> str:
    """A sentence with the words that stand nowhere in the report; empty without any."""
    return " " + _NOT_FOUND[is_english(question)].format(words=", ".join(words)) if words else ""
