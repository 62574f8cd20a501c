"""Verse, rows and entries are text though no line of them is long, and lists of links are none."""

from __future__ import annotations

import pytest
from support.default import default_config

from tui.text.article.read import clean
from tui.text.page.read import page_from_bytes

NAVIGATION = "Home\nNews\nSport\nSign in\n\n"
FOOTER = "\n\nContact us\nTerms of use\nPrivacy\n"
LEAD = (
    "The bell of the island school rang for the last time on Friday, before four pupils and a "
    "bishop.\n\nThe school opened in 1889 and once taught 130 children from the island and the "
    "two beside it."
)
VERSE = (
    "Who will wipe the board of rain,\nwho will chalk the tide again,\nwho will count us, one to "
    "four,\nwhen the wind comes to the door?"
)
DISH = "Ingredients\n2 lb split peas\n1 ham bone\n4 carrots, sliced\n3 onions"
WINNERS = (
    "The winners in full\nBest loaf: Ruth Abara, Tarbolt\nBest rye: Jorun Eide, Ayr Street\n"
    "Best bun: Wick Primary School"
)
RESULTS = "Women: 1 Una Baird 41:07; 2 Fay Kittle 43:55\nMen: 1 Tom Kittle 38:20\nJuniors: 22:14"
ENTRIES = [
    ("Friday, 6.20 p.m.", "Bridge open again", "The bridge at the mill is open again for cars."),
    ("Friday, 1.05 p.m.", "River falls", "The river fell by forty centimetres since the morning."),
    ("Thursday, 10.40 p.m.", "Cellars cleared", "Two cellars in the old town have been cleared."),
    ("Thursday, 9.15 a.m.", "No school", "There is no school in the town today, says the mayor."),
]
STORIES = "Coffee: a marvellous effect on those who drink it, says a scientist of the university"


def body_of(text: str, name: str = "page.txt") -> str:
    page = page_from_bytes(text.encode(), name)
    roles = ("body", "standfirst", "subhead")
    article = clean(page, default_config())
    return "\n".join(one.text for one in article.paragraphs if one.role in roles)


@pytest.mark.parametrize("form", [VERSE, DISH, WINNERS, RESULTS])
def test_a_short_article_goes_on_through_what_is_text_together(form: str) -> None:
    body = body_of(f"{NAVIGATION}A bell rings for the last time\n\n{LEAD}\n\n{form}{FOOTER}")
    assert all(line in body for line in form.split("\n"))
    assert "Terms of use" not in body


def test_a_few_sentences_below_verse_are_the_articles() -> None:
    below = "He was asked all his life for another.\n\nHe leaves a daughter and his bicycle."
    body = body_of(f"{NAVIGATION}A poet dies\n\n{LEAD}\n\n{VERSE}\n\n{below}{FOOTER}")
    assert all(line in body for line in below.split("\n\n"))


@pytest.mark.parametrize(
    "below",
    [
        "\n".join([STORIES, STORIES.replace("Coffee", "Tea"), STORIES.replace("Coffee", "Milk")]),
        "The mayor goes\n15 May 2012, 13:07\nA rocket starts\n15 May 2012, 08:29",
        "1. Mayor resigns after vote\n2. Rain ahead\n3. Why bees follow the bus",
        "26\n1\n1",
    ],
)
def test_lists_of_other_stories_and_bare_numbers_are_no_rows(below: str) -> None:
    body = body_of(f"{NAVIGATION}A bell rings for the last time\n\n{LEAD}\n\n{below}{FOOTER}")
    assert not any(line in body.split("\n") for line in below.split("\n"))


def test_the_entries_of_a_page_of_short_texts_are_all_its_text() -> None:
    entries = "\n\n".join("\n\n".join(entry) for entry in ENTRIES)
    opening = "The river has been rising since Wednesday. All that happened, from hour to hour."
    body = body_of(f"{NAVIGATION}Live: flood on the river\n\n{opening}\n\n{entries}{FOOTER}")
    assert all(text in body for _, _, text in ENTRIES)


