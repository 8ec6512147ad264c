"""Every text of the page, Dutch and English side by side. The report itself and its answers stay Dutch."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

Language = Literal["nl", "en"]

_BOTH: Mapping[str, tuple[str, str]] = {
    "name": ("Vraag het rapport", "Ask the report"),
    "skip": ("Direct naar de inhoud", "Skip to content"),
    "menu": ("Hoofdmenu", "Main menu"),
    "ask": ("Vraag", "Ask"),
    "read": ("Rapport", "Report"),
    "about": ("Over deze dienst", "About this service"),
    "other_language": ("English", "Nederlands"),
    "home_title": ("Stel het rapport een vraag", "Ask the report a question"),
    "home_lead": (
        "U krijgt een kort antwoord met de precieze vindplaats, letterlijk uit het rapport. Staat het er niet in, dan "
        "leest u dat ook.",
        "You get a short answer with the exact place, in the report’s own Dutch words. If it is not in the report, you "
        "are told so.",
    ),
    "question": ("Uw vraag", "Your question"),
    "question_hint": (
        "In gewone woorden, in het Nederlands of Engels",
        "In everyday words, in Dutch or English",
    ),
    "submit": ("Vraag het rapport", "Ask the report"),
    "busy": ("Even zoeken …", "Searching …"),
    "examples": ("Bijvoorbeeld", "For example"),
    "history": ("Eerder gevraagd", "Asked before"),
    "history_note": ("Alleen in dit venster bewaard.", "Kept in this window only."),
    "history_clear": ("Wis", "Clear"),
    "the_report": ("Het rapport", "The report"),
    "read_report": ("Lees het rapport", "Read the report"),
    "published": ("Verschenen", "Published"),
    "parliament": ("Kamerstuk", "Parliamentary paper"),
    "answer": ("Antwoord", "Answer"),
    "quoted": (
        "Tussen “…” staat letterlijk wat het rapport zegt. Een nummer brengt u naar de vindplaats.",
        "Between “…” are the report’s own words, in Dutch. A number takes you to the place.",
    ),
    "quoted_in_table": (
        "In de tabel staat letterlijk wat het rapport zegt. Een nummer brengt u naar de vindplaats.",
        "In the table are the report’s own words, in Dutch. A number takes you to the place.",
    ),
    "sources": ("Waar het staat", "Where it says so"),
    "source": ("Bron", "Source"),
    "open_source": ("Lees in het rapport", "Read in the report"),
    "whole_paragraph": ("Hele alinea", "Whole paragraph"),
    "footnote": ("voetnoot", "footnote"),
    "footnotes": ("Voetnoten", "Footnotes"),
    "certainty": ("Zekerheid", "Certainty"),
    "zeker": ("zeker", "certain"),
    "waarschijnlijk": ("waarschijnlijk", "probable"),
    "onzeker": ("onzeker", "uncertain"),
    "certainty_zeker": (
        "Antwoorden als dit zijn bij controle bijna altijd juist. Lees bij twijfel de bron.",
        "When checked, answers like this are nearly always right. If in doubt, read the source.",
    ),
    "certainty_waarschijnlijk": (
        "Antwoorden als dit zijn bij controle meestal juist. Lees de bron voordat u het gebruikt.",
        "When checked, answers like this are mostly right. Read the source before you use it.",
    ),
    "certainty_onzeker": (
        "Antwoorden als dit zijn bij controle vaak niet juist of niet volledig. Lees de bron.",
        "When checked, answers like this are often wrong or incomplete. Read the source.",
    ),
    "more": ("Meer vindplaatsen", "More places"),
    "nearest": ("Het dichtst in de buurt", "Closest to your question"),
    "nearest_note": (
        "Deze passages raken uw vraag het meest. Van elke ziet u de zin die er het dichtst bij komt.",
        "These passages come closest to your question. Of each you see the sentence nearest to it.",
    ),
    "no_answer": ("Geen antwoord in dit rapport gevonden", "No answer found in this report"),
    "head_off_topic": ("Daar gaat dit rapport niet over", "This report is not about that"),
    "head_false_premise": ("Het rapport zegt iets anders", "The report says otherwise"),
    "head_not_a_question": ("Dat is niet als vraag te lezen", "That does not read as a question"),
    "head_instruction": ("Dat is geen vraag over het rapport", "That is not a question about the report"),
    "why_off_topic": (
        "Uw vraag lijkt over een ander onderwerp te gaan. In het Nederlands:",
        "Your question seems to be about another subject. In Dutch:",
    ),
    "why_outside_report": (
        "Uw vraag noemt iets dat het rapport nergens noemt. In het Nederlands:",
        "Your question mentions something that the report never does. In Dutch:",
    ),
    "why_not_stated": (
        "Het onderwerp komt voor, maar het gevraagde staat er niet. In het Nederlands:",
        "The subject is there, but what you ask is not. In Dutch:",
    ),
    "why_false_premise": (
        "Uw vraag gaat uit van iets dat het rapport tegenspreekt. In het Nederlands:",
        "Your question assumes something that the report contradicts. In Dutch:",
    ),
    "why_not_a_question": (
        "De dienst kan dit niet als vraag lezen. In het Nederlands:",
        "The service cannot read this as a question. In Dutch:",
    ),
    "why_instruction": (
        "Dit is een opdracht en geen vraag over het rapport. In het Nederlands:",
        "This is an instruction and not a question about the report. In Dutch:",
    ),
    "hint_off_topic": (
        "Stel een vraag over het onderwerp van het rapport; de inhoudsopgave laat zien waar het over gaat.",
        "Ask about the subject of the report; its contents show what it covers.",
    ),
    "hint_outside_report": (
        "Klopt de spelling van namen en jaren? Vraag anders naar wat het rapport wel noemt.",
        "Are names and years spelled right? Otherwise ask about what the report does mention.",
    ),
    "hint_not_stated": (
        "Een ruimere vraag kan helpen, of lees wat er in de buurt komt.",
        "A broader question may help, or read what comes close.",
    ),
    "hint_false_premise": (
        "Lees de passages hieronder en stel uw vraag dan zonder die aanname.",
        "Read the passages below and then ask without that assumption.",
    ),
    "hint_not_a_question": (
        "Stel een hele vraag, zoals “Wat vindt het rapport van …?”",
        "Ask a whole question, such as “What does the report find about …?”",
    ),
    "hint_instruction": (
        "Deze dienst beantwoordt alleen vragen over het rapport.",
        "This service only answers questions about the report.",
    ),
    "copy_it": ("Kopieer", "Copy"),
    "copy_reference": ("Verwijzing", "Reference"),
    "copy_quote": ("Citaat", "Quote"),
    "copy_markdown": ("Markdown", "Markdown"),
    "copy_answer": ("Antwoord met bronnen", "Answer with sources"),
    "copy_link": ("Link", "Link"),
    "copied": ("Gekopieerd", "Copied"),
    "not_copied": ("Kopiëren lukt niet in deze browser", "This browser cannot copy"),
    "in_report": ("In het rapport", "In the report"),
    "whole_report": ("Open in het hele rapport", "Open in the whole report"),
    "marked": ("Gemarkeerd", "Highlighted"),
    "back_to_answer": ("‹ Terug naar het antwoord", "‹ Back to the answer"),
    "contents": ("Inhoud", "Contents"),
    "go_to": ("Ga naar een vindplaats", "Go to a place"),
    "go_to_hint": ("Bijvoorbeeld § 4.2.2, al. 3 of voetnoot 93", "For example § 4.2.2, al. 3 or voetnoot 93"),
    "go": ("Ga", "Go"),
    "address_of": ("Adres van", "Address of"),
    "back_to_text": ("terug naar de tekst", "back to the text"),
    "no_picture": (
        "De afbeelding zelf ontbreekt in deze tekstversie.",
        "The picture itself is missing from this text version.",
    ),
    "report_note": (
        "Volledige tekst, letterlijk. Elk onderdeel heeft een vast adres, dat u kunt kopiëren en mailen.",
        "Full text, verbatim, in Dutch. Every part has a lasting address that you can copy and mail.",
    ),
    "check": ("Controle", "Check"),
    "check_title": ("Controleer een tekst", "Check a text"),
    "check_lead": (
        "Plak een brief, Kamervraag of artikel over het rapport. U ziet per citaat en bewering of het rapport dat zo zegt.",
        "Paste a letter, question or article about the report. For each quotation and claim you see whether the report "
        "says so.",
    ),
    "check_text": ("Uw tekst", "Your text"),
    "check_hint": (
        "Platte tekst of Markdown. De tekst wordt niet bewaard.",
        "Plain text or Markdown, in Dutch. The text is not kept.",
    ),
    "check_submit": ("Controleer", "Check"),
    "check_verdicts": ("Oordelen", "Verdicts"),
    "claims": ("Controle per bewering", "Check of each claim"),
    "failed": ("Er ging iets mis", "Something went wrong"),
    "unforeseen": (
        "Dit had niet mogen gebeuren en het ligt niet aan u. Probeer het nog eens. Gaat het weer mis, geef dan het "
        "nummer hieronder door aan de beheerder.",
        "This should not have happened and it is not your fault. Please try again. If it goes wrong again, give the "
        "number below to the operator.",
    ),
    "again": ("Probeer het nog eens", "Try again"),
    "not_found": ("Deze pagina bestaat niet", "This page does not exist"),
    "not_found_hint": (
        "Het adres is misschien verkeerd overgenomen. Stel een vraag, of lees het rapport.",
        "The address may have been copied wrongly. Ask a question, or read the report.",
    ),
    "try_again": ("Terug naar de vraagpagina", "Back to the question page"),
    "request": ("Nummer van dit verzoek", "Number of this request"),
    "generated": (
        "Geschreven door een taalmodel; elke bewering is vergeleken met het rapport.",
        "Written by a language model; every claim was compared with the report.",
    ),
    "writing": ("Het taalmodel schrijft …", "The language model is writing …"),
    "privacy_short": (
        "Uw vraag wordt niet bewaard. Deze site gebruikt geen cookies.",
        "Your question is not kept. This site uses no cookies.",
    ),
    "privacy_logged": (
        "Uw vraag komt in het logboek van de beheerder. Deze site gebruikt geen cookies.",
        "Your question is written to the operator’s log. This site uses no cookies.",
    ),
    "api": ("API-beschrijving", "API description"),
    "index": ("Versie van de index", "Version of the index"),
    "contact": ("Contact", "Contact"),
}

LANGUAGES: tuple[Language, ...] = ("nl", "en")

TEXTS: Mapping[Language, Mapping[str, str]] = MappingProxyType(
    {
        language: MappingProxyType({key: pair[number] for key, pair in _BOTH.items()})
        for number, language in enumerate(LANGUAGES)
    }
)


def language_of(asked: str | None) -> Language:
    """The language asked for in a link; Dutch when none or another."""
    return "en" if asked == "en" else "nl"
