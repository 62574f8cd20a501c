"""Each kind of rule takes what it is for, and spares its like."""

from __future__ import annotations

import pytest
from chrome_pages import HEADLINE, MENU, STORY, chrome_of, draft_by, page_of, taken
from support.default import default_config

from tui.text.chrome.body import BodyRule, Core, LineRun
from tui.text.chrome.rules import run_rules

CAPTION = "A bus stands in the flooded main street of the town on Tuesday."


def test_a_line_goes_by_wording_and_length() -> None:
    rule = {"kind": "line", "match": {"starts": ["share"]}, "at_least": 2, "at_most": 3}
    assert taken(chrome_of(rule), "Share", "Share this", "Share this with all") == ["Share this"]


def test_a_line_may_pay_instead_of_going() -> None:
    rule = {"kind": "line", "match": {"words": ["share"]}, "cost": 12}
    (line,) = draft_by(chrome_of(rule), "Share").lines
    assert (line.taken_by, line.cost) == (None, 12)


def test_a_rule_leaves_what_another_took() -> None:
    rules = (
        {"kind": "line", "match": {"words": ["share"]}},
        {"kind": "before", "match": {"words": ["top"]}},
    )
    lines = draft_by(chrome_of(*rules), "Share", "Menu", "Top", "Text").lines
    assert [line.taken_by for line in lines] == ["rule-0", "rule-1", "rule-1", None]


def test_everything_before_a_marker_goes() -> None:
    rule = {"kind": "before", "match": {"words": ["you are here"]}, "within": 3}
    assert taken(chrome_of(rule), "Home", "You are here", "News") == ["Home", "You are here"]
    assert taken(chrome_of(rule), "A", "B", "C", "You are here") == []


def test_a_block_between_markers_goes() -> None:
    rule = {
        "kind": "between",
        "opens": {"words": ["menu"]},
        "closes": {"words": ["close"]},
        "at_most": 3,
    }
    settings = chrome_of(rule)
    assert taken(settings, "Menu", "A", "Close", "Text", "Close") == ["Menu", "A", "Close"]
    assert taken(settings, "Menu", "A", "B", "C", "Close") == []


@pytest.mark.parametrize(
    ("first", "gone"), [("keep", [1, 2]), ("caption", [1, 2]), ("drop", [0, 1, 2])]
)
def test_repeated_lines_go(first: str, gone: list[int]) -> None:
    rule = {"kind": "repeats", "first": first, "similarity": 90}
    lines = draft_by(chrome_of(rule), CAPTION, CAPTION, CAPTION.replace("bus", "car"), "Text").lines
    assert [line.index for line in lines if line.taken_by and not line.role] == gone
    assert (lines[0].role == "caption") == (first == "caption")


def test_lines_repeated_far_apart_stay() -> None:
    rule = {"kind": "repeats", "within": 2}
    assert taken(chrome_of(rule), "A", "B", "C", "A", "D", "A") == ["A"]


def test_teasers_go_by_time_or_by_a_label_that_comes_again() -> None:
    rule = {"kind": "teasers", "label": {"words": ["# hours ago"]}}
    times = ["Bridge closed", "2 hours ago", "Mayor resigns", "3 hours ago", "Rain", "5 hours ago"]
    labels = ["In focus", "Bridge closed", "In focus", "Mayor resigns", "In focus"]
    settings = chrome_of(rule)
    assert taken(settings, *times) == times[1:]
    assert taken(settings, *labels) == labels
    assert taken(settings, *times[:4]) == []
    assert taken(settings, "2 hours ago", STORY[0], "3 hours ago", STORY[1], "5 hours ago") == []


def test_numbers_that_part_the_rows_of_a_table_are_no_labels() -> None:
    rule = {"kind": "teasers", "label": {}}
    assert taken(chrome_of(rule), "Rovers", "3", "United", "1", "Town", "2", "City", "3") == []


