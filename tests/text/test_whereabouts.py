"""What two short reports with other numbers say of the day and the place tells events apart."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.articles import article_of
from support.default import default_config

from tui.text import align

CONFIG = default_config()

LANDSLIDE = [
    "Three people were injured when a landslide hit a bus shelter near Keswick on Tuesday.",
    "About 400 tonnes of mud and rock came down on the A591 at 7am after two days of rain.",
    "Twenty-six homes at Thirlmere were evacuated as a precaution.",
    "The Met Office said 92mm of rain had fallen there.",
]
OTHER_FIGURES = [
    "Five people were hurt on Tuesday when mud and rock slid on to a bus shelter near Keswick.",
    "Some 900 tonnes of it blocked the A591 at about 8.30am after four days of rain.",
    "Residents of 62 homes at Thirlmere had to leave as a precaution.",
    "There, 129mm of rain had fallen, the Met Office said.",
]
QUAKE = [
    "云南省大理州漾濞县3日凌晨发生5.2级地震,造成12人死亡、17人受伤。",
    "据中国地震台网测定,震源深度18公里。",
    "当地已转移群众3200人,搭建帐篷460顶。",
    "共有1150间房屋受损。",
]
OTHER_QUAKE_FIGURES = [
    "3日凌晨,云南省大理州漾濞县发生6.4级地震,已有25人死亡、48人受伤。",
    "中国地震台网称,震源深度为15公里。",
    "当地转移群众7600人,并搭建了980顶帐篷。",
    "受损房屋达3740间。",
]
CLAIMS = [
    "The number of Americans filing applications for unemployment benefits fell last week, the "
    "Labor Department said on Thursday.",
    "Initial claims for state benefits dropped 12,000 to a seasonally adjusted 218,000.",
    "Economists polled by Reuters had forecast 225,000 claims.",
    "The four-week average of claims slipped 3,250 to 221,750.",
]
NEXT_CLAIMS = [
    "The number of Americans filing applications for unemployment benefits rose last week, the "
    "Labor Department said on Thursday.",
    "Initial claims for state benefits increased 9,000 to a seasonally adjusted 231,000.",
    "Economists polled by Reuters had forecast 222,000 claims.",
    "The four-week average of claims climbed 4,500 to 227,250.",
]


def moved(lines: list[str], *changes: tuple[str, str]) -> list[str]:
    for before, after in changes:
        lines = [line.replace(before, after) for line in lines]
    return lines


@pytest.mark.parametrize(
    ("left", "right"), [(LANDSLIDE, OTHER_FIGURES), (QUAKE, OTHER_QUAKE_FIGURES)]
)
def test_with_every_number_changed_the_day_and_the_places_make_one_event(left, right):
    links = align(article_of(left), article_of(right), CONFIG).links
    assert {link.right for link in links} == set(range(len(left)))
    assert any(difference.what == "number" for link in links for difference in link.differences)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (LANDSLIDE, moved(OTHER_FIGURES, ("Tuesday", "Friday"))),
        (
            LANDSLIDE,
            moved(
                LANDSLIDE,
                ("Keswick", "Bethesda"),
                ("Thirlmere", "Tregarth"),
                ("400", "150"),
                ("7am", "9am"),
                ("Twenty-six", "Eleven"),
                ("92mm", "71mm"),
            ),
        ),
        (QUAKE, moved(OTHER_QUAKE_FIGURES, ("3日", "19日"))),
        (QUAKE, moved(OTHER_QUAKE_FIGURES, ("大理州漾濞县", "丽江市玉龙县"))),
        (CLAIMS, NEXT_CLAIMS),
    ],
)
def test_another_day_or_place_or_a_form_of_every_week_is_another_event(left, right):
    assert align(article_of(left), article_of(right), CONFIG).formulaic


def test_pages_of_one_date_are_of_one_day_and_others_of_another():
    left, right = (
        article_of(moved(lines, (" on Tuesday", ""))) for lines in (LANDSLIDE, OTHER_FIGURES)
    )
    assert align(left, right, CONFIG).formulaic
    left, right = replace(left, date="2026-05-12"), replace(right, date="2026-05-12")
    assert not align(left, right, CONFIG).formulaic
    assert align(left, replace(right, date="2026-05-19"), CONFIG).formulaic
