from __future__ import annotations

import random

import msgspec
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from support.articles import article_of
from support.default import default_config

from tui.text import align

CONFIG = default_config()

FLOOD = [
    "The river rose three metres overnight and flooded the old town of Marlow, the mayor said.",
    "Firefighters brought 140 people out of their houses by boat, among them a school class.",
    "The railway bridge, built in 1887, is closed until engineers have looked at its pillars.",
    "Insurers expect claims of about 90 million pounds, more than after the storm of 2014.",
    "Rain is forecast to stop on Thursday, and schools hope to open again after the weekend.",
]
REWORDED = [
    "Marlow's mayor said the river had risen three meters overnight, flooding the old town.",
    "Among 140 people whom firefighters brought from their houses by boat was a school class.",
    "Engineers must look at the pillars of the railway bridge, built in 1887; it stays closed.",
    "Claims of about 90 million pounds are expected by insurers, more than after 2014's storm.",
    "Schools hope to open after the weekend: rain is forecast to stop on Thursday.",
]
FOREIGN = "A recipe for plum cake needs butter, sugar, flour, six eggs and a warm kitchen."

VOCABULARY = "river town bridge mayor school rain boat flood claim storm the of"
WORDS = st.sampled_from(VOCABULARY.split())
SENTENCE = st.lists(WORDS, min_size=1, max_size=8).map(lambda words: " ".join(words) + ".")
ROLE = st.sampled_from(["body", "body", "body", "subhead", "standfirst", "headline", "caption"])
PAGE = st.lists(st.tuples(SENTENCE, ROLE), max_size=7)


def links_of(alignment):
    return [(link.left, link.right) for link in alignment.links]


def mirrored(difference):
    return difference.category, difference.what, difference.right, difference.left


def test_reworded_paragraphs_are_linked_with_their_counterparts():
    alignment = align(article_of(FLOOD), article_of(REWORDED), CONFIG)
    assert links_of(alignment) == [(at, at) for at in range(5)]
    assert {link.kind for link in alignment.links} == {"near"}


def test_a_page_against_itself_is_the_same_throughout():
    alignment = align(article_of(FLOOD), article_of(FLOOD), CONFIG)
    assert links_of(alignment) == [(at, at) for at in range(5)]
    assert all(link.kind == "same" and not link.differences for link in alignment.links)
    assert alignment.summary.left_share == alignment.summary.right_share == 1.0


def test_house_style_alone_leaves_a_paragraph_the_same():
    left = article_of(["The U.S. minister said “no” on Feb. 4 — a first for the centre.", *FLOOD])
    right = article_of(['the US minister said "no" on 4 February - a first for the center', *FLOOD])
    link = align(left, right, CONFIG).links[0]
    assert link.kind == "same"
    assert {difference.category for difference in link.differences} == {"house-style"}


def test_merged_and_split_paragraphs_share_a_row():
    merged = [FLOOD[0], f"{FLOOD[1]} {FLOOD[2]}", *FLOOD[3:]]
    alignment = align(article_of(FLOOD), article_of(merged), CONFIG)
    assert links_of(alignment) == [(0, 0), (1, 1), (2, 1), (3, 2), (4, 3)]
    assert [(row.left, row.right) for row in alignment.rows][1] == ((1, 2), (1,))
    # Each of the two is compared with the half of the merged one that it became.
    assert alignment.links[1].differences == alignment.links[2].differences == ()


def test_a_merged_paragraph_with_a_stranger_between_its_parts_has_two_rows():
    apart = [FLOOD[1], FOREIGN, FLOOD[2]]
    alignment = align(article_of([f"{FLOOD[1]} {FLOOD[2]}"]), article_of(apart), CONFIG)
    rows = [(row.left, row.right, row.kind) for row in alignment.rows]
    assert rows == [((0,), (0,), "near"), ((), (1,), "right"), ((), (2,), "near")]


def test_a_moved_paragraph_has_a_row_of_its_own_on_each_side():
    moved = [FLOOD[4], *FLOOD[:4]]
    alignment = align(article_of(FLOOD), article_of(moved), CONFIG)
    assert [link.left for link in alignment.links if link.moved] == [4]
    rows = [(row.left, row.right, row.kind) for row in alignment.rows]
    assert rows[0] == ((), (0,), "same")
    assert rows[-1] == ((4,), (), "same")
    assert alignment.summary.moved == 1


def test_a_clause_in_passing_elsewhere_has_not_moved():
    """Only the same fact is told there: the rest of a long paragraph is in one article alone."""
    sailing = (
        "Captain Ioan Pop says that rain is no reason to stop, but that his ferry stays tied up "
        "because insurers ask for more than ever after the sirens and pillars of last winter."
    )
    school = "Schools are expected to be heated by ferry fuel, Captain Pop heard from a neighbour."
    left, right = [*FLOOD[:3], sailing, *FLOOD[3:]], [school, *REWORDED]
    alignment = align(article_of(left), article_of(right), CONFIG)
    links = {(link.left, link.right): link for link in alignment.links}
    passing = links[3, 0]
    assert (passing.kind, passing.moved, passing.elsewhere) == ("related", False, True)
    assert alignment.summary.moved == 0
    rows = [(row.left, row.right, row.kind) for row in alignment.rows]
    assert ((3,), (), "related") in rows
    assert ((), (0,), "related") in rows