def test_a_trim_takes_a_part_and_keeps_it_on_record() -> None:
    settings = chrome_of(
        {"kind": "trim", "pattern": r"^(date \S+ )?The"}, {"kind": "trim", "pattern": "!"}
    )
    (line,) = draft_by(settings, "date 2025-02-19 The bridge!").lines
    assert line.text == "The bridge"
    assert [(part.text, part.rule) for part in line.trimmed] == [
        ("date 2025-02-19", "rule-0"),
        ("!", "rule-1"),
    ]


def test_a_trim_never_leaves_a_line_empty() -> None:
    (line,) = draft_by(chrome_of({"kind": "trim", "pattern": ".*"}), "All of it").lines
    assert line.text == "All of it"


def test_the_article_is_where_sentences_stand_together() -> None:
    settings = chrome_of({"kind": "body", "name": "outside"})
    lines = draft_by(settings, *MENU, *STORY, "Imprint", "Contact").lines
    assert [line.text for line in lines if line.taken_by is None] == STORY


def test_a_page_without_sentences_is_left_as_it_is() -> None:
    assert taken(chrome_of({"kind": "body"}), *MENU) == []


def test_a_run_of_like_lines_ends_the_article_where_a_single_one_does_not() -> None:
    dated = [
        line
        for at, comment in enumerate(STORY)
        for line in (f"Monday at 10:3{at}", f"I say that {comment}")
    ]
    rules = (
        {
            "kind": "after",
            "match": {"patterns": [r"\d:\d\d"]},
            "times": 3,
            "apart": 2,
            "enough": 60,
            "cost": 0,
            "restore": 0,
        },
        {"kind": "body"},
    )
    settings = chrome_of(*rules)

    def kept(*lines: str) -> list[str]:
        return [line.text for line in draft_by(settings, *lines).lines if not line.taken_by]

    assert kept(*STORY, *dated) == STORY
    # Two are no run, and neither are three too far apart.
    assert kept(*STORY, *dated[:4]) == [*STORY, *dated[:4]]
    apart = [line for at in (0, 2, 4) for line in (dated[at], *STORY[2:])]
    assert kept(*STORY, *apart) == [*STORY, *apart]
    # An article made up of such entries is left whole.
    assert kept(*dated, *STORY) == [*dated[1:], *STORY]


def test_a_hard_marker_ends_the_article_once_there_is_enough_of_it() -> None:
    comments = [f"I think that {line}" for line in STORY * 3]
    rules = (
        {"kind": "after", "match": {"words": ["# comments"]}, "enough": 60},
        {"kind": "body"},
    )
    settings = chrome_of(*rules)
    kept = [
        line.text
        for line in draft_by(settings, *STORY, "3 comments", *comments).lines
        if not line.taken_by
    ]
    assert kept == STORY
    # The link to the comments above an article ends nothing.
    kept = [
        line.text for line in draft_by(settings, "3 comments", *STORY).lines if not line.taken_by
    ]
    assert kept == STORY


def test_the_article_goes_on_below_a_box_with_other_stories() -> None:
    box = ["Related articles", "Rain ahead for the coast", "Mayor resigns after a long night"]
    rules = (
        {"kind": "after", "match": {"words": ["related articles"]}, "strength": "soft"},
        {"kind": "body"},
    )
    lines = draft_by(chrome_of(*rules), *STORY, *box, *(f"Then {line}" for line in STORY)).lines
    assert [line.text for line in lines if line.taken_by == "rule-0"] == box


def test_what_is_strange_is_told_the_same_while_the_article_is_gone_through() -> None:
    settings = chrome_of({"kind": "body"})
    texts = [f"{word} {line}" for word in ("Then", "Again", "Soon") for line in STORY]
    draft = draft_by(settings, *texts, "Nobody knows anything whatsoever regarding yesterday's.")
    rule = next(rule for rule in settings.rules if isinstance(rule, BodyRule))
    last = len(draft.lines) - 1
    core = Core(rule, draft, LineRun(0.0, 0, last), last + 1)
    assert 0 < len(core._strangeness) < last
    told = [core.strangeness(line) for line in draft.lines]
    assert told == [core._strangeness_of(line) for line in draft.lines]
    assert told[-1] == 1


