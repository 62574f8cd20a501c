"""Printed, mailed and listed text is read as the paragraphs that it was."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invariants import check_article
from support.articles import MARL
from support.default import default_config

from tui.text.article.read import clean
from tui.text.page.model import PageError
from tui.text.page.read import page_from_bytes

STORY = MARL


def blocks(text: str) -> list[str]:
    return [block.text for block in page_from_bytes(text.encode(), "page.txt").blocks]


def wrapped(width: int, indent: str = "", between: str = "\n\n", before: str = "") -> str:
    return between.join(
        "\n".join(
            before + line
            for line in textwrap.wrap(one, width, initial_indent=indent, break_on_hyphens=False)
        )
        for one in STORY
    )


@pytest.mark.parametrize("width", [44, 58, 66, 72, 80])
def test_short_paragraphs_have_the_width_of_the_page(width: int) -> None:
    assert blocks(wrapped(width)) == STORY


def test_text_that_mail_quotes_with_strokes_is_read_without_them() -> None:
    page = "\n|\n".join("\n".join(f"| {line}" for line in textwrap.wrap(one, 60)) for one in STORY)
    assert list(filter(None, blocks(page))) == STORY


def test_the_rows_of_a_table_keep_their_strokes() -> None:
    rows = [
        "| The mill had 40 workers. | 1907 |",
        "| It had 12 of them left. | 1950 |",
        "| None | 1964 |",
    ]
    assert blocks("\n".join(rows))[0].startswith("|")


@pytest.mark.parametrize("indent", [" ", "  ", "    ", "\t"])
@pytest.mark.parametrize("width", [50, 66, 72])
def test_an_indent_begins_a_paragraph_however_small(indent: str, width: int) -> None:
    assert blocks(wrapped(width, indent, "\n")) == STORY


def test_a_margin_is_no_indent() -> None:
    assert blocks(textwrap.indent(wrapped(60), "     ")) == STORY


def test_a_headline_above_stays_apart() -> None:
    head = "Marl shuts its swimming pool until the spring\nBy Jo Lind\n\n"
    assert blocks(head + wrapped(66)) == [*head.strip().split("\n"), *STORY]


@pytest.mark.parametrize("signs", ["> ", ">> ", "> > ", ">"])
def test_what_mail_quotes_is_read_as_it_was(signs: str) -> None:
    quoted = wrapped(66, between=f"\n{signs.strip()}\n", before=signs)
    text = f"On Monday, Jo Lind wrote:\n\n{quoted}\n"
    assert [one for one in blocks(text) if one] == ["On Monday, Jo Lind wrote:", *STORY]
    article = clean(page_from_bytes(text.encode(), "page.txt"), default_config())
    assert [one.text for one in article.paragraphs if one.text in STORY] == STORY
    check_article(article, tuple(text.split("\n")))


def test_links_that_an_arrow_leads_in_are_not_quoted_mail() -> None:
    links = [
        "> Home",
        "> Council meets on pool repairs this Thursday",
        "> What the burst pipe costs every household in the town of Marl",
        "> Contact",
    ]
    assert blocks("\n".join(links)) == links


def test_no_arrow_takes_a_sentence() -> None:
    quoted = "« Nous avons cherché une autre solution », a déclaré la maire de la ville."
    subhead = "« Il n’y en avait pas »"
    lines = [*STORY[:3], quoted, subhead, *STORY[3:], "» What the pipe costs", "Weiter »"]
    page = page_from_bytes("\n\n".join(lines).encode(), "page.txt")
    kept = [one.text for one in clean(page, default_config()).paragraphs]
    assert quoted in kept
    assert subhead in kept
    assert not any(one.startswith("»") or one.endswith("Weiter »") for one in kept)


def test_the_numbers_of_a_listing_go() -> None:
    lines = wrapped(66).split("\n")
    text = "\n".join(f"{at:>4}  {line}" for at, line in enumerate(lines, start=1))
    assert [one for one in blocks(text) if one] == STORY
    points = [f"{at}. {one}" for at, one in enumerate([*STORY, *STORY], start=1)]
    assert blocks("\n".join(points)) == points


def test_undecoded_mail_is_decoded() -> None:
    text = (
        "The town=E2=80=99s pool is shut, and it stays so until March at the very le=\n"
        "ast, the caf=C3=A9 beside it too, said the mayor of the town, =E2=80=9Cfor th=\n"
        "e money is not there.=E2=80=9D\n"
    )
    page = page_from_bytes(text.encode(), "page.txt")
    assert [(block.text, block.lines) for block in page.blocks] == [
        (
            "The town’s pool is shut, and it stays so until March at the very least, the café "
            "beside it too, said the mayor of the town, “for the money is not there.”",
            (1, 3),
        )
    ]


def print_of(head: str, foot: str, lines: list[str], length: int) -> str:
    pages = [lines[at : at + length] for at in range(0, len(lines), length)]
    return "\f".join(
        "\n".join([head.format(at), "", *page, "", foot.format(at), ""])
        for at, page in enumerate(pages, start=1)
    )


@pytest.mark.parametrize(
    ("head", "foot"),
    [
        ("THE MARL ECHO | Monday", "{}"),
        ("", "Page {} of 3"),
        ("3.11.2025, 21:14  Pool shut - Marl Echo", "https://echo.example/pool {}/3"),
        ("Seite {}", "Marler Bote {}"),
    ],
)
@pytest.mark.parametrize("length", [5, 7, 9])
def test_paragraphs_go_on_past_the_edges_of_pages(head: str, foot: str, length: int) -> None:
    text = print_of(head, foot, wrapped(66).split("\n"), length)
    page = page_from_bytes(text.encode(), "page.txt")
    found = [block.text for block in page.blocks if not block.furniture]
    assert found == STORY
    article = clean(page, default_config())
    check_article(article, tuple(text.split("\n")))
    assert [one.text for one in article.paragraphs if one.role != "headline"][-4:] == STORY[-4:]
    edges = [trim for one in article.paragraphs for trim in one.trimmed]
    assert all(trim.rule == "page-edge" for trim in edges)


def test_hyphens_that_only_parted_words_go() -> None:
    text = (
        "The council of Marl has said that the swimming pool stays shut in a state-\n"
        "ment that it sent to all house-\n"
        "holds. A long-term plan is missing, and so the engineers ask for a long-\n"
        "term plan. The pipes below the hall are older than the engi-\n"
        "neers who have to mend them now and who know them, they say, by heart.\n"
    )
    assert blocks(text) == [
        "The council of Marl has said that the swimming pool stays shut in a statement that it "
        "sent to all households. A long-term plan is missing, and so the engineers ask for a "
        "long-term plan. The pipes below the hall are older than the engineers who have to mend "
        "them now and who know them, they say, by heart."
    ]


def test_print_in_letters_of_different_widths_is_joined() -> None:
    lines = []
    for one in STORY:
        words, line = one.split(), ""
        for at, word in enumerate(words):
            # Ends anywhere within a tenth of the width.
            if line and len(line) + len(word) + 1 > 66 + (7 * at) % 13 - 6:
                lines.append(line)
                line = word
            else:
                line = f"{line} {word}".strip()
        lines += [line, ""]
    assert blocks("\n".join(lines)) == STORY


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(["", "\f", "\f1", "> quoted", ">", "12", "a=", "=E2=80=99=", *STORY]),
            st.sampled_from(textwrap.wrap(STORY[1], 60)),
            st.text(max_size=12),
        ),
        max_size=30,
    )
)
def test_nothing_vanishes(lines: list[str]) -> None:
    text = "\n".join(lines).replace("\r", "").encode("utf-8", "replace")
    try:
        page = page_from_bytes(text, "page.txt")
    except PageError:
        return
    check_article(clean(page, default_config()), page.lines)


def test_lines_that_say_on_which_page_an_article_goes_on_are_none_of_its_text() -> None:
    first = "The council voted on Monday night to sell the pier for a pound to a trust of swimmers,"
    second = "ending nine years of argument about its rotten timbers and the leaning bandstand."
    text = (
        f"Council sells the pier\n\n{first}\n{second}\n\nSee PIER, Page A9\n\f"
        f"PIER: Swimmers to own it\n\nFrom Page A4\n\n{first}\n{second}\n\nA score of 12\n"
    )
    kept = [
        one.text for one in page_from_bytes(text.encode(), "print.txt").blocks if not one.furniture
    ]
    assert not any("Page" in line or "PIER" in line for line in kept)
    assert "A score of 12" in kept


def test_a_name_that_stands_below_one_page_and_above_the_next_is_none_of_its_text() -> None:
    first = "The council voted on Monday night to sell the pier for a pound to a trust of swimmers."
    text = f"{first}\n\nThe Mercury | 4\n\fThe Mercury | 5\n\n{first[4:]}\n"
    kept = [
        one.text for one in page_from_bytes(text.encode(), "print.txt").blocks if not one.furniture
    ]
    assert kept == [first, first[4:]]


def narrow(width: int) -> str:
    return "\n".join("\n".join(textwrap.wrap(one, width, break_on_hyphens=False)) for one in STORY)


@pytest.mark.parametrize("width", [28, 34, 44, 56])
def test_print_without_blank_lines_is_joined_however_narrow(width: int) -> None:
    found = blocks("Home\nNews\nSport\nSearch\n" + narrow(width))
    joined = sum(one in "\n".join(found) for one in STORY)
    assert joined >= len(STORY) - 1
    assert not any(line in found for line in narrow(width).split("\n") if line[:1].islower())


def test_a_form_feed_inside_a_line_parts_what_stands_on_two_pages() -> None:
    head = "3/3/25, 7:11 AM Marl shuts its swimming pool\nhttps://marl.example/pool 1/2"
    text = f"{STORY[0]}\n{head}\f{STORY[1]}\n{head.replace('1/2', '2/2')}\n"
    article = clean(page_from_bytes(text.encode(), "page.txt"), default_config())
    assert [one.text for one in article.paragraphs] == list(STORY[:2])
    check_article(article, tuple(text.split("\n")))


def test_what_says_who_wrote_a_mail_is_no_part_of_the_headline_it_quotes() -> None:
    quoted = wrapped(60, between="\n>\n", before="> ")
    text = f"On Mon, 3 Mar 2025, Jo Lind wrote:\n> Marl shuts its swimming pool\n>\n{quoted}\n"
    assert blocks(text)[:2] == [
        "On Mon, 3 Mar 2025, Jo Lind wrote:",
        "Marl shuts its swimming pool",
    ]


JAPANESE = (
    "村で長く耕作が途絶えていた棚田が若者らの手で復活し、土曜日に最初の田植えが行われた。",
    "「石垣を積むのに一週間かかりました」と、代表の森川さんは泥だらけの手を見せて話した。",
    "収穫した米は学校の給食に使われるほか、都市部の飲食店にも来年から出荷される見込みだ。",
)


def cut(text: str, width: int, before: str = "") -> str:
    return "\n".join(before + text[at : at + width] for at in range(0, len(text), width))


def test_japanese_that_mail_quotes_is_read_without_its_signs() -> None:
    text = "\n>\n".join(cut(one, 20, "> ") for one in JAPANESE)
    assert tuple(filter(None, blocks(text))) == JAPANESE


@pytest.mark.parametrize("width", [19, 20, 23])
def test_japanese_marks_at_a_line_s_edge_get_no_space(width: int) -> None:
    found = blocks("\n\n".join(cut(one, width) for one in JAPANESE))
    assert tuple(found) == JAPANESE


KOREAN = (
    "솔내시의 옛 양조장이 삼 년간의 공사를 마치고 시민 도서관으로 다시 문을 열었다고 시가 밝혔다.",
    "시는 건물의 벽돌과 굴뚝을 그대로 살리고 안쪽에만 새로운 구조물을 세웠다고 차례로 설명했다.",
    "도서관에는 모두 사만 권의 책이 있으며 밤까지 누구나 무료로 이용할 수 있다고 한다.",
)


def test_korean_lines_that_end_where_a_space_was_are_joined_by_one() -> None:
    text = "\n\n".join("\n".join(textwrap.wrap(one, 24)) for one in KOREAN)
    assert tuple(blocks(text)) == KOREAN


def test_korean_words_that_were_parted_at_any_syllable_are_whole_again() -> None:
    solid = tuple(one.replace(" ", "") for one in KOREAN)
    assert tuple(blocks("\n\n".join(cut(one, 20) for one in solid))) == solid


def test_cells_that_a_browser_sets_on_lines_of_their_own_are_rows() -> None:
    rows = [("Town", "320 kr"), ("People", "211 kr"), ("Bank", "109 kr")]
    table = "\n\n\n\n".join(f"{name}\n\n\t\n\n{sum_}" for name, sum_ in rows)
    found = blocks(f"{JAPANESE[0]}\n\n{table}\n\n{JAPANESE[1]}")
    assert found == [JAPANESE[0], *map(" ".join, rows), JAPANESE[1]]


def test_what_a_browser_lays_out_beside_each_other_stays_apart() -> None:
    assert blocks("Home\n\n\t\n\nLatest news\n\n\t\n\nWeather") == [
        "Home",
        "Latest news",
        "Weather",
    ]


def test_two_lines_that_run_on_are_enough_where_all_texts_are_short() -> None:
    entries = [
        "Four navy pilots have left the base and should be able to board the first ship at dawn.",
        "The freighter gave up waiting and set course for Bristol where nobody wants so many figs.",
    ]
    text = "\n".join(f"Share\n{textwrap.fill(one, 66)}" for one in entries)
    assert blocks(text) == ["Share", entries[0], "Share", entries[1]]
    longer = "A line of several words that nothing broke though it goes far beyond the others here"
    assert len(blocks(f"{text}\n{longer}")) == 7


def test_few_korean_lines_tell_the_width_of_a_page() -> None:
    story = [
        "전남의 작은 섬 소록내도에 있던 우체국이 4년 만에 주민들의 손으로 다시 문을 열었다.",
        "우체국은 지난 2021년 직원 한 명이 퇴직한 뒤 문을 닫았고, 주민들은 섬배로 나가야 했다.",
        "이장 박순례 씨는 약을 받는 일이 더 급했다고 말했다.",
    ]
    broken = [one.replace(" 열었", "\n열었").replace(" 나가", "\n나가") for one in story]
    assert blocks("\n\n".join(["섬마을 우체국\n홈", *broken])) == ["섬마을 우체국", "홈", *story]


def test_a_headline_in_large_type_above_lines_of_one_width_is_one() -> None:
    text = " ".join(MARL)
    page = "The town of Marl is\nshutting its swimming pool\nfor good\nBy Jo Lind\n"
    found = blocks(page + textwrap.fill(text, 58))
    assert found[:2] == ["The town of Marl is shutting its swimming pool for good", "By Jo Lind"]


def test_a_headline_longer_than_the_lines_are_wrapped_at_is_not_wrapped_itself() -> None:
    head = "Town closes its only swimming pool for all of the winter"
    page = f"{head}\nBy Maria Holm-Andersson\n\n{wrapped(50)}"
    assert blocks(page) == [head, "By Maria Holm-Andersson", *STORY]