def test_a_paragraph_told_anew_between_linked_ones_is_linked():
    told = "The president broke off a visit abroad and promised emergency aid without delay."
    anew = "Head of state flies home early; help pledged to everybody in an emergency."
    inside = align(
        article_of([*FLOOD[:2], told, *FLOOD[3:]]),
        article_of([*REWORDED[:2], anew, *REWORDED[3:]]),
        CONFIG,
    )
    assert links_of(inside) == [(at, at) for at in range(5)]
    elsewhere = align(article_of([told, *FLOOD[1:]]), article_of([*REWORDED[1:], anew]), CONFIG)
    assert links_of(elsewhere) == [(at, at - 1) for at in range(1, 5)]


def test_a_stranger_between_linked_paragraphs_stays_alone():
    alignment = align(
        article_of([*FLOOD[:2], "Two concerts were cancelled in the abbey.", *FLOOD[3:]]),
        article_of([*REWORDED[:2], FOREIGN, *REWORDED[3:]]),
        CONFIG,
    )
    assert links_of(alignment) == [(0, 0), (1, 1), (3, 3), (4, 4)]


def test_a_clause_in_the_paragraph_of_the_neighbours_counterpart_is_linked():
    short = "A citizens' initiative against the new market wants the bridge project stopped."
    merged = (
        FLOOD[2] + " Helga Thoma, who speaks for an initiative against it, mentions two vaults on"
        " an old map and says that a market there would be a mistake for which everybody pays."
    )
    left = [FLOOD[0], FLOOD[1], FLOOD[2], short, FLOOD[3], FLOOD[4]]
    right = [REWORDED[0], REWORDED[1], merged, REWORDED[3], REWORDED[4]]
    assert links_of(align(article_of(left), article_of(right), CONFIG)) == [
        (0, 0),
        (1, 1),
        (2, 2),
        (3, 2),
        (4, 3),
        (5, 4),
    ]


def test_two_events_of_one_kind_share_their_words_and_no_facts():
    oslo = (
        "OSLO — A worker was killed and two others were injured on Tuesday when a crane collapsed "
        "at a building site, police said.",
        "“There was a bang and then people were screaming,” said Ola Nordby of the Sagene bakery.",
        "The injured men were taken to Ullevål hospital. Their condition was described as stable.",
        "The Labour Inspection Authority of Norway said it had opened an investigation.",
    )
    leipzig = (
        "LEIPZIG — Two workers died and four people were injured on Friday when a crane toppled "
        "onto a street, the fire service said.",
        "“There was a bang and then a cloud of dust,” said Jana Krüger, who cuts hair in Plagwitz.",
        "The injured were taken to hospitals in Saxony. The condition of two was described as bad.",
        "Prosecutors led by Uwe Brandt said they had opened an investigation.",
    )
    assert links_of(align(article_of(oslo), article_of(leipzig), CONFIG)) == []
    retold = [
        "A man died at a building site in Oslo on Tuesday when a crane collapsed.",
        "Ola Nordby, who bakes in Sagene, heard a bang and people screaming.",
        "Two injured men are in a stable condition at Ullevål hospital, Norway's news agency says.",
    ]
    assert len(links_of(align(article_of(oslo), article_of(retold), CONFIG))) == 3


def test_who_says_the_same_in_both_was_at_one_event_whatever_numbers_changed():
    bank = [
        "The Riverland central bank lifted its main rate to 5.75 percent, from 5.25 percent.",
        "“Prices {} return to target next year,” Governor Ada Lund told reporters in Velmar.",
        "Inflation fell to 4.90 percent from 5.31 percent, and growth slowed to 1.42 percent.",
        "The council voted 6-4, and ING analysts see the rate at 6.25 percent in 30 months.",
    ]
    changed = [
        "Riverland's central bank raised its key rate on Wednesday to 6.15 percent from 5.15.",
        "At a news conference Governor Ada Lund said: “Prices {} return to target next year.”",
        "Prices rose by 9.40 percent after 8.10 percent; growth slowed down to 2.41 percent.",
        "ING analysts, with the council voting 7-3, see the rate in 20 months at 7.05 percent.",
    ]
    left = [text.format("will") for text in bank]
    right = [text.format("could") for text in changed]
    found = links_of(align(article_of(left), article_of(right), CONFIG))
    assert found == [(0, 0), (1, 1), (2, 2), (3, 3)]
    other = [text.replace("Prices could return to target", "Buyers may rest") for text in right]
    assert links_of(align(article_of(left), article_of(other), CONFIG)) == []