def test_rules_can_be_left_out() -> None:
    settings = chrome_of({"kind": "line", "match": {"words": ["share"]}}, {"kind": "body"})
    page = page_of(*STORY, "Share")
    assert run_rules(page, settings, frozenset({"rule-0", "rule-1"})).lines[-1].taken_by is None
    assert run_rules(page, settings, frozenset({"rule-0"})).lines[-1].taken_by == "rule-1"


def test_a_name_above_the_article_tells_the_note_on_its_author() -> None:
    rules = (
        {"kind": "body"},
        {"kind": "author", "byline": {"starts": ["by"]}, "spared": 3},
    )
    note = "Jane Doe has walked every bridge of the county, and some of them in the dark."
    settings = chrome_of(*rules)
    assert taken(settings, HEADLINE, "By Jane Doe", *STORY, note)[-1] == note
    other = note.replace("Jane Doe", "John Roe")
    assert other not in taken(settings, HEADLINE, "By Jane Doe", *STORY, other)
    named = [*STORY[:2], f"Jane Doe said so. {STORY[2]}", *STORY[3:]]
    assert note not in taken(settings, HEADLINE, "By Jane Doe", *named, note)


def test_what_hangs_on_below_the_article_goes_under_its_own_rule() -> None:
    rules = (
        {"kind": "body"},
        {"kind": "phrases", "phrases": ["subscribe"], "hits": 1, "place": "tail"},
        {"kind": "phrases", "phrases": ["reprinted"], "hits": 1, "place": "tail"},
    )
    tail = [
        "Please subscribe to the paper, and do so today.",
        "This was reprinted from another paper today.",
    ]
    lines = draft_by(chrome_of(*rules), *STORY, "More", *tail).lines
    assert [line.taken_by for line in lines[-3:]] == ["rule-0", "rule-1", "rule-2"]
    lines = draft_by(chrome_of(*rules), *STORY, *tail, STORY[0]).lines
    assert not any(line.taken_by for line in lines)


def test_a_list_goes_on_below_the_article() -> None:
    rules = ({"kind": "body"}, {"kind": "list"})
    items = ["* the landing below the old mill", "* the pier beside the new school"]
    settings = chrome_of(*rules)
    assert taken(settings, *STORY, "The ferry goes from these places:", *items) == []
    menu = ["* Home", "* World"]
    assert taken(settings, *STORY, "The ferry goes from these places:", *menu) == menu


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("The council agreed on Tuesday to rebuild it.", True),
        ("Der Rat beschloss am Dienstag, sie „schnell wieder aufzubauen.“", True),
        ("Le conseil a décidé de le reconstruire « bientôt ! »", True),
        ("Der Rat beschloss am Dienstag, sie wieder aufzubauen. (dpa)", True),
        ("市議会は火曜日に古い橋を再建することで合意した。", True),
        ("परिषद ने मंगलवार को पुराने पुल को फिर से बनाने पर सहमति दी।", True),
        ("The council agreed on Tuesday to rebuild the old bridge that…", False),
        ("Council agrees on Tuesday to rebuild the old bridge", False),
        ("It was time.", False),
    ],
)
def test_sentences_are_known_in_several_scripts(text: str, *, sentence: bool) -> None:
    (line,) = draft_by(chrome_of(), text).lines
    assert line.sentence == sentence


def test_phrases_count_by_language_without_accents_or_case() -> None:
    settings = default_config().chrome
    boxes = [
        "A LIRE EGALEMENT",
        "Das könnte Sie auch interessieren",
        "TE PUEDE INTERESAR",
        "関連記事",
    ]
    for box in boxes:
        lines = run_rules(page_of(HEADLINE, *STORY, box, "Rain ahead"), settings).lines
        assert [line.taken_by for line in lines[-2:]] == ["more-stories"] * 2, box
