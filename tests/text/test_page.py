"""Bytes of saved pages come out as the right text, blocks and source lines."""

from __future__ import annotations

import os
import textwrap
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.default import default_config

from tui.text.article.read import clean
from tui.text.page.model import PageError, fold
from tui.text.page.read import page_from_bytes, read_page

if TYPE_CHECKING:
    from pathlib import Path

FRENCH = (
    "Le ministre des Affaires étrangères a jugé mardi que les débats étaient « utiles ».\n\n"
    "Il s’est dit prêt à reprendre les discussions à Genève dès la semaine prochaine.\n"
)
RUSSIAN = (
    "Министр иностранных дел заявил во вторник, что переговоры были полезными.\n\n"
    "Он добавил, что стороны договорились продолжить консультации на следующей неделе.\n"
)
POLISH = (
    "Minister spraw zagranicznych powiedział we wtorek, że rozmowy były użyteczne.\n\n"
    "Dodał, że obie strony uzgodniły dalsze konsultacje w przyszłym tygodniu w Łodzi, a na ich "
    "program złożą się kwestie ambasad, współpracy gospodarczej oraz źródeł energii.\n"
)
JAPANESE = (
    "外務大臣は火曜日、会談は有益だったと述べた。\n\n来週も協議を続けることで合意したという。\n"
)

PROSE = (
    "The two sides agreed on Tuesday to restore staffing at their embassies, to form a team "
    "that would support peace talks and to explore closer economic relations, officials said "
    "after a meeting that lasted more than four hours in the capital."
)


def texts(data: bytes | str) -> list[str]:
    raw = data.encode() if isinstance(data, str) else data
    return [block.text for block in page_from_bytes(raw, "page.txt").blocks]


@pytest.mark.parametrize(
    ("text", "encoding", "named"),
    [
        (FRENCH, "utf-8", "utf-8"),
        (FRENCH, "utf-8-sig", "utf-8"),
        (FRENCH, "utf-16", "utf-16"),
        (FRENCH, "utf-16-le", "utf-16-le"),
        (FRENCH, "utf-16-be", "utf-16-be"),
        (FRENCH, "windows-1252", "windows-1252"),
        (RUSSIAN, "windows-1251", "windows-1251"),
        (RUSSIAN, "koi8-r", "koi8-r"),
        (POLISH, "windows-1250", "windows-1250"),
        (JAPANESE, "shift_jis", "shift_jis"),
        (JAPANESE, "euc_jp", "euc-jp"),
    ],
)
def test_the_encoding_is_recognised(text: str, encoding: str, named: str) -> None:
    page = page_from_bytes(text.encode(encoding), "page.txt")
    assert [block.text for block in page.blocks] == [
        " ".join(paragraph.split()) for paragraph in text.strip().split("\n\n")
    ]
    assert page.encoding == named


def test_damaged_utf8_keeps_all_that_is_whole() -> None:
    damaged = FRENCH.encode().replace("prêt".encode(), b"pr\xeat")
    page = page_from_bytes(damaged, "page.txt")
    assert page.encoding == "utf-8"
    assert "étrangères" in page.blocks[0].text
    assert "pr\ufffdt" in page.blocks[1].text


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end_counts_lines_alike(end: str) -> None:
    page = page_from_bytes(end.join(["One line.", "", "Another.", "A third."]).encode(), "p")
    assert [block.lines for block in page.blocks] == [(1, 1), (3, 3), (4, 4)]


def test_one_paragraph_a_line_stays_so() -> None:
    lines = [PROSE, "Officials said so.", "However, others did not agree.", PROSE]
    assert texts("\n".join(lines)) == lines


@pytest.mark.parametrize("width", [48, 72, 100])
def test_hard_wrapped_paragraphs_are_joined(width: int) -> None:
    first = textwrap.wrap(PROSE, width)
    page = page_from_bytes(("\n".join(first) + "\n\n" + PROSE).encode(), "page.txt")
    assert [block.text for block in page.blocks] == [PROSE, PROSE]
    assert page.blocks[0].lines == (1, len(first))
    assert page.blocks[1].lines == (len(first) + 2, len(first) + 2)


def test_wrapped_paragraphs_without_blank_lines_part_where_a_line_had_room() -> None:
    second = "Nobody else was there. " + PROSE
    wrapped = [*textwrap.wrap(PROSE, 72), *textwrap.wrap(second, 72)]
    assert texts("\n".join(wrapped)) == [PROSE, second]