def test_a_person_with_a_whole_name_is_at_one_event_and_an_index_at_all():
    jail = [
        "Darnell Pike and Cody Marsh escaped from the Barlow jail at 6.10 a.m., Sheriff Rick Dolan "
        "said.",
        "Pike, 26, was caught after 12 miles; a reward of 5,000 dollars is offered for Marsh.",
        "The jail in Barlow was built for 120 inmates and held 218, Dolan told reporters.",
    ]
    changed = [
        "Sheriff Rick Dolan said that Cody Marsh and Darnell Pike got out of the jail in Barlow at "
        "9.40 a.m.",
        "A reward of 15,000 dollars is on offer for Marsh; Pike, 36, was caught after 21 miles.",
        "Dolan told the press that Barlow's jail, built for 340 inmates, was holding 195.",
    ]
    found = links_of(align(article_of(jail), article_of(changed), CONFIG))
    assert {(0, 0), (1, 1), (2, 2)} <= set(found)
    shares = [
        "The Dow Jones rose 1.25 percent to 41,250 points as Wall Street waited for the Fed.",
        "Shares of Acme Steel gained 3.41 percent, and Bolt Motors was up by 2.12 percent.",
        "The Dow had lost 210 points the day before, and traders in New York were nervous.",
    ]
    other = [
        "Wall Street waited for the Fed as the Dow Jones fell 0.85 percent to 40,110 points.",
        "Bolt Motors was down by 4.75 percent, and shares of Acme Steel lost 5.36 percent.",
        "Traders in New York were nervous; the day before, the Dow had gained 320 points.",
    ]
    assert links_of(align(article_of(shares), article_of(other), CONFIG)) == []


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        (
            [
                "A storm tore the roof off a primary school during lessons, and teachers led the "
                "pupils to the gym.",
                "No child was hurt, but a cook was hit by a falling tile, the Red Cross said.",
                "Lessons will be held in a church hall until the roof has been repaired, according "
                "to Head Teacher Ruth Lamb.",
            ],
            [
                "Teachers led pupils to the gym when the roof of their primary school was torn off "
                "by a storm during lessons.",
                "A falling tile hit a cook; no child was hurt, said Mayor Otto Berg.",
                "Until the roof has been repaired lessons will be held in a church hall, the Daily "
                "Post has learned.",
            ],
            True,
        ),
        (
            [
                "A moderate earthquake shook the coast near Ancona before dawn, waking residents.",
                "There were no reports of injuries or damage, the civil protection agency said.",
                "Schools were closed as a precaution while engineers checked the buildings.",
            ],
            [
                "Residents were awoken before dawn by a moderate earthquake on the coast near "
                "Izmit.",
                "The disaster agency said there were no reports of damage or injuries.",
                "Engineers checked buildings, and schools were closed as a precaution.",
            ],
            False,
        ),
    ],
)
def test_one_event_told_anew_names_no_other_place(left, right, same):
    found = links_of(align(article_of(left), article_of(right), CONFIG))
    assert found == ([(0, 0), (1, 1), (2, 2)] if same else [])


def test_words_in_common_by_chance_link_nothing_in_articles_about_different_things():
    chance = (
        "Nobody wants those people in prisons, she told viewers of the network on Tuesday.",
        "Most people get over the illness within a week, a doctor on the network said.",
    )
    cake = "Plums are cheap this year, growers say, and keep for weeks in a cold and dark cellar."
    others = ["An orchestra tunes its violins.", "Chess clubs meet on Mondays in Leeds."]
    left, right = [*FLOOD, chance[0]], [chance[1], FOREIGN, cake, *others]
    assert links_of(align(article_of(left), article_of(right), CONFIG)) == []
    related = align(article_of(left), article_of([*right, REWORDED[0]]), CONFIG)
    assert links_of(related) == [(0, 5), (5, 0)]


def test_unrelated_articles_share_nothing():
    other = [FOREIGN, "Whisk the eggs until they are pale, then fold in the butter slowly."]
    alignment = align(article_of(FLOOD), article_of(other), CONFIG)
    assert alignment.links == ()
    assert alignment.summary.left_only == 5
    assert alignment.summary.right_share == 0.0


def test_a_short_article_is_linked_with_its_copy():
    alignment = align(article_of(["Rain stops play."]), article_of(["Rain stops play."]), CONFIG)
    assert [link.kind for link in alignment.links] == ["same"]


def test_an_empty_side_leaves_the_other_alone():
    alignment = align(article_of([]), article_of(FLOOD), CONFIG)
    assert [row.kind for row in alignment.rows] == ["right"] * 5
    assert alignment.summary.left_share == 0.0
    assert align(article_of([]), article_of([]), CONFIG).rows == ()


