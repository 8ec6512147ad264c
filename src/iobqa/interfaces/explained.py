"""``iobqa ask --explain``: how an answer came about, as lines to read and as JSON."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from iobqa.answer.abstention import Verdict
from iobqa.answer.explanation import Explanation, Share, WeighedSentence
from iobqa.answer.signals import Mentions
from iobqa.interfaces.explained_names import feature_name, kind_name, signal_name
from iobqa.interfaces.render import confidence_word, query_lines, shortened
from iobqa.search.query import Query


def explanation_lines(explanation: Explanation) -> Iterable[str]:
    """The question as it was read, the candidate sentences, what decided, and the outcome."""
    yield "De vraag"
    yield from (f"  {line}" for line in _question_lines(explanation))
    yield "De zinnen, met de kans dat ze het antwoord geven"
    for sentence in explanation.sentences:
        yield from _sentence_lines(sentence)
    if not explanation.sentences:
        yield "  geen: geen woord van de vraag is bekend"
    yield "De afweging"
    yield from (f"  {line}" for line in _weighing_lines(explanation))
    yield f"Uitkomst: {_outcome(explanation.verdict)}"


def _question_lines(explanation: Explanation) -> Iterator[str]:
    yield from query_lines(explanation.query)
    yield f"vraagt om: {', '.join(map(kind_name, explanation.wanted)) or 'geen bepaald soort antwoord'}"
    if explanation.english:
        yield "taal: Engels"
    for label, words in _not_found(explanation.mentions):
        yield f"{label}: {', '.join(words)}"


def _not_found(mentions: Mentions | None) -> Iterator[tuple[str, Sequence[str]]]:
    """What the question names and the report has not, or not near the answer."""
    if mentions is None:
        return
    listed = (
        ("niet gevonden in rapport of vragenbank", mentions.unknown),
        ("naam die het rapport niet heeft", mentions.unknown_names),
        ("getal dat het rapport niet heeft", mentions.unknown_numbers),
        ("naam die niet in de beste passages staat", mentions.elsewhere_names),
        ("getal dat niet in de beste passages staat", mentions.elsewhere_numbers),
    )
    yield from ((label, words) for label, words in listed if words)


def _sentence_lines(sentence: WeighedSentence) -> Iterator[str]:
    used = "  (in het antwoord)" if sentence.used else ""
    yield f"  {sentence.probability:4.0%}  {sentence.ref}: {shortened(sentence.text)}{used}"
    yield f"        {_shares(sentence.shares, feature_name)}"


def _shares(shares: Iterable[Share], name: Callable[[str], str]) -> str:
    return "; ".join(f"{name(share.name)} {_number(share.adds, '+.2f')}" for share in shares)


def _weighing_lines(explanation: Explanation) -> Iterator[str]:
    if explanation.score is None:
        yield "niets te wegen"
        return
    passes = "gehaald" if explanation.score >= explanation.threshold else "niet gehaald"
    score, threshold = _number(explanation.score), _number(explanation.threshold)
    yield f"het rapport beantwoordt dit: {score} (log-odds); drempel {threshold}: {passes}"
    for share in explanation.signals:
        yield f"{_number(share.adds, '+.2f')}  {signal_name(share.name)}: {_number(share.value)}"


def _outcome(verdict: Verdict) -> str:
    confidence = f"zekerheid {verdict.confidence:.0%}, {confidence_word(verdict.confidence)}"
    if verdict.answer:
        return f"antwoord ({confidence})"
    return f"geweigerd, {verdict.reason}: {verdict.explanation} ({confidence})"


def _number(value: float, shape: str = ".2f") -> str:
    return format(value, shape).replace(".", ",").replace("-", "−")


def explanation_payload(explanation: Explanation) -> dict[str, Any]:
    """The same as JSON; no part of the contract."""
    return {
        "explanation": {
            "question": _query_payload(explanation.query),
            "asks_for": list(explanation.wanted),
            "english": explanation.english,
            "not_found": _mentions_payload(explanation.mentions),
            "sentences": [_sentence_payload(sentence) for sentence in explanation.sentences],
            "signals": _shares_payload(explanation.signals),
            "score": None if explanation.score is None else round(explanation.score, 4),
            "threshold": explanation.threshold,
            "verdict": _verdict_payload(explanation.verdict),
        }
    }


def _query_payload(query: Query) -> dict[str, Any]:
    return {
        "text": query.text,
        "words": list(query.words),
        "mended": dict(query.mended),
        "joined": list(query.joined),
        "added": [{"typed": entry.typed, "term": entry.term, "source": entry.source} for entry in query.added],
    }


def _mentions_payload(mentions: Mentions | None) -> dict[str, list[str]]:
    if mentions is None:
        return {}
    return {
        "words": list(mentions.unknown),
        "names": list(mentions.unknown_names),
        "numbers": list(mentions.unknown_numbers),
        "names_elsewhere": list(mentions.elsewhere_names),
        "numbers_elsewhere": list(mentions.elsewhere_numbers),
    }


def _sentence_payload(sentence: WeighedSentence) -> dict[str, Any]:
    return {
        "ref": sentence.ref,
        "text": sentence.text,
        "probability": round(sentence.probability, 4),
        "used": sentence.used,
        "features": _shares_payload(sentence.shares),
    }


def _shares_payload(shares: Iterable[Share]) -> list[dict[str, Any]]:
    return [{"name": s.name, "value": round(s.value, 4), "adds": round(s.adds, 4)} for s in shares]


def _verdict_payload(verdict: Verdict) -> dict[str, Any]:
    return {
        "answer": verdict.answer,
        "confidence": round(verdict.confidence, 4),
        "reason": verdict.reason,
        "explanation": verdict.explanation,
    }