def test_a_list_between_the_sentences_of_a_page_with_markup_stays() -> None:
    items = ["300 g of beans", "150 g of pasta", "1 carrot", "salt, pepper"]
    listed = "".join(f"<li>{item}</li>" for item in items)
    page = (
        "<html><body><nav><a href='/'>Home</a></nav><main><h1>Beans as in 1921</h1>"
        "<p>On Sundays the village eats like this since 1921, and nobody has written it down.</p>"
        f"<ul>{listed}</ul><ol><li>Soak the beans on the evening before.</li>"
        "<li>Cook all of it for two hours on a low flame.</li></ol>"
        "<p>It is served lukewarm, with a drop of oil.</p></main></body></html>"
    )
    body = body_of(page, "page.html")
    assert all(item in body for item in items)


def test_short_entries_with_titles_and_buttons_are_all_text() -> None:
    entries = "\n\n".join(
        f"{hour}\n\n{title}\n\n{text}\n\nShare"
        for hour, (_, title, text) in zip(
            ("17h48", "16h05", "14h32", "11h10"), ENTRIES, strict=True
        )
    )
    opening = "The river has been rising since Wednesday. All that happened, from hour to hour."
    body = body_of(f"{NAVIGATION}Live: flood on the river\n\n{opening}\n\n{entries}{FOOTER}")
    assert all(title in body and text in body for _, title, text in ENTRIES)
    assert "Share" not in body


def test_a_timeline_parts_no_article() -> None:
    below = (
        "The first to cross it was the postman Jan Wolak, who had rowed the letters over since "
        "1974.\n\nIt cost twenty-two million, three more than anybody in the town had expected."
    )
    years = "1992 – first plan of a bridge\n1997 – flood takes the ferry\n2022 – work begins"
    body = body_of(f"{NAVIGATION}The bridge that never was\n\n{LEAD}\n\n{years}\n\n{below}{FOOTER}")
    assert all(line in body for line in [*LEAD.split("\n\n"), *years.split("\n")])


def test_key_facts_above_the_article_are_its_own_and_menus_are_not() -> None:
    told = (
        "Ferry fares to the western isles will go up by a tenth in July, the agency said on "
        "Friday.\n\nIslanders will still travel at half price, but food in the shops may cost "
        "more.\n\nA new boat, which was to have sailed this summer, is delayed until 2025."
    )
    facts = "At a glance\n• Ferry fares rise by a tenth\n• Islanders still travel at half price"
    menu = "• What the weather will bring\n• Our readers write to us"
    head = "Ferry fares to rise by a tenth\n\nBy Angus Peddie\n12 May 2023\n\n"
    body = body_of(f"{NAVIGATION}{head}{facts}\n\n{told}{FOOTER}")
    assert all(line in body for line in facts.split("\n"))
    assert "weather" not in body_of(f"{NAVIGATION}{head}{menu}\n\n{told}{FOOTER}")


def test_the_end_of_a_line_that_is_a_link_goes() -> None:
    link = "READ MORE: The otter that ate the mayor’s carp"
    kept = "He said that there was more: the otter had eaten the mayor’s carp."
    body = body_of(f"{NAVIGATION}A bell rings\n\n{LEAD} {link}\n\n{kept}{FOOTER}")
    assert link not in body
    assert kept in body
    assert all(line in body for line in LEAD.split("\n\n"))


def test_stars_of_a_review_stay() -> None:
    assert "★★★★☆" in body_of(
        f"{NAVIGATION}A bell rings\n\n{LEAD}\n\n★★★★☆\n\n{LEAD[:-1]}!{FOOTER}"
    )


def test_a_label_that_comes_again_goes_with_the_titles_that_it_announces() -> None:
    label, titles = "Frétt af vellinum", ("Nýr skóli á eyjunni í haust", "Ferjan siglir ekki í dag")
    third = "The bishop had come by ferry, which was an hour late, and nobody began without him."
    one, other = LEAD.split("\n\n")
    text = f"{one}\n\n{label}\n{titles[0]}\n\n{other}\n\n{label}\n{titles[1]}\n\n{third}"
    body = body_of(f"{NAVIGATION}A bell rings\n\n{third[4:]}\n\n{text}{FOOTER}")
    assert label not in body
    assert not any(title in body for title in titles)
    assert all(line in body for line in (one, other, third))