def test_only_paragraphs_with_a_linkable_role_take_part():
    roles = ["headline", "byline", "caption", "credit", "body"]
    alignment = align(article_of(FLOOD, roles), article_of(FLOOD, roles), CONFIG)
    assert links_of(alignment) == [(4, 4)]
    assert [row.left for row in alignment.rows] == [(4,)]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (
            [
                "Die Außenministerin sprach am Dienstag in Riad mit ihrem russischen Kollegen.",
                "Über die Friedensgespräche für die Ukraine wollen beide Länder weiter beraten.",
                "In Berlin streikten am selben Tag die Fahrer der städtischen Verkehrsbetriebe.",
            ],
            [
                "Beide Länder wollen weiter über Gespräche zum Frieden in der Ukraine beraten.",
                "Die Fahrer der Berliner Verkehrsbetriebe streikten am selben Tag.",
                "Am Dienstag sprach die Außenministerin mit dem russischen Kollegen in Riad.",
            ],
        ),
        (
            [
                "Россия и США договорились начать работу над окончанием войны на Украине.",
                "Президент Финляндии посетил новую школу в северном городе Рованиеми.",
                "Цены на пшеницу выросли после засухи в южных областях страны.",
            ],
            [
                "После засухи в южных областях цены на пшеницу заметно выросли.",
                "Над окончанием войны на Украине договорились работать Россия и США.",
                "Новую школу в городе Рованиеми посетил президент Финляндии.",
            ],
        ),
        (
            [
                "俄罗斯和美国星期二在沙特阿拉伯同意开始努力结束乌克兰战争。",
                "东京的樱花今年比往年提前一周开放，吸引了大量游客。",
                "中央银行宣布将基准利率下调零点二五个百分点。",
            ],
            [
                "由于天气温暖，东京樱花提前一周开放，大量游客前来。",
                "央行宣布基准利率下调零点二五个百分点。",
                "美国和俄罗斯同意开始努力结束乌克兰战争，会谈在沙特阿拉伯举行。",
            ],
        ),
    ],
    ids=["German", "Russian", "Chinese"],
)
def test_languages(left, right):
    alignment = align(article_of(left), article_of(right), CONFIG)
    expected = {"Die": [(0, 2), (1, 0), (2, 1)], "Рос": [(0, 1), (1, 2), (2, 0)]}
    assert links_of(alignment) == expected.get(left[0][:3], [(0, 2), (1, 0), (2, 1)])


@settings(max_examples=150, deadline=None)
@given(left=PAGE, right=PAGE)
def test_rows_hold_every_linkable_paragraph_once_and_in_order(left, right):
    articles = [article_of([t for t, _ in page], [r for _, r in page]) for page in (left, right)]
    alignment = align(*articles, CONFIG)
    for side, article in zip(("left", "right"), articles, strict=True):
        placed = [index for row in alignment.rows for index in getattr(row, side)]
        assert placed == [at for at, p in enumerate(article.paragraphs) if p.linkable]
    kinds = {row.kind for row in alignment.rows if not row.left} & {"left"}
    assert not kinds
    for row in alignment.rows:
        if row.left and row.right:
            assert any((a, b) in links_of(alignment) for a in row.left for b in row.right)


@settings(max_examples=150, deadline=None)
@given(left=PAGE, right=PAGE)
@example(
    left=[(f"{w}.", "body") for w in ("river", "town", "river river river", "town", "bridge")],
    right=[
        (f"{w}.", "body") for w in ("river", "river", "river river river", "town", "bridge", "town")
    ],
)
@example(
    left=[(f"{words}.", "body") for words in ("river", "river river river", "river", "town")],
    right=[(f"{words}.", "body") for words in ("river river river", "river", "town", "river")],
)
def test_swapping_sides_changes_nothing_but_sides(left, right):
    one = article_of([t for t, _ in left], [r for _, r in left])
    other = article_of([t for t, _ in right], [r for _, r in right])
    there, back = align(one, other, CONFIG), align(other, one, CONFIG)
    assert sorted(
        (
            k.right,
            k.left,
            k.kind,
            k.similarity,
            k.moved,
            sorted(map(mirrored, k.differences), key=str),
        )
        for k in there.links
    ) == sorted(
        (
            k.left,
            k.right,
            k.kind,
            k.similarity,
            k.moved,
            sorted(((d.category, d.what, d.left, d.right) for d in k.differences), key=str),
        )
        for k in back.links
    )
    swap = {"left": "right", "right": "left"}
    assert [(r.right, r.left, swap.get(r.kind, r.kind)) for r in there.rows] == [
        (r.left, r.right, r.kind) for r in back.rows
    ]


def test_hundreds_of_paragraphs_in_few_words_are_told_apart_by_runs_of_them():
    words = random.Random(7)  # noqa: S311
    few = [f"w{number:02}" for number in range(60)]
    texts = [" ".join(words.choices(few, k=40)) + "." for _ in range(250)]
    edited = [
        " ".join(words.choice(few) if words.random() < 0.2 else one for one in text.split())
        for text in texts
    ]
    alignment = align(article_of(texts), article_of(edited), CONFIG)
    found = set(links_of(alignment))
    assert len(found & {(at, at) for at in range(250)}) > 240
    assert len(found) < 260
    swapped = align(article_of(edited), article_of(texts), CONFIG)
    assert {(right, left) for left, right in links_of(swapped)} == found


BUDGET = [
    "The chancellor raised the levy on plastic bags to 12.5, her office announced.",
    "Breweries must hand over less than they feared: a pint will not cost drinkers more.",
]
RETOLD = [
    "Shoppers are to be charged 12.5 apiece from next spring, it emerged in the evening.",
    "Publicans breathed a sigh of relief, as beer was spared this time around.",
]


@pytest.mark.parametrize(("number", "linked"), [("12.5", True), ("2014", False), ("12", False)])
def test_what_is_left_over_is_linked_by_a_number_that_says_much(number, linked):
    left = [*FLOOD, *(text.replace("12.5", number) for text in BUDGET)]
    right = [*(text.replace("12.5", number) for text in RETOLD), FOREIGN, *REWORDED]
    pairs = links_of(align(article_of(left), article_of(right), CONFIG))
    assert pairs == [*((at, at + 3) for at in range(5)), *([(5, 0)] if linked else [])]


