"""Ten locales: how people there write numbers, money, dates, yes and no, and in which words."""

from __future__ import annotations

from dataclasses import dataclass

from tests.data.languages import SENTENCES

ENGLISH = """
Tomorrow we are going fishing at the lake
The cat sleeps on the roof of the neighbour, as ever
Grandma baked a cake with peaches
The teacher praised the pupils for their effort
The train to the café was an hour late
It will snow on Saturday; there will be wind
I bought fresh bread and a piece of cheese
My brother plays "the guitar" in a band
The doctor prescribed a bitter medicine
I lost my gloves on the tram | or on the bus
The children play behind the barn
In the evening we watched an old film
"""


@dataclass(frozen=True)
class Locale:
    """`money` and `day` are formats; `names` those of the columns; `words` mean yes and no."""

    language: str
    decimal: str
    thousands: str
    money: str
    day: str
    words: tuple[str, str]
    names: tuple[str, ...]
    note: str
    encoding: str = "cp1252"

    @property
    def sentences(self) -> list[str]:
        return SENTENCES.get(self.language, ENGLISH).strip().splitlines()


NBSP = "\u00a0"

# fmt: off
LOCALES = {
    "en_US": Locale("english", ".", ",", "${}", "%m/%d/%Y", ("yes", "no"),
        ("id", "price", "share", "ordered", "comment"), "Source: customer survey"),
    "en_GB": Locale("english", ".", ",", "£{}", "%d/%m/%Y", ("Yes", "No"),
        ("ref", "cost", "amount", "date", "remarks"), "Source: customer survey"),
    "de_DE": Locale("german", ",", ".", "{} €", "%d.%m.%Y", ("ja", "nein"),
        ("Nummer", "Umsatz", "Menge", "Datum", "Bemerkung"), "Quelle: Befragung der Kunden"),
    "de_CH": Locale("german", ".", "'", "CHF {}", "%d.%m.%Y", ("Ja", "Nein"),
        ("Nr", "Betrag", "Größe", "Datum", "Text"), "Quelle: Erhebung"),
    "fr_FR": Locale("french", ",", NBSP, f"{{}}{NBSP}€", "%d/%m/%Y", ("oui", "non"),
        ("code", "montant", "quantité", "créé le", "commentaire"), "Source : enquête clients"),
    "es_ES": Locale("spanish", ",", ".", "{} €", "%d/%m/%Y", ("sí", "no"),
        ("código", "precio", "cantidad", "fecha", "comentario"), "Fuente: encuesta"),
    "pl_PL": Locale("polish", ",", NBSP, "{} zł", "%d.%m.%Y", ("tak", "nie"),
        ("kod", "kwota", "ilość", "dzień", "treść"), "Źródło: ankieta", "cp1250"),
    "cs_CZ": Locale("czech", ",", NBSP, "{} Kč", "%d. %m. %Y", ("ano", "ne"),
        ("kód", "částka", "množství", "datum", "poznámka"), "Zdroj: průzkum", "cp1250"),
    "sv_SE": Locale("swedish", ",", NBSP, "{} kr", "%Y-%m-%d", ("ja", "nej"),
        ("kod", "belopp", "mängd", "datum", "kommentar"), "Källa: enkät"),
    "ru_RU": Locale("russian", ",", NBSP, "{} руб.", "%d.%m.%Y", ("да", "нет"),
        ("код", "сумма", "объём", "дата", "отзыв"), "Источник: опрос", "cp1251"),
}
# fmt: on
