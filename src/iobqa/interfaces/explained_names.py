"""What the features of a sentence and the signals of a question are called in Dutch."""

_KINDS = {
    "number": "een aantal",
    "percentage": "een percentage",
    "amount": "een bedrag",
    "time": "een tijdstip",
    "who": "een naam",
    "cause": "een oorzaak",
    "advice": "een aanbeveling",
    "list": "een opsomming",
}
_CHANNELS = {
    "words": "woorden van de passage",
    "headings": "woorden van de kopjes",
    "question_words": "woorden van een bankvraag",
    "question_words_3": "woorden van drie bankvragen",
    "meaning": "betekenis van de passage",
    "sentence_meaning": "betekenis van een zin",
    "question_meaning": "betekenis van een bankvraag",
    "question_meaning_3": "betekenis van drie bankvragen",
}
_FEATURES = {
    "meaning": "betekenis van de zin",
    "words": "woorden van de zin",
    "question_meaning": "betekenis van een bankvraag bij de zin",
    "question_meaning_2": "betekenis van twee bankvragen bij de zin",
    "question_words": "woorden van een bankvraag bij de zin",
    "question_words_2": "woorden van twee bankvragen bij de zin",
    "unit_question_meaning": "bankvragen bij de alinea",
    "neighbours": "betekenis van de zinnen ernaast",
    "met": "aandeel van de vraag dat de zin woord voor woord raakt",
    "unmet": "gewicht van het woord dat de zin het meest mist",
    "met_in_unit": "aandeel van de vraag dat de alinea raakt",
    "met_either": "aandeel van de vraag dat de zin of een bankvraag erbij raakt",
    "unmet_either": "gewicht van het woord dat ook de bankvragen missen",
    "question_met": "aandeel van de vraag in een bankvraag bij de zin",
    "question_both": "gelijkenis woord voor woord met een bankvraag bij de zin",
    "question_both_2": "gelijkenis woord voor woord met twee bankvragen bij de zin",
    "question_both_same_kind": "gelijkenis met een bankvraag die naar hetzelfde vraagt",
    "slot": "telt wat de vraag telt",
    "question": "is zelf een vraag",
    "passage": "achterstand van de passage",
    "passage_first": "in de beste passage",
    "passage_rank": "plaats van de passage",
    "footnote": "voetnoot",
    "bullet": "punt van een opsomming",
    "heading": "kopje of bijschrift",
    "lead_in": "inleiding van een opsomming",
    "row": "rij van een tabel",
    "first": "eerste zin van de alinea",
    "short": "kort",
    "long": "lang",
    "finding": "bevinding",
    "conclusion": "conclusie",
    "advice_unit": "aanbeveling",
}
_SIGNALS = {
    "score": "score van de beste passage",
    "margin_2": "voorsprong op de tweede passage",
    "margin_5": "voorsprong op de zesde passage",
    "sentence": "kans van de beste zin",
    "sentence_2": "kans van de tweede zin",
    "sentences": "kans van de vijf beste zinnen samen",
    "near_miss": "lijkt op een vraag die net niet wordt beantwoord",
    "near_miss_ahead": "meer op zo’n net niet beantwoorde vraag dan op een beantwoorde",
    "near_miss_3": "lijkt op drie vragen die net niet worden beantwoord",
    "bank_3": "lijkt op drie beantwoorde vragen",
    "refusal": "lijkt op een vraag over iets anders",
    "refusal_ahead": "meer op een vraag over iets anders dan op een beantwoorde",
    "met_first": "aandeel van de vraag dat de beste zin raakt",
    "unmet_first": "gewicht van het woord dat de beste zin mist",
    "met_three": "aandeel van de vraag dat de beste drie zinnen raken",
    "unmet_three": "gewicht van het woord dat de beste drie zinnen missen",
    "met_three_either": "aandeel van de vraag dat de beste zinnen of hun bankvragen raken",
    "unmet_three_either": "gewicht van het woord dat de beste zinnen en hun bankvragen missen",
    "met_sentence_best": "aandeel van de vraag dat één zin raakt",
    "known_met": "aandeel van de vraag in een beantwoorde vraag",
    "known_both": "gelijkenis woord voor woord met een beantwoorde vraag",
    "known_both_3": "gelijkenis woord voor woord met drie beantwoorde vragen",
    "missed_met": "aandeel van de vraag in een vraag zonder antwoord",
    "missed_both": "gelijkenis woord voor woord met een vraag zonder antwoord",
    "missed_both_3": "gelijkenis woord voor woord met drie vragen zonder antwoord",
    "missed_both_ahead": "meer gelijkenis met een vraag zonder antwoord dan met een beantwoorde",
    "missed_among_nearest": "aandeel vragen zonder antwoord onder de tien naaste",
    "slot_best": "de beste zinnen tellen wat de vraag telt",
    "slot_wanted": "vraagt hoeveel er van iets zijn",
    "known_same_kind": "gelijkenis met een beantwoorde vraag die naar hetzelfde vraagt",
    "known_words": "aandeel bekende woorden",
    "covered_here": "aandeel woorden in de beste passage",
    "covered_by_three": "aandeel woorden in de beste drie passages",
    "unknown_words": "onbekende woorden",
    "unknown_names": "onbekende namen",
    "unknown_numbers": "onbekende getallen",
    "numbers_elsewhere": "getallen die alleen elders staan",
    "names_elsewhere": "namen die alleen elders staan",
    "said_in_answer": "aandeel woorden in de beste zinnen",
    "said_or_asked_of_answer": "aandeel woorden in de beste zinnen en hun bankvragen",
    "names_missing_here": "namen die de beste passage niet heeft",
    "numbers_missing_here": "getallen die de beste passage niet heeft",
    "words": "lengte van de vraag",
    "english": "Engelse vraag",
    "wants_missing": "soorten antwoord die de beste zinnen niet geven",
    "intent_instruction": "klinkt als een opdracht",
    "intent_off_topic": "klinkt als een ander onderwerp",
}


def kind_name(kind: str) -> str:
    """Of a kind of answer."""
    return _KINDS.get(kind, kind)


def feature_name(name: str) -> str:
    """Of a column of ``answer.selection.FEATURES``; an unknown one keeps its name."""
    for prefix, said in (("fits_", "geeft"), ("lacks_", "mist")):
        if name.startswith(prefix):
            return f"{said} {kind_name(name.removeprefix(prefix))}"
    return _FEATURES.get(name, name)


def signal_name(name: str) -> str:
    """Of one of ``answer.signals.SIGNALS``; an unknown one keeps its name."""
    if name in _SIGNALS:
        return _SIGNALS[name]
    for prefix, said in (("top_", "beste passage: "), ("best_", "hoogste: ")):
        if name.startswith(prefix):
            channel = name.removeprefix(prefix)
            return said + _CHANNELS.get(channel, channel)
    return f"vraagt om {kind_name(name.removeprefix('asks_'))}" if name.startswith("asks_") else name
