"""Every change is found and gets its kind."""

import pytest

from iobqa.desk.difference import differences
from iobqa.desk.kinds import number_value
from iobqa.desk.words import quoted_words

CHANGES = [
    ("ruim 500 projecten per jaar", "ruim 600 projecten per jaar", "getal", "500", "600"),
    ("in twaalf landen actief", "in twintig landen actief", "getal", "twaalf", "twintig"),
    ("met € 30 miljoen per jaar", "met € 50 miljoen per jaar", "bedrag", "30", "50"),
    ("bijna € 310 miljoen besteed", "bijna € 310 miljard besteed", "bedrag", "miljoen", "miljard"),
    ("in 2019 besloot het kabinet", "in 2021 besloot het kabinet", "jaar", "2019", "2021"),
    ("dat is niet gelukt", "dat is gelukt", "ontkenning", "niet", ""),
    ("dat speelt geen rol", "dat speelt een rol", "ontkenning", "geen", "een"),
    ("steun aan Tunesië gegeven", "steun aan Marokko gegeven", "land", "Tunesië", "Marokko"),
    ("de Tunesische premier vroeg", "de Marokkaanse premier vroeg", "land", "Tunesische", "Marokkaanse"),
    ("een motie van Omtzigt hielp", "een motie van Jansen hielp", "naam", "Omtzigt", "Jansen"),
    ("mede dankzij ons werk", "dankzij ons werk", "voorbehoud", "mede", ""),
    ("de druk is toegenomen hier", "de druk is afgenomen hier", "richting", "toegenomen", "afgenomen"),
    ("een opdracht aan ambassades", "een verzoek aan ambassades", "sterkte", "opdracht", "verzoek"),
    (
        "de hoogrisicolanden samen",
        "de hoog-risicolanden samen",
        "schrijfwijze",
        "hoogrisicolanden",
        "hoog - risicolanden",
    ),
    ("landen, thema’s en geld", "landen thema’s en geld", "leesteken", ",", ""),
    ("op papier een basis", "op schrift een basis", "woord", "papier", "schrift"),
]


@pytest.mark.parametrize(("report", "quoted", "kind", "ours", "theirs"), CHANGES)
def test_kind(report: str, quoted: str, kind: str, ours: str, theirs: str) -> None:
    found = differences(quoted_words(report), quoted_words(quoted))
    assert (kind, ours, theirs) in [(d.kind, d.report, d.quoted) for d in found]


def test_verbs_that_come_apart_turn_as_well() -> None:
    found = differences(quoted_words("de druk nam hier fors toe"), quoted_words("de druk daalde hier fors"))
    assert "richting" in {difference.kind for difference in found}


def test_same_words_in_another_order() -> None:
    found = differences(quoted_words("eerst geld en dan mensen"), quoted_words("eerst mensen en dan geld"))
    assert {difference.kind for difference in found} == {"volgorde"}


def test_one_change_of_several_kinds_names_the_gravest_first() -> None:
    found = differences(quoted_words("er kwamen nauwelijks 500 mensen"), quoted_words("er kwamen 600 mensen"))
    assert [difference.kind for difference in found] == ["ontkenning", "getal"]


def test_nothing_changed() -> None:
    assert differences(quoted_words("geen verschil"), quoted_words("geen verschil")) == ()


@pytest.mark.parametrize(
    ("word", "value"), [("1.000", "1000"), ("duizend", "1000"), ("vijftien", "15"), ("1,5", "1,5")]
)
def test_number_value(word: str, value: str) -> None:
    assert number_value(word) == value