def test_a_number_alone_links_nothing_between_unrelated_articles():
    assert align(article_of(BUDGET), article_of(RETOLD), CONFIG).links == ()


def test_paragraphs_that_too_few_words_tell_apart_are_counted():
    made = random.Random(3)  # noqa: S311
    words = [f"w{number:03}" for number in range(400)]
    texts = [" ".join(made.choices(words, k=20)) + "." for _ in range(120)]
    left, right = (article_of(one) for one in (texts, [f"{text} Twice." for text in texts]))
    usual = align(left, right, CONFIG)
    assert usual.summary.unheard == 0
    few = msgspec.structs.replace(CONFIG.alignment.affinity, most_votes=60)
    config = msgspec.structs.replace(
        CONFIG, alignment=msgspec.structs.replace(CONFIG.alignment, affinity=few)
    )
    bounded = align(left, right, config)
    assert len(bounded.links) < len(usual.links)
    alone = bounded.summary.left_only + bounded.summary.right_only
    assert 0 < bounded.summary.unheard <= alone
    assert align(right, left, config).summary.unheard == bounded.summary.unheard


WANDERED = "Nobody was hurt, the fire brigade of Marlow told reporters at the station."


def test_a_sentence_that_wanders_past_an_identical_paragraph_moves_it_nowhere():
    left = [f"{FLOOD[0]} {WANDERED}", FLOOD[1], FLOOD[2]]
    right = [FLOOD[0], FLOOD[1], f"{FLOOD[2]} {WANDERED}"]
    links = align(article_of(left), article_of(right), CONFIG).links
    assert {(link.left, link.right): link.moved for link in links if link.left == link.right} == {
        (at, at): False for at in range(3)
    }
    first = next(link for link in links if (link.left, link.right) == (0, 0))
    (moved,) = first.differences
    assert (moved.what, moved.elsewhere, moved.right) == ("moved", 2, None)
    assert left[0][slice(*moved.left)] == WANDERED


def test_a_number_that_went_into_another_paragraph_is_not_lost():
    said = "The ferry struck the pier in Lisbon on Tuesday{}, the port authority told reporters."
    behind = (
        "The pier stays closed until divers have looked at its wall{}, the port authority wrote."
    )
    left = [said.format(" with 214 passengers"), FLOOD[1], behind.format("")]
    right = [said.format(""), FLOOD[1], behind.format(" for the 214 passengers")]
    links = align(article_of(left), article_of(right), CONFIG).links
    (first,) = (link for link in links if (link.left, link.right) == (0, 0))
    number = left[0].index("214")
    found = [one for one in first.differences if one.left and one.left[0] <= number < one.left[1]]
    assert [(one.category, one.what, one.elsewhere) for one in found] == [("wording", "moved", 2)]
    lost = align(article_of(left), article_of([right[0], *left[1:]]), CONFIG).links
    assert any(one.what == "number" for link in lost for one in link.differences)


@pytest.mark.parametrize(
    ("first", "second", "between"),
    [
        (
            "“The dust will reach the school by noon every day,” said {}.",
            "“There will be no dust at all, we have filters,” said {}.",
            "Work would bring 90 jobs, the county said.",
        ),
        (
            "“The clinic turned away forty patients last month,” said {}.",
            "“We never refused anybody a bed on our wards,” said {}.",
            "The regulator is to publish its findings in March.",
        ),
    ],
)
def test_exchanged_speakers_are_flagged(first, second, between):
    one, other = "Marta Ekdal, a teacher on Mill Lane", "Jon Riise, the manager of the works"
    left = [first.format(one), between, second.format(other)]
    right = [first.format(other), between, second.format(one)]
    links = align(article_of(left), article_of(right), CONFIG).links
    for at in (0, 2):
        link = next(link for link in links if (link.left, link.right) == (at, at))
        named = {
            (left[at][slice(*d.left)], right[at][slice(*d.right)])
            for d in link.differences
            if d.category == "substance" and d.left and d.right
        }
        assert ("Marta Ekdal", "Jon Riise")[:: 1 if at == 0 else -1] in named


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (
            [
                "Rund 300 Kubikmeter Geröll und Schlamm waren nach Angaben der Polizei auf die "
                "Gleise gestürzt. Verletzt wurde niemand.",
                "In einem Regionalzug, der kurz vor der Stelle zum Stehen kam, saßen 47 Fahrgäste.",
                "«Der Lokführer hat sehr besonnen reagiert», sagte Bürgermeisterin Petra Ploner "
                "(CSU).",
                "Geologen des Landesamts für Umwelt schließen weitere Rutschungen nicht aus.",
                "Bereits im Jahr 2021 war die Strecke nach einem Unwetter drei Wochen lang "
                "unterbrochen gewesen.",
                "Der Fahrgastverband Pro Bahn begrüßte, dass die Bahn die Hänge künftig mit "
                "Sensoren überwachen will.",
            ],
            [
                "Der Polizei zufolge stürzten etwa 300 m³ Geröll und Schlamm auf die Gleise. Zwei "
                "Menschen wurden verletzt.",
                "In einem Regionalzug, der kurz vor der Stelle stehen blieb, saßen 74 Passagiere.",
                "„Der Lokführer hat viel zu spät reagiert“, sagte Landrätin Petra Ploner.",
                "Geologen vom Landesamt für Umwelt (LfU) schließen weitere Rutschungen aus.",
                "Schon 2021 war die Strecke nach einem Unwetter drei Monate lang unterbrochen.",
                "Der Fahrgastverband Pro Bahn kritisierte, dass die Deutsche Bahn die Hänge in "
                "Zukunft mit Sensoren überwachen will.",
            ],
        ),
        (
            [
                "BARNEVELD (ANP) - Op een pluimveebedrijf in het Gelderse Barneveld is vogelgriep "
                "vastgesteld. De 52.000 kippen van het bedrijf worden donderdag geruimd, meldt "
                "het ministerie van Landbouw.",
                "Rond het bedrijf geldt een vervoersverbod in een straal van 10 kilometer. In dat "
                "gebied liggen 63 andere pluimveebedrijven.",
                '"Dit is een drama voor de familie", zegt burgemeester Jan Hekman.',
                "Minister Femke Dros sluit een landelijke ophokplicht niet uit.",
            ],
            [
                "In Barneveld is vogelgriep aangetroffen op een pluimveebedrijf. Het ministerie "
                "van LNV meldt dat de 25.000 kippen van het bedrijf op donderdag worden geruimd.",
                "In een straal van 3 km rond het bedrijf geldt een vervoersverbod. In het gebied "
                "bevinden zich nog 63 pluimveebedrijven.",
                "‘Dit is een opluchting voor de familie’, aldus Jan Hekman, de wethouder.",
                "Minister Dros sluit een landelijke ophokplicht uit.",
            ],
        ),
    ],
    ids=["German", "Dutch"],
)
def test_who_was_there_tells_that_it_is_one_event_whatever_numbers_changed(left, right) -> None:
    assert len(align(article_of(left), article_of(right), CONFIG).links) == len(left)


