"""Articles go on below menus, players and lists of other stories that stand in them."""

from __future__ import annotations

import pytest
from chrome_pages import HEADLINE, STORY
from support.default import default_config

from tui.text.article.read import clean
from tui.text.page.read import page_from_bytes

TITLE = "Why the ferries of Port Calder sail in fog"
ABOVE = [
    "The ferries of Port Calder have sailed in fog since 1874, when the first steamer crossed to "
    "the island of Wexmoor with forty passengers and a brass band on its deck, as an old harbour "
    "book tells, and nobody in the town has ever thought of keeping the boats at the quay for it.",
    "Captains of the ferries learn the channel by heart. They count the seconds between two buoys, "
    "listen for the bell on the breakwater and know by the smell of the mud when the island is "
    "near, said Petra Lindqvist, who has steered passengers over the channel for thirty years.",
    "Radar came to the ferries in 1961. It shows the breakwater, the buoys and other steamers, but "
    "not the wooden boats of those who fish for eels in the channel, and so the captains have kept "
    "their habit of counting seconds, and of listening for the bell that rings on the breakwater.",
    "Passengers hardly notice the fog. They read, they sleep, and some of them complain when the "
    "coffee is cold, said the harbour master, who has crossed to Wexmoor with the ferries each "
    "morning since he was a pupil at the school on the island, and has never once been late.",
    "What the captains fear is no fog but the wind, which comes over the breakwater from the north "
    "in winter and throws the ferries against the quay. Three steamers have been lost to it at "
    "Port Calder, the book tells, and not a single one to fog in a hundred and fifty years.",
]
BELOW = [
    "The island of Wexmoor has asked for a bridge since 1926. Each harbour master of Port Calder "
    "told its passengers that the channel is too wide, the mud too deep, and that the ferries, "
    "which have sailed for years in fog and winter, never lost a single one of those who crossed.",
    "Captains do not believe in a bridge. Its piers would stand in the channel, they said, and the "
    "fog would stay, so that the ferries and steamers would have to count seconds between piers "
    "instead of buoys, and their captains to listen for lorries above, not bells on breakwaters.",
]
DATED = [
    "Recommended",
    "Remembering a sign that everybody knew", "Mark Byrnes", "Jul 17, 2014",
    "Ode to the dead mall of our town", "Tanvi Misra", "Mar 9, 2018",
    "The twists and turns of making glass", "Linda Poon", "Aug 23, 2017",
]  # fmt: skip
PLAYER = [
    "Chapters", "Descriptions", "Subtitles", "Captions", "Foreground", "White", "Black", "Red",
    "Green", "Blue", "Yellow", "Magenta", "Cyan", "Opaque", "Background", "Window", "Transparent",
    "Raised", "Depressed", "Uniform", "Dropshadow", "Casual", "Script", "Monospace",
]  # fmt: skip


def kept(lines: list[str]) -> list[str]:
    page = page_from_bytes("\n\n".join([TITLE, "By Maren Holloway", *lines]).encode(), "page.txt")
    roles = ("body", "standfirst", "subhead")
    return [one.text for one in clean(page, default_config()).paragraphs if one.role in roles]


@pytest.mark.parametrize("between", [DATED, PLAYER])
def test_an_article_goes_on_below_what_stands_in_it(between: list[str]) -> None:
    assert kept([*ABOVE, *between, *BELOW]) == [*ABOVE, *BELOW]


def test_comments_on_its_matter_are_none_of_it_however_long() -> None:
    comments = [
        line
        for name, text in zip(("Old captain", "Eel fisher"), BELOW, strict=True)
        for line in (name, "Jul 17, 2014 at 10:12", text)
    ]
    more = ["A reader", "Jul 18, 2014 at 08:01", "Well said."]
    assert kept([*ABOVE, *comments, *more]) == ABOVE


def test_another_story_below_is_none_of_it() -> None:
    other = [
        "Winegrowers along the upper Sarne began their harvest on Monday, three weeks sooner "
        "than grandparents did, because a hot and dry August has left the grapes small and sweet.",
        "Prices will rise by a tenth, the guild of vintners expects, and exports to Scandinavia "
        "may double, since a late frost has spoiled most vineyards of the Auvreuil valley.",
    ]
    assert kept([*ABOVE, *DATED, *other]) == ABOVE


def test_a_standfirst_with_a_year_in_it_is_no_byline() -> None:
    told = "What a harbour book of 1874 says of fog, and why nobody has learnt much from it since."
    asked = "Is a bridge to come before 2030?"
    page = page_from_bytes("\n\n".join([TITLE, told, asked, *ABOVE]).encode(), "page.txt")
    roles = {one.text: one.role for one in clean(page, default_config()).paragraphs}
    assert "byline" not in roles.values()
    assert told in roles


NOTES = [
    "Harbour office of Port Calder, log books of 1873 to 1875, box 14.",
    "P. Garnock, Bells and Buoys of the North, pages 41 to 57",
    "The coffee was tried by this newspaper; it was cold.",
]


@pytest.mark.parametrize("mark", ["[{}]", " {}"])
@pytest.mark.parametrize("counted", [True, False])
@pytest.mark.parametrize("label", ["", "Sources\n\n"])
def test_notes_that_the_text_refers_to_are_kept(mark: str, counted: bool, label: str) -> None:
    told = [*ABOVE[:2], *(text + mark.format(at) for at, text in enumerate(ABOVE[2:], start=1))]
    notes = [f"{at}. {text}" if counted else text for at, text in enumerate(NOTES, start=1)]
    foot = "© 2025 The Calder Echo"
    page = "\n\n".join([TITLE, *told, label + "\n".join(notes), foot])
    article = clean(page_from_bytes(page.encode(), "page.txt"), default_config())
    kept = [paragraph.text for paragraph in article.paragraphs]
    assert kept[1:6] == told
    assert kept[-3:] == notes