def test_headline_and_byline_above_a_wrapped_paragraph_stay_apart() -> None:
    head = ["Talks end without a date", "By Jane Roe"]
    assert texts("\n".join([*head, *textwrap.wrap(PROSE, 72)])) == [*head, PROSE]


def test_a_long_line_parts_a_wrapped_run() -> None:
    run = [*textwrap.wrap(PROSE, 70), PROSE, *textwrap.wrap(PROSE, 70)]
    assert texts("\n".join(run)) == [PROSE, PROSE, PROSE]


def test_wrapped_text_with_capitals_at_its_lines_beginnings_is_joined_beside_lists() -> None:
    nouns = (
        "Vor Gericht standen Anna Berger, Bruno Kessler, Carla Hoffmann, Dieter Lindner, Emma "
        "Sommer, Franz Winkler, Greta Ziegler, Hanno Brandt, Irma Schuster, Jakob Vogel, Klara "
        "Neumann, Ludwig Pohl, Marta Engel, Norbert Kaiser, Olga Schreiber und Paul Zimmermann."
    )
    plain = (
        "Die Beamten sperrten mehrere Straßen ab und sicherten das Gebiet, während sie in die "
        "Häuser eindrangen, um dort nach allem zu suchen, was die Nachbarn gesehen hatten."
    )
    titles = [
        "Nur fünfzig Meter von der Schule entfernt: Zweite Razzia in Palma",
        "Warum die Fähre nach Ibiza im Winter nur jeden zweiten Tag fährt",
        "Stauseen der Insel sind nach dem Regen zu vier Fünfteln gefüllt",
        "Gemeinderat stimmt für eine neue Brücke über den alten Torrent",
        "Hotels suchen für die Saison noch immer zweitausend Mitarbeiter",
        "Museum zeigt Bilder aus zwei Jahrhunderten und drei Familien hier",
    ]
    prose = [nouns, plain, plain, nouns, plain]
    wrapped = ["\n".join(textwrap.wrap(text, 79)) for text in prose]
    lists = [[f"{title} {letter}" for title in titles] for letter in "AB"]
    page = "\n\n".join(["\n".join(one) for one in lists] + wrapped)
    assert texts(page) == [*lists[0], *lists[1], *prose]


def test_menus_and_lists_of_headlines_are_not_joined() -> None:
    menu = ["Home", "World news", "Business and markets", "Opinion"]
    headlines = [
        "Senate passes the budget after a night of debate in the chamber",
        "Storm closes schools along the coast for a second day in a row",
        "Museum returns three bronzes to the town they were taken from",
    ]
    assert texts("\n".join(menu)) == menu
    assert texts("\n".join(headlines)) == headlines


def test_wrapped_list_items_stay_apart() -> None:
    items = [
        "1. The first item of the list runs on to a second line, as it has so many words in it.",
        "2. The second item is also long enough to be broken by the program that saved the page.",
    ]
    wrapped = [line for item in items for line in textwrap.wrap(item, 50)]
    assert texts("\n".join(wrapped)) == items


def test_one_line_that_runs_on_tells_the_width_of_a_short_page_printed_at_it() -> None:
    told = [
        "Eleven crews fight a fire at the paper mill",
        "Nobody was hurt.",
        "The fire at the Dunholm paper mill was put out at dawn on Thursday, after "
        "eleven crews had fought it all night.",
        "Its owner said that the night shift will be paid in full, and that Mr. James "
        "Orr and Ada Lund, who saw the flames first, get a day off.",
        "A second fire broke out there in 2019.",
    ]
    printed = "\n\n".join(textwrap.fill(text, 79) for text in told)
    assert texts(printed) == told
    # Where a line had room for the next word, nothing was broken at a width.
    loose = "\n\n".join([*told[:2], f"{told[0]} of\nthe town of Dunholm", told[3][:77], told[4]])
    assert f"{told[0]} of" in texts(loose)


def test_wrapped_items_that_hang_behind_their_marks_are_joined() -> None:
    items = [
        "The ferry takes people across the river, every hour and free of any charge to them.",
        "Three hundred people walked over the bridge on the first morning, in rain and wind.",
        "The ferrymen have never had as many passengers, and the oldest of them is pleased.",
    ]
    for mark in ("• ", "* ", "1. "):
        wrapped = [
            textwrap.fill(
                text, 60, initial_indent=f"  {mark}", subsequent_indent="  " + " " * len(mark)
            )
            for text in items
        ]
        assert texts("\n".join(wrapped)) == [mark + text for text in items]