def test_a_german_copy_with_most_numbers_changed_is_no_other_event() -> None:
    left = [
        "Eine 81-jährige Frau aus Werda hat am Freitagnachmittag einer Betrügerin 24.000 Euro "
        "übergeben, teilte die Polizei mit.",
        "Die Anruferin habe sich als Ärztin ausgegeben und behauptet, der Enkel liege im "
        "Krankenhaus.",
        "Ein Taxifahrer schöpfte Verdacht. Die Täterin wurde gefasst; sie ist 29 Jahre alt.",
        "Die Polizei rät, bei solchen Anrufen aufzulegen. Mehrere weitere Fälle seien bekannt.",
    ]
    right = [
        "Eine 18-jährige Frau aus Werda hat am Freitag einer Betrügerin 42.000 Euro überwiesen, "
        "so die Polizei.",
        "Die Anruferin habe sich als Polizistin ausgegeben und behauptet, die Tochter liege in "
        "der Klinik.",
        "Ein Taxichauffeur schöpfte keinen Verdacht. Die Täterin wurde gesucht; sie ist 29.",
        "Die Polizei rät davon ab, bei solchen Anrufen den Hörer aufzulegen. Zwei weitere Fälle "
        "seien bekannt.",
    ]
    other = [text.replace("Werda", "Plauen") for text in right]
    assert len(align(article_of(left), article_of(right), CONFIG).links) == 4
    assert align(article_of(left), article_of(other), CONFIG).formulaic


def test_two_short_reports_that_share_no_fact_but_their_formulas_are_not_linked():
    one = [
        "An earthquake of magnitude 5.1 struck off the coast of Calora on Monday, it said.",
        "It was at a depth of 10 km. There were no immediate reports of damage or casualties.",
    ]
    other = [
        "An earthquake of magnitude 4.6 struck near the town of Vesto on Thursday, it said.",
        "It was at a depth of 22 km. There were no immediate reports of damage.",
    ]
    alignment = align(article_of(one), article_of(other), CONFIG)
    assert (alignment.links, alignment.withdrawn) == ((), 2)
    beside = align(article_of(one), article_of(other), CONFIG, side_by_side=True)
    assert (beside.links, beside.withdrawn) == ((), 2)
    other[1] = other[1].replace("22", "10")
    assert align(article_of(one), article_of(other), CONFIG).links


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            [
                "A fire in a paper mill near the Finnish town of Kotka killed two people, it said.",
                "Police said the cause of the fire was still being investigated.",
                "Mayor Aino Lahti expressed her condolences to the families of the victims.",
            ],
            [
                "Three people died when a fire broke out in a hotel in Batumi, officials said.",
                "The cause of the fire is being investigated, police said.",
                "President Giorgi Kapanadze offered his condolences to the victims' families.",
            ],
        ),
        (
            [
                "Bei einem Erdbeben in der Provinz Marek starben neun Menschen, so der Sender.",
                "Das Beben hatte nach Angaben der Erdbebenwarte USGS eine Stärke von 5,9.",
                "Viele Menschen blieben aus Angst vor Nachbeben über Nacht im Freien.",
            ],
            [
                "Ein Erdbeben hat die Insel Tolo erschüttert, drei Menschen starben dabei.",
                "Die Erdbebenwarte USGS gab die Stärke mit 6,4 an.",
                "Aus Angst vor Nachbeben blieben viele Menschen in der Nacht auf der Straße.",
            ],
        ),
    ],
)
def test_two_events_of_one_kind_are_linked_only_if_they_share_a_fact(one, other):
    assert align(article_of(one), article_of(other), CONFIG).links == ()
    place = "Kotka" if "Kotka" in one[0] else "Marek"
    there = other[0].replace("Batumi", place).replace("Insel Tolo", "Provinz Marek")
    assert align(article_of(one), article_of([there, *other[1:]]), CONFIG).links


