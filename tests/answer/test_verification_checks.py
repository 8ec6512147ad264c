"""The parts of verification: numbers, names, small words and clauses, each as a table."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iobqa.answer import figures as figures_module
from iobqa.answer import names as names_module
from iobqa.answer.figures import figures
from iobqa.answer.markers import markers
from iobqa.answer.names import names
from iobqa.answer.openings import matches_at
from iobqa.answer.readings import Reading, alike, normalised, read
from iobqa.answer.verification import Background, verify
from iobqa.records import Report


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("€ 30 miljoen", [("bedrag", 30e6)]),
        ("dertig miljoen euro", [("bedrag", 30e6)]),
        ("€ 21,55 miljoen en €100.000", [("bedrag", 21.55e6), ("bedrag", 100_000)]),
        ("1,5 miljard euro", [("bedrag", 1.5e9)]),
        ("twee derde van de landen", [("percentage", pytest.approx(66.67, abs=0.01))]),
        ("67%, zestig procent", [("percentage", 67), ("percentage", 60)]),
        ("de helft, een kwart en driekwart", [("percentage", 50), ("percentage", 25), ("percentage", 75)]),
        ("een op de vijf, 1 op de 3", [("percentage", 20), ("percentage", pytest.approx(33.33, abs=0.01))]),
        ("daalde met een derde.", [("percentage", pytest.approx(33.33, abs=0.01))]),
        ("een derde actieplan", [("rangtelwoord", 3)]),
        ("het derde kabinet-Rutte (2017-2022)", [("rangtelwoord", 3), ("jaar", 2017), ("jaar", 2022)]),
        ("kabinet-Rutte III", [("rangtelwoord", 3)]),
        ("ten tweede, in de eerste plaats", []),
        ("COVID-19 en de G20", []),
        ("1.700 hectare", [("getal", 1700)]),
        ("zevenendertig tulpen, tweeënzestig landen", [("getal", 37), ("getal", 62)]),
        ("honderdvijfentwintig, elfhonderd, vijfhonderd", [("getal", 125), ("getal", 1100), ("getal", 500)]),
        ("anderhalf jaar", [("getal", 1.5)]),
        ("een project, één lidstaat", [("getal", 1)]),
        ("honderden projecten", []),
        ("het afgelopen decennium", [("getal", 10)]),
        ("17 november 2020", [("getal", 17), ("jaar", 2020)]),
        ("een twintigtal organisaties, een zestigtal", [("getal", 20), ("getal", 60)]),
        ("een ton, drie ton en anderhalve ton", [("bedrag", 1e5), ("bedrag", 3e5), ("bedrag", 1.5e5)]),
        ("een half miljoen tot twee miljoen euro", [("bedrag", 5e5), ("bedrag", 2e6)]),
        ("vijf- tot vijftienduizend euro", [("bedrag", 5000), ("bedrag", 15000)]),
        ("honderdduizend euro", [("bedrag", 1e5)]),
        ("nummer zeven onder de donoren, op plaats 3", [("rangtelwoord", 7), ("rangtelwoord", 3)]),
    ],
)
def test_figures(text: str, expected: list[tuple[str, float]]) -> None:
    assert [(figure.kind, figure.value) for figure in figures(text)] == expected


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("ruim 500", "ruim"),
        ("meer dan 500", "ruim"),
        ("in ieder geval 65", "ruim"),
        ("bijna € 310 miljoen", "bijna"),
        ("maximaal drie", "bijna"),
        ("zo’n 70%", "ongeveer"),
        ("circa 40%", "ongeveer"),
        ("ruwweg 2%", "ongeveer"),
        ("niet meer dan 10%", "hooguit"),
        ("niet minder dan 45", "ruim"),
        ("onder de € 100.000", "bijna"),
        ("Onder de 10 leden", ""),
        ("500", ""),
    ],
)
def test_bounds(text: str, bound: str) -> None:
    assert [figure.bound for figure in figures(text)] == [bound]


@given(st.text(max_size=80))
def test_any_text_is_read(text: str) -> None:
    for figure in figures(text):
        assert text[figure.start : figure.end] == figure.token
    for marker in markers(text):
        assert text[marker.start : marker.end] == marker.token


@given(st.text(alphabet="abE €5%.,;:()-’ \n", max_size=60), st.text(max_size=60))
def test_any_claim_gets_a_verdict(claim: str, source: str) -> None:
    verdict = verify(claim, [source])
    assert verdict.covered == (not verdict.problems)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("De Tunesische autoriteiten en Tunesië", ["Tunesië", "Tunesië"]),
        ("De Verenigde Naties en de VN", ["VN", "VN"]),
        ("Het ministerie van Buitenlandse Zaken (BZ)", ["BZ", "BZ"]),
        ("In Noord-Afrika en Afrika", ["Noord-Afrika", "Afrika"]),
        ("De VS, het VK en Costa Rica", ["Verenigde Staten", "Verenigd Koninkrijk", "Costa Rica"]),
        ("Volgens Boskalis kwam het Duterte-regime", ["boskalis", "duterte"]),
        ("De EU-delegatie", ["EU"]),
        ("Ambassades gaven aan. Veel diplomaten vertrokken.", []),
        ("In Zuid-Soedan en Soedan", ["Zuid-Soedan", "Soedan"]),
        ("In Oost Europa en Latijns Amerika", ["Oost-Europa", "Latijns-Amerika"]),
        ("De Organisation of Islamic Cooperation", ["OIC"]),
    ],
)
def test_names(text: str, expected: list[str]) -> None:
    assert [name.key for name in names(read(text))] == expected


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Dat is niet gelukt", {"negation"}),
        ("Niet alleen hier", set()),
        ("De capaciteit ontbrak", {"lack"}),
        ("Zij droegen nauwelijks bij", {"little"}),
        ("De rol was beperkt", {"little"}),
        ("De steun was beperkt tot drie landen", set()),
        ("Het aantal is zo groot mogelijk", {"able"}),
        ("Dat is mogelijk juist", {"possible", "able"}),
        ("de meeste landen", {"most"}),
        ("bijna alle bewoners", {"most"}),
        ("alle bewoners", {"all"}),
        ("sommige bewoners", {"some"}),
        ("volgens diplomaten", {"said"}),
        ("volgens IOB", set()),
        ("Nederland wilde meer doen", {"intent"}),
        ("BZ moet dit doen", {"ought"}),
        ("daardoor lukte het", {"cause"}),
        ("vrijwel geen capaciteit", {"little"}),
        ("niet meer dan een derde", set()),
        ("minder dan een ton", set()),
        ("minder geld", {"less"}),
        ("Bedrijven zouden dit openbaar moeten maken", {"ought"}),
    ],
)
def test_markers(text: str, kinds: set[str]) -> None:
    assert {marker.kind for marker in markers(text)} == kinds


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("evaluatie", "evaluaties"),
        ("verankerd", "verankering"),
        ("fonds", "mensenrechtenfonds"),
        ("beleidsdoelen", "beleidsdoelstellingen"),
        ("actiegerichter", "actiegericht"),
        ("daalde", "afname"),
    ],
)
def test_alike(one: str, other: str) -> None:
    assert alike(one, other)
    assert alike(other, one)


@pytest.mark.parametrize(
    ("one", "other"), [("steeg", "daalde"), ("ambassade", "ministerie"), ("land", "landbouw"), ("2019", "2020")]
)
def test_not_alike(one: str, other: str) -> None:
    assert not alike(one, other)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nederland  deed ‘dit’ [1] – en dat.", "Nederland deed ’dit’ - en dat."),
        ("· een punt", "een punt"),
        ("a) een punt", "een punt"),
        ("dat is níet zo", "dat is niet zo"),
        ("be\u00adleid", "beleid"),
    ],
)
def test_normalised(text: str, expected: str) -> None:
    assert normalised(text) == expected


@pytest.mark.parametrize(
    ("text", "verbs"),
    [
        ("De steun nam in die jaren sterk af.", ["afnemen"]),
        ("Om dit tegen te gaan is afgezien van steun.", ["tegengaan"]),
        ("Hij kwam in 2019 terug naar Den Haag.", ["terugkomen"]),
        ("De kloof liep op tussen papier en praktijk.", ["oplopen"]),
        ("Nederland wees op het belang van steun.", []),  # before a noun "op" is a preposition
        ("Ze gingen er niet mee akkoord.", []),  # and so is "mee" of "er ... mee"
    ],
)
def test_a_separable_verb_is_read_as_one(text: str, verbs: list[str]) -> None:
    reading = read(text)
    assert list(dict.fromkeys(word.verb for word in reading.words if word.verb)) == verbs
    assert all(verb in [word.meant for word in reading.content] for verb in verbs)


def test_clauses() -> None:
    reading = Reading("De regering steunde het plan, maar de Kamer wees het voorstel af omdat geld ontbrak.")
    assert [clause.text.strip(", ") for clause in reading.clauses] == [
        "De regering steunde het plan",
        "maar de Kamer wees het voorstel af",
        "omdat geld ontbrak.",
    ]


SOURCE = ["De ambassades in Kenia besteedden in 2019 € 2 miljoen."]


@pytest.mark.parametrize(
    ("claim", "background", "covered"),
    [
        ("Volgens IOB besteedden de ambassades in Kenia in 2019 € 2 miljoen.", Background(author="IOB"), True),
        ("Volgens BZ besteedden de ambassades in Kenia in 2019 € 2 miljoen.", Background(author="IOB"), False),
        ("In de periode 2017-2022 besteedden de ambassades € 2 miljoen.", Background(period=(2017, 2022)), False),
        ("De ambassades in Afrika besteedden in 2019 € 2 miljoen.", Background(), False),
        ("De ambassades in Afrika besteedden in 2019 € 2 miljoen.", Background(context=["Afrika"]), True),
        ("De ambassades in Kenia besteedden in 2020 € 2 miljoen.", Background(context=["Het jaar 2020"]), False),
    ],
)
def test_background(claim: str, background: Background, covered: bool) -> None:
    assert verify(claim, SOURCE, background).covered is covered


def test_nothing_is_covered_by_nothing() -> None:
    verdict = verify("Alles is waar.", [])
    assert verdict.label == "niet gedekt"
    assert verdict.problem == "er is geen zin aangewezen"


def test_sentences_in_a_row_are_literal_but_half_a_sentence_is_not() -> None:
    sources = ["Het fonds groeide niet.", "De ambassade sloot in 2019."]
    assert verify("Het fonds groeide niet. De ambassade sloot in 2019.", sources).label == "letterlijk"
    assert verify("Het fonds groeide", sources).label == "niet gedekt"


@pytest.mark.parametrize(
    ("source", "claim", "covered"),
    [
        ("Slechts een derde van de posten deed mee.", "Niet meer dan een derde van de posten deed mee.", True),
        ("Ruim een derde van de posten deed mee.", "Niet meer dan een derde van de posten deed mee.", False),
        ("Het budget lag onder de € 100.000.", "Het budget was minder dan een ton.", True),
        ("Het budget lag onder de € 100.000.", "Het budget was minder dan twee ton.", False),
        # two numbers beside a name: neither took the other's place
        (
            "Dit zette de Afrikaanse groep (met 13 van de 47 stemmen in de Mensenrechtenraad) op afstand.",
            "Dit zette de Afrikaanse groep, met 13 van de 47 stemmen in de Mensenrechtenraad, op afstand.",
            True,
        ),
        (
            "De ambassade in Kenia kreeg 13 projecten en die in Peru 47 projecten.",
            "De ambassade in Kenia kreeg 47 projecten.",
            False,
        ),
        ("Een parlementaire meerderheid vroeg in 2018 om steun.", "Een Kamermeerderheid vroeg in 2018 om steun.", True),
        ("Een parlementaire minderheid vroeg in 2018 om steun.", "Een Kamermeerderheid vroeg in 2018 om steun.", False),
        ("In Europees verband sprak Nederland hierover.", "In Europa sprak Nederland hierover.", True),
        ("In Afrikaans verband sprak Nederland hierover.", "In Europa sprak Nederland hierover.", False),
        # other words that deny
        (
            "BZ vroeg de EU twee keer tevergeefs om opheldering over het project in Egypte.",
            "Over het project in Egypte vroeg BZ de EU twee keer om opheldering, zonder die te krijgen.",
            True,
        ),
        (
            "BZ vroeg de EU twee keer om opheldering over het project in Egypte.",
            "Over het project in Egypte vroeg BZ de EU twee keer om opheldering, zonder die te krijgen.",
            False,
        ),
        (
            "Nederland was van alle lidstaten het actiefst.",
            "Geen van alle lidstaten was zo actief als Nederland.",
            True,
        ),
        ("Nederland was een van de lidstaten.", "Geen van alle lidstaten was zo actief als Nederland.", False),
        # "zou" behind a verb of fearing or wanting is no doubt
        (
            "Diplomaten vreesden voor druk van het parlement om sancties.",
            "Diplomaten vreesden dat het parlement om sancties zou drukken.",
            True,
        ),
        ("De post drukte de kosten.", "De post zou de kosten drukken.", False),
        # a ground may be a purpose; a result may not
        ("De post sloot om kosten te besparen.", "De post sloot vanwege kosten te besparen.", True),
        ("De post sloot om de kosten te besparen.", "Dankzij het sluiten bespaarde de post kosten.", False),
        # the other side of a comparison
        (
            "De posten in Europa waren positiever dan die in Azië.",
            "De posten in Azië waren minder positief dan die in Europa.",
            True,
        ),
        (
            "De posten in Europa waren positiever dan die in Azië.",
            "De posten in Europa waren minder positief dan die in Azië.",
            False,
        ),
        # "hierdoor" within its clause points back to nothing in the claim
        (
            "Mede dankzij deze inspanningen kwamen 65 vrouwen vrij in El Salvador.",
            "In El Salvador kwamen mede hierdoor 65 vrouwen vrij.",
            True,
        ),
        (
            "De helft van de posten miste kennis, volgens medewerkers.",
            "Medewerkers zeiden dat de helft van de posten kennis miste.",
            True,
        ),
        ("Volgens medewerkers miste de helft van de posten kennis.", "De helft van de posten miste kennis.", False),
        # a day goes with its month, a figure with its number, a part with its whole
        (
            "De gesprekken begonnen in mei; op 17 november nam de raad het plan aan.",
            "Op 17 mei nam de raad het plan aan.",
            False,
        ),
        (
            "De gesprekken begonnen in mei; op 17 november nam de raad het plan aan.",
            "Op 17 november nam de raad het plan aan.",
            True,
        ),
        ("De thema's van het beleid staan in figuur 1.1.", "In figuur 1.3 staan de thema's van het beleid.", False),
        ("De thema's van het beleid staan in figuur 1.1.", "In figuur 1.1 staan de thema's van het beleid.", True),
        ("De aanpak werkte in twee van de drie polders.", "De aanpak werkte in alle drie de polders.", False),
        ("De aanpak werkte in alle drie de polders.", "In alle drie de polders werkte de aanpak.", True),
        ("Beide landen maakten afspraken over migratie.", "De twee landen maakten afspraken over migratie.", True),
        ("De landen maakten afspraken over migratie.", "De twee landen maakten afspraken over migratie.", False),
        (
            "Alleen Frankrijk, Duitsland en Polen stemden voor het plan.",
            "Slechts drie landen stemden voor het plan.",
            True,
        ),
        ("Alleen Frankrijk en Duitsland stemden voor het plan.", "Slechts drie landen stemden voor het plan.", False),
        # names
        ("Een kader voor artificial intelligence is gemaakt.", "Een kader voor AI is gemaakt.", True),
        ("Een kader voor eerlijke uitgaven is gemaakt.", "Een kader voor de EU is gemaakt.", False),
        (
            "Het profiel in de VN-Mensenrechtenraad bleef laag.",
            "Het profiel in de VN-Veiligheidsraad bleef laag.",
            False,
        ),
        ("De samenwerking met westerse landen groeide.", "De samenwerking met landen in het Westen groeide.", True),
        # a negation inside a word
        (
            "De uitvoering was onvoldoende ingebed in een aanpak.",
            "De uitvoering was niet voldoende ingebed in een aanpak.",
            True,
        ),
        (
            "De uitvoering was onvoldoende ingebed in een aanpak.",
            "De uitvoering was voldoende ingebed in een aanpak.",
            False,
        ),
        (
            "De uitvoering bleef zonder dat duidelijk was waarom.",
            "Het was onduidelijk waarom de uitvoering bleef.",
            True,
        ),
        # in a copied sentence nothing is put in that widens it
        (
            "De conclusies gelden voor de onderzochte posten.",
            "De conclusies gelden alleen voor de onderzochte posten.",
            False,
        ),
        # no sentence
        ("Aan de inzet werd in de jaren meer besteed.", "Aan de inzet in de jaren van de inzet.", False),
        ("De vorige evaluatie werd in 2015 besproken.", "De vorige evaluatie van een wordt in 2015 besproken.", False),
    ],
)
def test_said_otherwise(source: str, claim: str, covered: bool) -> None:
    verdict = verify(claim, [source])
    assert verdict.covered is covered, verdict.problem


def test_a_heading_gives_no_other_subject_to_a_copied_sentence() -> None:
    source = ["De speciaal gezant bezocht in dat jaar twaalf landen in Afrika."]
    above = Background(context=["Mensenrechtenambassadeur en speciaal gezant"])
    other = "De mensenrechtenambassadeur bezocht in dat jaar twaalf landen in Afrika."
    assert not verify(other, source, above).covered
    assert verify(other, [source[0].replace("De speciaal gezant", "Deze")], above).covered


def test_the_author_wants_or_heard() -> None:
    source = ["Ambassades wilden meer geld voor projecten."]
    author = Background(author="IOB")
    assert verify("Ambassades wilden, zo hoorde IOB in gesprekken, meer geld voor projecten.", source, author).covered
    assert not verify("IOB wilde meer geld voor projecten.", source, author).covered


# what is looked for only where it can begin


def test_no_figure_or_name_is_missed_where_it_begins(report: Report) -> None:
    texts = [unit.text for unit in report.paragraphs]
    for text in (*texts[::2], *(text.upper() for text in texts[1::4])):
        found = [match.span() for match in matches_at(figures_module._openings(), figures_module._pattern(), text)]
        assert found == [match.span() for match in figures_module._pattern().finditer(text)]
    for text in texts:
        found = [(name.start, name.end) for name in names_module._known(text)]
        assert found == [match.span() for match in names_module._known_names()[0].finditer(text)]