def test_east_asian_lines_are_joined_without_a_space() -> None:
    sentence = (
        "外務大臣は火曜日の記者会見で会談は極めて有益だったと述べ来週も協議を続けることで合意したと明らかにしたうえで"
        * 2
    )
    lines = [sentence[i : i + 38] for i in range(0, len(sentence), 38)]
    assert texts("\n".join(lines)) == [sentence]


def test_white_space_tags_and_invisible_characters_are_folded() -> None:
    assert fold("a\u00a0 b\u200b\tc\u202fd") == "a b c d"
    assert fold('He <u>told</u> <a href="x">them</a>.<br>Then') == "He told them. Then"
    assert (
        fold("The <Palace> of 3 < 4 and <unknown tag>") == "The <Palace> of 3 < 4 and <unknown tag>"
    )


def test_places_where_a_word_may_be_parted_are_no_part_of_it() -> None:
    assert texts("The har\u00adbour of the town was closed, and the chan\u00adnel, too.") == [
        "The harbour of the town was closed, and the channel, too."
    ]


def test_a_line_with_nothing_to_see_is_still_accounted_for() -> None:
    page = page_from_bytes("One.\n<br>\n\u200b\nTwo.\n".encode(), "p")
    assert [(block.text, block.lines) for block in page.blocks] == [
        ("One.", (1, 1)),
        ("", (2, 2)),
        ("", (3, 3)),
        ("Two.", (4, 4)),
    ]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (b" \r\n\t\n", "is empty"),
        ("\ufeff\u200b\n".encode(), "is empty"),
        (b"PK\x03\x04rest of an archive", "a zip archive"),
        (b"%PDF-1.7 ...", "a PDF"),
        (bytes(range(256)) * 8, "binary"),
    ],
)
def test_what_is_no_text_is_refused_with_a_reason(data: bytes, reason: str) -> None:
    with pytest.raises(PageError, match=reason):
        page_from_bytes(data, "page.txt")


def test_files_that_cannot_be_read_say_why(tmp_path: Path) -> None:
    with pytest.raises(PageError, match="does not exist"):
        read_page(tmp_path / "missing.txt")
    with pytest.raises(PageError, match="is a folder"):
        read_page(tmp_path)
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(PageError, match="not a regular file"):
        read_page(tmp_path / "pipe.txt")
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    with pytest.raises(PageError, match=r"loop\.txt: cannot be read"):
        read_page(tmp_path / "loop.txt")


LINE = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        ["", " ", "<br>", "\u200b", *textwrap.wrap(PROSE, 60), PROSE, "- item", "文" * 40]
    ),
)


@given(st.lists(LINE, max_size=40), st.sampled_from(["\n", "\r\n", "\r"]))
def test_every_non_blank_line_is_in_exactly_one_block(lines: list[str], end: str) -> None:
    data = end.join(lines).encode("utf-8", "replace")
    try:
        page = page_from_bytes(data, "page.txt")
    except PageError:
        return
    held = [number for block in page.blocks for number in range(block.first, block.last + 1)]
    held = [number for number in held if page.lines[number - 1].strip()]
    expected = [number for number, line in enumerate(page.lines, start=1) if line.strip()]
    parted = any("\f" in line.strip() for line in page.lines)
    # Where one printed page ends and the next begins in a line, both of its parts have it.
    assert (sorted(set(held)) if parted else held) == expected


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        page = page_from_bytes(data, "page.txt")
    except PageError:
        return
    assert page.blocks


def test_a_byline_in_capitals_is_read_at_once() -> None:
    # Tried in every way to cut it in names, this would take longer than the sun lasts.
    article = clean(
        page_from_bytes(f"Talks end\n\nBy {'A' * 5000}!\n\n{PROSE}\n".encode(), "page.txt"),
        default_config(),
    )
    assert [one.text for one in article.paragraphs][-1] == PROSE


@given(st.text("ab \t\u00a0\u2003\u3000\u0085\x1c\x0b"))
def test_white_space_is_folded(text: str) -> None:
    assert fold(text) == " ".join(text.split())