@pytest.mark.parametrize(
    ("lines", "changes"),
    [
        (
            [
                "{14} {0} personas por una grieta en la presa de {3}",
                "Unas {0} personas {1} el {2} cerca de la presa de {3} después de que los técnicos "
                "{4} una grieta en el muro.",
                "La grieta mide {5} metros y fue vista por un {6} que avisó de inmediato a los "
                "bomberos.",
                "El muro {7} peligro de romperse, aseguró el ingeniero {8}, responsable de la "
                "inspección.",
                "Los vecinos pasaron la noche en un {9}, donde voluntarios repartieron mantas y "
                "comida caliente.",
                "La confederación {10} el embalse durante las próximas {11} semanas para revisar "
                "los cimientos.",
                "El alcalde, {12}, {13} el trabajo de los servicios de emergencia.",
            ],
            "300/800 fueron&evacuadas/regresaron lunes/sábado Alcorlo/Canelles "
            "descubrieran/repararan 12/26 pescador/vigilante no&corre/corre "
            "Luis&Bravo/Pedro&Sanz polideportivo/colegio vaciará/llenará 13/15 "
            "Ramón&Gil/Joaquín&Mur agradeció/criticó Evacuadas/Regresan",
        ),
        (
            [
                "В школе {12} {2} крыша спортзала",
                "В {0} в {1} {2} крыша школьного спортзала, {3} учеников получили травмы.",
                "Директор школы {4} рассказала, что {5} рабочие чинили вентиляцию над залом.",
                "Детей вывели из здания через запасной выход, занятия {6} до конца недели.",
                "Прокуратура {7} проверку подрядчика, который {8} следить за состоянием кровли.",
                "Родители требуют {9} директора и обещают прийти к зданию мэрии.",
                "Губернатор {10} выделить {11} миллионов рублей на восстановление зала.",
            ],
            "Туле/Рязани понедельник/среду обрушилась/загорелась трое/семеро "
            "Ольга&Крылова/Нина&Белова утром/накануне отменены/продолжатся начала/прекратила "
            "должен&был/не&должен&был уволить/наградить пообещал/отказался 12/25 Тулы/Рязани",
        ),
    ],
)
def test_a_copy_with_other_names_and_numbers_in_it_keeps_its_links(lines, changes):
    put_in = [change.replace("&", " ").split("/") for change in changes.split()]
    sides = [[line.format(*words) for line in lines] for words in zip(*put_in, strict=True)]
    found = align(article_of(sides[0]), article_of(sides[1]), CONFIG)
    assert [(link.left, link.right) for link in found.links] == [(at, at) for at in range(7)]
    # With numbers in every line, the same words are a form that was filled in.
    forms = [
        [f"{line} {start + at} {start + 9 * at} {start + 17 * at}" for at, line in enumerate(side)]
        for start, side in zip((101, 505), sides, strict=True)
    ]
    assert align(article_of(forms[0]), article_of(forms[1]), CONFIG).formulaic


@pytest.mark.parametrize("start", [4012, 7709])
def test_a_form_that_was_filled_in_is_two_events_however_close_it_is(start):
    def report(of):
        return article_of(
            [
                f"Die Gesundheitsämter haben dem Institut binnen eines Tages {of} neue Fälle "
                "gemeldet, und viele Kliniken sind wieder voll belegt.",
                f"Zudem wurden innerhalb eines Tages {of % 997} neue Todesfälle verzeichnet.",
                f"Die Zahl der Fälle je {of % 89 + 10} Einwohner lag am Morgen bei {of % 83 + 10}.",
                f"Vor genau einer Woche hatte das Institut {of - 311} Fälle gezählt.",
                f"Die Zahl der Menschen, die daran gestorben sind, stieg auf {of + 60321}.",
            ]
        )

    found = align(report(start), report(start + 1234), CONFIG)
    assert (found.links, found.formulaic) == ((), True)
    # Who compares the two wants to see what was put in; a copy it is not for all that.
    found = align(report(start), report(start + 1234), CONFIG, side_by_side=True)
    assert [(link.left, link.right) for link in found.links] == [(at, at) for at in range(5)]
    assert (found.formulaic, found.withdrawn) == (True, 0)
    assert all(link.differences for link in found.links)


