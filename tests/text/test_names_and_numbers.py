"""Names, numbers and ways to say who said so that languages have of their own."""

from __future__ import annotations

import pytest
from support.default import default_config

from tui.text import align
from tui.text.model import Article, Paragraph
from tui.text.words.house_style import house_style

CONFIG = default_config()
STYLE = house_style(CONFIG.house_style, CONFIG.alignment.stems)


def flags(left, right):
    one, other = (
        Article("page.txt", "", "utf-8", None, None, None, None, (paragraph,), ())
        for paragraph in (Paragraph(left, "body", (1, 1)), Paragraph(right, "body", (1, 1)))
    )
    (link,) = align(one, other, CONFIG).links
    return [
        (
            difference.what,
            left[slice(*difference.left)] if difference.left else "",
            right[slice(*difference.right)] if difference.right else "",
        )
        for difference in link.differences
        if difference.category in {"substance", "quotation"}
    ]


@pytest.mark.parametrize(
    ("words", "digits"),
    [
        ("dix-sept", "17"),
        ("vingt et un", "21"),
        ("trente-neuf", "39"),
        ("soixante-dix", "70"),
        ("soixante et onze", "71"),
        ("quatre-vingts", "80"),
        ("quatre-vingt-seize", "96"),
        ("Quatre-vingt-dix-neuf", "99"),
    ],
)
def test_french_numbers_of_several_words_are_one_number(words, digits):
    assert STYLE.read(words).keys == [digits]


@pytest.mark.parametrize("score", ["10-8", "4-20", "60-10", "20 et 1"])
def test_digits_are_no_number_of_several_words(score):
    assert len(STYLE.read(score).keys) == 3


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (
            "Le maire, M. Dufour, a ouvert quatre-vingt-douze logements dans la rue du port.",
            "Le maire Dufour a ouvert 92 logements dans la rue du port.",
        ),
        (
            "The gallery sold the portrait to R. Halloran for two years, its owner said.",
            "The gallery sold the portrait to Halloran for two years, its owner said.",
        ),
        (
            "The mill emptied its tanks into the river twice, according to court records.",
            "The mill emptied its tanks into the river twice, court records show.",
        ),
        (
            "Im Juli lag die Inflation in der Stadt bei drei Prozent, teilte das Amt mit.",
            "Im Juli betrug die Inflationsrate der Stadt drei Prozent, teilte das Amt mit.",
        ),
        (
            "Der Wagen stand zwei Tage lang im Wald hinter dem Bahnhof, so die Polizei.",
            "Der Wagen stand laut Polizei zwei Tage lang im Wald hinter dem Bahnhof.",
        ),
        (
            "Der Verein liegt auf dem 3. Platz der Tabelle und trifft auf Kiel.",
            "Der Verein liegt auf Platz drei der Tabelle und trifft auf Kiel.",
        ),
        (
            "The bank cut its rate by 25 basis points on Tuesday, to 4.1%.",
            "On Tuesday the bank cut its rate by 0.25 percentage points to 4.1 per cent.",
        ),
        (
            "O ministro promulgou a lei na quinta-feira, dia 5.",
            "A lei foi promulgada pelo ministro na quinta-feira, 5.",
        ),
        (
            "Das Konzert am Freitag (12.6.) beginnt um 20 Uhr.",
            "Das Konzert am Freitag, dem 12. Juni, beginnt um 8 Uhr abends.",
        ),
    ],
)
def test_other_ways_to_say_it_are_not_flagged(left, right):
    assert flags(left, right) == []
    assert flags(right, left) == []


@pytest.mark.parametrize(
    ("left", "right", "flag"),
    [
        (
            "Innenminister Kai Koch will die neue Wache am Hafen noch vor dem Winter öffnen.",
            "Innenminister Ulf Koch will die neue Wache am Hafen noch vor dem Winter öffnen.",
            ("name", "Kai", "Ulf"),
        ),
        (
            "Der Zug hielt nach einem Brand in Altenburg, und die Reisenden mussten warten.",
            "Der Zug hielt nach einem Brand in Weinheim, und die Reisenden mussten warten.",
            ("name", "Altenburg", "Weinheim"),
        ),
        (
            "Die Stadt will den Zustand der alten Brücke über die Elbe im Herbst prüfen.",
            "Die Stadt will den desolaten Zustand der alten Brücke über die Elbe im Herbst prüfen.",
            ("evaluative", "", "desolaten"),
        ),
        (
            "Le club a vendu dix-huit maillots de la finale pour aider les jeunes du quartier.",
            "Le club a vendu dix-neuf maillots de la finale pour aider les jeunes du quartier.",
            ("number", "dix-huit", "dix-neuf"),
        ),
        (
            "The bank cut its rate by 25 basis points on Tuesday, to 4.1%.",
            "The bank cut its rate by 50 basis points on Tuesday, to 4.1%.",
            ("number", "25 basis points", "50 basis points"),
        ),
        (
            "Der Verein liegt auf dem dritten Platz der Tabelle und trifft auf Kiel.",
            "Der Verein liegt auf dem 4. Platz der Tabelle und trifft auf Kiel.",
            ("number", "dritten", "4"),
        ),
        (
            "Drivers will walk out on Thursday, their union said in a letter.",
            "Drivers are threatening to walk out on Thursday, their union said in a letter.",
            ("hedge", "", "threatening to"),
        ),
        (
            "Farmers warned that the dam would dry out their fields within years.",
            "Some farmers warned that the dam would dry out their fields within years.",
            ("scope", "", "Some"),
        ),
    ],
)
def test_what_matters_is_flagged(left, right, flag):
    assert flag in flags(left, right)


def test_german_nouns_behind_a_preposition_are_no_places():
    left = "Der Mann kam in Haft, und die Kinder blieben bei Nachbarn in der Stadt."
    right = "Der Mann kam in Gewahrsam, und die Kinder blieben bei Freunden in der Stadt."
    assert flags(left, right) == [("scope", "Nachbarn", "Freunden")]
