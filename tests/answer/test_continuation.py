"""What else an answer needs: features on the made-up report, and the file with what was learnt."""

import json
from pathlib import Path

import numpy as np
import pytest

from iobqa.answer.continuation import FEATURES, UNTRAINED_LEAST, Continuation, ContinuationReader
from iobqa.errors import ReportError
from mini_qa import candidates_of, mini_index, rows_of

LEAD, ITEM, NEXT, OTHER = "De volgende doelen stonden", "meer waterplanten", "boeren die zelf meten", "De uitkomst hing"
FIRST = "Boeren dompelden"
SECOND = "De kleur vertelde"


def features(question: str, first: str, *others: str) -> list[dict[str, float]]:
    """Of the others when ``first`` is chosen."""
    index = mini_index()
    candidates = candidates_of(index, rows_of(index, first, *others), question)
    probabilities = np.linspace(0.8, 0.2, 1 + len(others), dtype=np.float32)
    found = ContinuationReader(index).over(question, candidates, probabilities).read([0])
    return [dict(zip(FEATURES, row.tolist(), strict=True)) for row in found[1:]]


def test_where_it_stands() -> None:
    after, elsewhere = features("Hoe zit het?", FIRST, SECOND, OTHER)
    assert (after["next"], after["before"], after["same_unit"]) == (1, 0, 1)
    assert (elsewhere["next"], elsewhere["before"], elsewhere["same_unit"]) == (0, 0, 0)
    (before,) = features("Hoe zit het?", SECOND, FIRST)
    assert (before["next"], before["before"]) == (0, 1)


def test_items_belong_to_their_introduction_and_to_each_other() -> None:
    of_lead, of_item = features("Welke doelen waren er?", LEAD, ITEM, OTHER)
    assert (of_lead["same_list"], of_lead["list_same_list"], of_item["same_list"]) == (1, 1, 0)
    (sibling,) = features("Welke doelen waren er?", ITEM, NEXT)
    assert sibling["same_list"] == 1


def test_what_the_first_leaves_open_is_gained_by_what_says_it() -> None:
    question = "Deden boeren in Natteveld mee en waar hing de uitkomst?"
    gains, nothing = features(question, "In de polder Natteveld", "De uitkomst hing", "De metingen werden")
    assert gains["gain"] > nothing["gain"]
    assert gains["parts"] == 1
    assert gains["gain_in_parts"] == gains["gain"]


def test_how_far_it_is_behind_the_first() -> None:
    (second,) = features("Hoe zit het?", FIRST, OTHER)
    assert second["likely"] == pytest.approx(np.log(0.2 / 0.8), abs=1e-5)
    assert second["less_than_first"] == pytest.approx(np.log(0.2 / 0.8) - np.log(0.8 / 0.2), abs=1e-5)


def test_a_file_is_read_and_used(tmp_path: Path) -> None:
    weights = dict.fromkeys(FEATURES, 0.0) | {"gain": 2.0}
    file = tmp_path / "continuation.json"
    file.write_text(json.dumps({"weights": weights, "offset": -1.0, "least": 0.3}))
    found = Continuation.load(file)
    row = np.array([[0.5 if name == "gain" else 1.0 for name in FEATURES]], dtype=np.float32)
    assert found.least == 0.3
    assert found.probability(row) == pytest.approx([0.5])


def test_without_a_file_it_goes_by_the_likelihood_alone(tmp_path: Path) -> None:
    found = Continuation.load(tmp_path / "none.json")
    assert found.least == UNTRAINED_LEAST
    assert found.probability(np.zeros((1, len(FEATURES)), dtype=np.float32)) == pytest.approx([0.5])


@pytest.mark.parametrize("content", ["{}", '{"weights": {"gain": 1}, "offset": 0, "least": 0.1}', '{"weights": []}'])
def test_a_file_of_another_version_is_refused(tmp_path: Path, content: str) -> None:
    file = tmp_path / "continuation.json"
    file.write_text(content)
    with pytest.raises(ReportError, match=r"andere versie.*make ranker"):
        Continuation.load(file)