FROZEN = [
    "Five skaters were pulled from the water on Sunday after the ice broke on the lake near Eckby.",
    "They had been in it for a quarter of an hour when a hovercraft reached them, firemen said.",
    "“It was the boy with the rope who held us up,” said Maya Strome, who is one of the five.",
    "All were taken to hospital, but none of them has come to serious harm.",
    "Police warn that lakes in those parts are covered less thickly than it seems.",
]


def test_a_short_list_without_bullets_does_not_end_a_short_article() -> None:
    items = [
        "Never go out alone",
        "Take a line and picks",
        "Ask who knows the place",
        "Turn in time",
    ]
    text = "\n\n".join([*FROZEN[:3], "What to bear in mind:", *items, *FROZEN[3:]])
    found = body_of(f"{NAVIGATION}Skaters saved from icy lake near Eckby\n\n{text}{FOOTER}")
    assert all(line in found for line in (*FROZEN, *items))


def test_a_link_above_the_last_paragraph_does_not_end_a_short_article() -> None:
    text = "\n\n".join([*FROZEN[:4], "Read also: How thick is ice that bears", FROZEN[4]])
    found = body_of(f"{NAVIGATION}Skaters saved from icy lake near Eckby\n\n{text}{FOOTER}")
    assert FROZEN[4] in found


def test_entries_with_a_button_between_them_keep_their_times_and_titles() -> None:
    more = "Nobody was hurt, the fire brigade of the town has told our reporter."
    listed = "\n\nShare\n".join(
        f"{when}\n{what}\n\n{text} {more}" for when, what, text in ENTRIES[:3]
    )
    body = body_of(f"{NAVIGATION}The flood as it happened\n\n{LEAD}\n\n{listed}\n\nShare{FOOTER}")
    assert all(one in body for entry in ENTRIES[:3] for one in entry[1:])


def test_times_that_are_counted_as_items_begin_entries() -> None:
    listed = "\n".join(
        f"{at}. 1{at}:05\n{what}\n{text}" for at, (_, what, text) in enumerate(ENTRIES, 1)
    )
    lead = "Jo Lind reports from the bridge throughout the day."
    body = body_of(f"{NAVIGATION}The flood as it happened\n\n{lead}\n\n{listed}{FOOTER}")
    assert all(one in body for entry in ENTRIES for one in entry[1:])


def test_short_thai_paragraphs_are_text() -> None:
    story = [
        "ชาวบ้านร่วมกันซ่อมสะพานไม้อายุกว่าหนึ่งร้อยปีจนเสร็จเมื่อวันจันทร์ที่ผ่านมา หลังจากปิดใช้งานมานานสามปี",
        "สะพานยาว 84 เมตร ใช้ไม้เต็งจากป่าชุมชนจำนวนสองร้อยท่อน และมีอาสาสมัครช่วยงานวันละสามสิบคน",
        "นายบุญมี แก้วใส อายุ 71 ปี กล่าวว่า สมัยเด็กเขาเคยข้ามสะพานนี้ไปโรงเรียนทุกวัน",
        "เทศบาลสนับสนุนเงิน 450,000 บาท ส่วนที่เหลือมาจากการบริจาคของชาวบ้าน",
    ]
    body = body_of(f"{NAVIGATION}ชาวบ้านซ่อมสะพานไม้ร้อยปี\n\n" + "\n\n".join(story) + FOOTER)
    assert body.split("\n") == story


def test_one_thai_line_that_may_be_a_headline_makes_no_article_of_itself_alone() -> None:
    story = [
        "สภาเมืองอนุมัติเงิน 50 ล้านบาทเพื่อซ่อมท่าเรือเก่าเมื่อวันอังคาร",
        "ชาวประมงบอกว่าพวกเขาไม่คัดค้านแผนนี้",
        "งานจะเริ่มในเดือนหน้า",
    ]
    assert all(one in body_of("ข่าวท่าเรือ\n\n" + "\n\n".join(story)) for one in story)