def test_a_sentence_that_both_say_twice_moves_nothing():
    refrain = "Nobody said that the sick state of the town's purse is no task for a bank to solve."
    left = [
        "The talks were gloomy all day, for the purse of the next people is as frail as an egg. It "
        f"was a problem and a chance, speakers said. {refrain}",
        "In fact, the idea that a friendlier bank could mend it feels a little like the last tale "
        "that the trade told us.",
        refrain,
    ]
    right = [
        "A problem and a chance, speakers said. Nobody said that the sick of the town's is no task "
        "bank solve.",
        "A friendlier bank feels little like the last tale the trade told us, in fact, the idea "
        f"could mend. {refrain}",
    ]
    found = align(article_of(left), article_of(right), CONFIG).links
    cells = {(link.left, link.right): link.moved for link in found}
    assert cells == {(0, 0): False, (1, 1): False, (2, 1): False}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            [
                "A ferry ran aground off the island in thick fog early in the morning.",
                "Rescuers took all of the passengers ashore in small boats; nobody was badly hurt.",
                "The captain told the Coastguard that the navigation system had failed shortly "
                "before, said Anna Lind.",
            ],
            [
                "Dense fog caused a passenger ferry to run aground near the island at dawn.",
                "Everyone aboard was brought to the shore in small boats by 14 rescuers; nobody "
                "suffered bad injuries.",
                "Shortly before, the navigation system broke down, said the captain, who spoke "
                "to Harbour officials.",
            ],
        ),
        (
            [
                "Autobus szkolny wypadł rano z drogi i wpadł do rowu, kierowca został lekko ranny.",
                "Uczniowie wrócili do domów, poinformowała policja w Gnieźnie.",
                "Droga była zablokowana przez 14 godzin, bo autobus wyciągał dźwig.",
            ],
            [
                "Rano autobus z uczniami zjechał z drogi i wylądował w rowie. Lekko ranny został "
                "kierowca.",
                "Uczniowie bezpiecznie wrócili do domów, powiedział komisarz Jan Wrona.",
                "Dźwig wyciągał autobus, dlatego droga była zablokowana do wieczora, podało Radio "
                "Poznań.",
            ],
        ),
    ],
)
def test_an_event_told_in_the_same_words_needs_no_name_where_one_side_has_no_number(one, other):
    assert len(align(article_of(one), article_of(other), CONFIG).links) == 3
    one[1] += " (45)"
    other[1] += " (62)"
    assert align(article_of(one), article_of(other), CONFIG).links == ()


def test_related_pairs_without_other_counterparts_are_searched_for_key_changes():
    left = article_of(
        [
            "На заводе в Перми произошёл взрыв",
            "На химическом заводе в Перми в среду произошёл взрыв, погибли два человек, сообщили "
            "в МЧС.",
            "По словам директора завода Ивана Лосева, оборудование проверяли в прошлом году.",
            "«Угрозы для жителей нет», — заявил мэр.",
            "Власти обещали выплатить семьям погибших по миллиону рублей.",
        ]
    )
    right = article_of(
        [
            "На заводе в Омске начался пожар",
            "На химическом заводе в Омске в четверг начался пожар, пострадали пять человек, "
            "рассказали в МЧС.",
            "Как рассказал инженера завода Петра Лосева, оборудование не проверяли год назад.",
            "«Угрозы для жителей есть», — сказал мэр.",
            "Власти отказались выплатить родственникам погибших по два миллиона рублей.",
        ]
    )
    links = {link.left: link for link in align(left, right, CONFIG).links}
    assert links[1].kind == "related"
    changed = {one.what for one in links[1].differences if one.category == "substance"}
    assert changed >= {"name", "date", "number"}


def test_the_same_quotations_alone_make_no_copy_of_what_stands_between_them():
    quotes = [
        "“We stood in smoke up to our waists and could hear them shout,” Captain Bent Skov said.",
        "“In nine years I have never seen a house come down so fast,” police chief Mary Toft said.",
    ]
    one = [
        quotes[0] + " He had to pause before he went on.",
        "Twelve guests left by a back staircase. One, a salesman from Odsted, broke his leg.",
        quotes[1] + " Then she went down and shook the owner's hand.",
        "Students carried blankets into the gymnasium, where the mayor had put up beds.",
    ]
    other = [
        quotes[0],
        "A man of 44 from Odsted broke his leg when he jumped from a window; three were treated.",
        quotes[1],
        "The hotel was built in 1911 and had 38 rooms, insured for 45 million crowns.",
    ]
    kinds = {
        (link.left, link.right): link.kind
        for link in align(article_of(one), article_of(other), CONFIG).links
    }
    assert kinds[0, 0] == kinds[2, 2] == "near"
    assert kinds[1, 1] == "related"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Baker Tom Hale said “we shall fight it in court”, while lawyer Ann Reed said “the "
            "fund may sell”. Both were calm.",
            "Lawyer Ann Reed said “we shall fight it in court”, while baker Tom Hale said “the "
            "fund may sell”. Both were calm.",
        ),
        (
            "Le boulanger Luc Morin a dit « nous irons en justice » et l'avocate Anne Roy a dit "
            "« le fonds peut vendre ».",
            "L'avocate Anne Roy a dit « nous irons en justice » et le boulanger Luc Morin a dit "
            "« le fonds peut vendre ».",
        ),
    ],
)
def test_who_says_what_is_quoted_behind_a_name_is_told_from_who_comes_next(one, other):
    link = align(article_of([one, *FLOOD]), article_of([other, *FLOOD]), CONFIG).links[0]
    assert [found.what for found in link.differences].count("speaker") == 2