def test_a_list_that_the_text_does_not_refer_to_is_no_notes() -> None:
    others = [f"{at}. Remembering a sign that everybody knew" for at in range(1, 4)]
    page = "\n\n".join([TITLE, *ABOVE, "\n".join(others), "© 2025 The Calder Echo"])
    article = clean(page_from_bytes(page.encode(), "page.txt"), default_config())
    assert [paragraph.text for paragraph in article.paragraphs][1:] == ABOVE


def test_a_button_between_two_sentences_of_a_box_goes_with_them() -> None:
    box = [
        "Our best stories from the harbour, delivered to your inbox every Friday morning.",
        "Sign me up",
        "By entering your email you agree to our terms and may receive offers from our partners.",
    ]
    page = "\n\n".join([TITLE, *ABOVE[:2], *box, *ABOVE[2:]])
    article = clean(page_from_bytes(page.encode(), "page.txt"), default_config())
    assert [paragraph.text for paragraph in article.paragraphs][1:] == ABOVE


@pytest.mark.parametrize(
    "title",
    [
        "Bells and Buoys: How the Ferries of Port Calder Find Their Way in Fog Without the U.S.",
        "Port Calder Ferries Sail in Fog as Captains Count Seconds, Harbour Master Tells N.Y.C.",
    ],
)
def test_a_headline_may_end_in_initials(title: str) -> None:
    deck = "The channel is too wide for a bridge, and those who cross it have to trust a bell."
    page = "\n\n".join(["Home", title, deck, "By Corey Kilgannon", "Feb. 21, 2019", *ABOVE])
    article = clean(page_from_bytes(page.encode(), "page.txt"), default_config())
    told = [paragraph.text for paragraph in article.paragraphs]
    assert (article.title, told[-len(ABOVE) :]) == (title, ABOVE)


@pytest.mark.parametrize("label", ["Read more", "Auch interessant", "Mohlo by vás zajímat"])
@pytest.mark.parametrize("at", [1, 2, 3])
def test_a_paragraph_between_two_boxes_with_one_label_stays(label: str, at: int) -> None:
    boxes = [f"{label}\nHarbour cat has kittens\nChapel's new roof", f"{label}\nRain ahead"]
    page = "\n\n".join([HEADLINE, *STORY[:at], boxes[0], STORY[at], boxes[1], *STORY[at + 1 :]])
    found = clean(page_from_bytes(page.encode(), "page.txt"), default_config())
    assert [one.text for one in found.paragraphs] == [HEADLINE, *STORY]


@pytest.mark.parametrize("label", [[], ["Results"]])
@pytest.mark.parametrize("columns", [2, 3])
@pytest.mark.parametrize("apart", ["\n", "\n\n"])
def test_a_table_with_a_line_for_each_cell_parts_no_text(
    label: list[str], columns: int, apart: str
) -> None:
    rows = [["Bell", "Weight", "Year"], ["Large", "340 kg", "1902"], ["Small", "95 kg", "1931"]]
    rows += [["Storm", "41 kg", "1958"], ["Fog", "12 kg", "1961"], ["Dawn", "9 kg", "1974"]]
    cells = [*label, *(cell for row in rows for cell in row[:columns])]
    page = "\n\n".join([HEADLINE, *STORY[:3], apart.join(cells), *STORY[3:]])
    found = clean(page_from_bytes(page.encode(), "page.txt"), default_config())
    assert [one.text for one in found.paragraphs if one.text in STORY] == STORY
    assert set(cells) <= {line for one in found.paragraphs for line in one.text.splitlines()}


def test_what_a_recipe_takes_stands_above_its_steps() -> None:
    takes = ["300 g of buckwheat flour", "2 eggs", "75 cl of cold water", "50 g of butter"]
    steps = [
        "Mix the flour with the salt, and make a hollow.",
        "Break the eggs into it and stir in the water.",
        "Let the dough rest for two hours in the cold.",
        "Bake each cake for two minutes on both sides.",
    ]
    lead = (
        "At Port Calder the cakes are still made without milk, and with a great deal of patience."
    )
    list_ = "\n".join(["Ingredients", *takes, "Method", *steps])
    page = "\n\n".join(["The cakes of Port Calder", "By Jane Doe", lead, list_, STORY[3]])
    found = clean(page_from_bytes(page.encode(), "page.txt"), default_config())
    kept = {line for one in found.paragraphs for line in one.text.splitlines()}
    assert {*takes, *steps, lead} <= kept


def test_a_label_between_the_paragraphs_keeps_none_of_them_from_being_believed() -> None:
    label = "Article content"
    parted = [one for line in STORY for one in (line, label)]
    # A button to the comments stands above the text, and a player's label in it.
    parted[4:4] = ["Story continues below", "This advertisement has not loaded yet.", label]
    page = "\n\n".join(["News", HEADLINE, "Join the conversation", label, *parted[:8], "Videos",
                        *parted[7:], "Trending", "Otter moves into a car park"])  # fmt: skip
    article = clean(page_from_bytes(page.encode(), "page.txt"), default_config())
    assert [one.text for one in article.paragraphs if one.text in STORY] == STORY
