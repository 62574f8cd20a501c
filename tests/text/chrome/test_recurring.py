"""What recurs across pages goes where it is the site's, and stays where it is a story's."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tui.config import demo_folder
from tui.corpus.library import Library
from tui.text import read_article
from tui.text.chrome.recurrence import RecurrenceSettings, recurrence_of, texts_of
from tui.text.model import Article
from tui.text.page.read import page_from_bytes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.config import Config

MENU = ["Home", "Obituaries", "Weather", "High School Sports", "Classifieds", "Puzzles"]
FOOTER = ["Newsroom staff", "Delivery problems", "Accessibility", "Careers at the Valley Record"]
NOTICE = "The lantern above the old mill has burned each night since its wheel stopped turning."
ADDRESS = "Whoever walks in finds coffee on the stove and a chair that creaks under every guest."
OWN = [
    [
        "The council of Millbrook agreed on Tuesday to rebuild the covered bridge.",
        "Engineer Paula Ortiz expects that masons will need two summers for its pillars.",
        "Shopkeepers along Water Street fear for their takings while the crossing is closed.",
    ],
    [
        "Heavy rain is forecast for the coast from Friday until the end of the weekend.",
        "Harbourmaster Leo Brandt told skippers to double their moorings before nightfall.",
        "Schools on the islands will stay closed and ferries keep to a reduced timetable.",
    ],
    [
        "Three painters show pictures of fishing boats in the former customs house.",
        "Curator Ines Falk chose forty canvases, most of them from private collections.",
        "Admission is free on Sundays, when children may mix pigments in the courtyard.",
    ],
]


@pytest.fixture(scope="module")
def copy(config: Config) -> list[str]:
    """The paragraphs of an agency's story, subheads and all, from the shipped pages."""
    (path,) = demo_folder().glob("003_*.txt")
    article = read_article(path, config)
    return [paragraph.text for paragraph in article.paragraphs if paragraph.linkable]


def write(folder: Path, pages: Sequence[Sequence[str]]) -> Path:
    folder.mkdir()
    for number, lines in enumerate(pages):
        (folder / f"{number}.txt").write_text("\n\n".join(lines) + "\n", encoding="utf-8")
    return folder


def articles(folder: Path, config: Config, **options: frozenset[str]) -> list[Article]:
    found = list(Library([folder], config, **options).entries())
    assert all(isinstance(entry, Article) for entry in found)
    return [entry for entry in found if isinstance(entry, Article)]


def kept(article: Article) -> list[str]:
    return [paragraph.text for paragraph in article.paragraphs]


def taken_as_recurring(article: Article) -> list[str]:
    return [gone.text for gone in article.removed if gone.rule.startswith("recurring-")]


def copies(copy: list[str]) -> list[list[str]]:
    """Five copies and edits of one story."""
    headline = "US and Russia Hold Historic Talks to End Ukraine War"
    return [
        [headline, "By Associated Press", *copy],
        [headline, "By Associated Press", *copy],
        [headline, *copy[:-5]],
        [headline, *(line.replace("Tuesday", "yesterday") for line in copy)],
        ["Talks to End Ukraine War Begin", *copy[:4], *copy[7:]],
    ]


def test_menu_and_footer_go_and_copies_of_one_story_stay(
    tmp_path: Path, config: Config, copy: list[str]
) -> None:
    pages = [[*MENU, *lines, *FOOTER] for lines in copies(copy)]
    for article, lines in zip(articles(write(tmp_path / "a", pages), config), pages, strict=True):
        own = lines[len(MENU) : -len(FOOTER)]
        assert kept(article) == own
        assert not set(taken_as_recurring(article)) & set(own)
        assert {gone.text for gone in article.removed} == {*MENU, *FOOTER}
        assert set(taken_as_recurring(article)) >= {"Obituaries", "Delivery problems"}


def test_no_paragraph_of_the_copies_goes_where_other_stories_stand_beside_them(
    tmp_path: Path, config: Config, copy: list[str]
) -> None:
    pages = [[*MENU, *lines, NOTICE, *FOOTER] for lines in [*copies(copy), *OWN]]
    found = articles(write(tmp_path / "a", pages), config)
    for article, lines in zip(found, pages, strict=True):
        assert kept(article) == lines[len(MENU) : -len(FOOTER) - 1]
        assert NOTICE in taken_as_recurring(article)


def test_background_that_stands_in_several_stories_stays(
    tmp_path: Path, config: Config, copy: list[str]
) -> None:
    quoted = next(line for line in copy if line.startswith("“"))
    named = next(line for line in copy if "Zelenskyy" in line)
    about = [
        "Asked about Ukraine, Volodymyr Zelenskyy and Russia, the visitors shrugged and left.",
        "Whether Russia or Ukraine will be at the regatta was not yet known on Wednesday.",
        "One of the canvases shows Kyiv, where Zelenskyy is said to have admired its blue.",
    ]
    pages = [
        [*lines[:2], quoted, named, own, *lines[2:]] for lines, own in zip(OWN, about, strict=True)
    ]
    for article, lines in zip(articles(write(tmp_path / "a", pages), config), pages, strict=True):
        assert quoted in kept(article)
        assert taken_as_recurring(article) == []
        assert len(kept(article)) == len(lines)


ABOUT_A_FEVER = [
    [
        "Hospital reports new infections",
        "A hospital in the port reported twelve more cases of the fever on Monday.",
        "Doctors said that most of the patients had been nursing relatives at home for days.",
        "The ministry has sent masks and gloves to all clinics since the weekend.",
    ],
    [
        "Airline cancels flights over fever",
        "An airline cancelled its flights to three cities because crews refused to go.",
        "Passengers waited at the airport for hours, and some of them slept on the floor.",
        "The company hopes to take up service again when tests for the virus are at hand.",
    ],
    [
        "Schools close in the capital",
        "Schools in the capital closed on Wednesday after two teachers had fallen ill.",
        "Parents were told by telephone to keep their children at home for two weeks.",
        "The government says that a vaccine will not be ready before the end of the year.",
    ],
]
BACKGROUND = [
    "The disease causes a high fever and a rash that lasts for about two weeks.",
    "A vaccine has been tested on monkeys, and companies expect to make enough of it by May.",
]


@pytest.mark.parametrize("at", [3, 4])
def test_background_without_names_stays(tmp_path: Path, config: Config, at: int) -> None:
    pages = [[*MENU, *lines[:at], BACKGROUND[0], *lines[at:], *FOOTER] for lines in ABOUT_A_FEVER]
    for article, lines in zip(articles(write(tmp_path / "a", pages), config), pages, strict=True):
        assert kept(article) == lines[len(MENU) : -len(FOOTER)]


def test_background_in_long_stories_on_one_subject_stays(tmp_path: Path, config: Config) -> None:
    said = (
        "Officials counted the infected patients of every clinic and district again.",
        "Nurses without masks had caught the infection from patients in crowded clinics.",
        "The ministry wants quarantine for travellers from districts with infections.",
    )
    pages = [[*lines, *said[:-1], BACKGROUND[1], said[-1]] for lines in ABOUT_A_FEVER]
    pages = [
        [line.replace("again", word) for line in lines]
        for lines, word in zip(pages, ("once more", "twice", "at night"), strict=True)
    ]
    for article in articles(write(tmp_path / "a", pages), config):
        assert BACKGROUND[1] in kept(article)


CHINESE = [
    ["市议会决定重建旧桥", "市议会星期二决定重建被洪水冲毁的旧桥，工程预计需要两年时间。"],
    ["沿海地区将有大雨", "气象台预报说，从星期五到周末，沿海地区将有大雨，渡轮可能停航。"],
    ["画家展出渔船作品", "三位画家在旧海关大楼展出他们的渔船作品，展览一直开放到八月底。"],
]


def test_chinese_pages_of_one_story_are_known(config: Config) -> None:
    notice = "欢迎读者来信，本报编辑部地址和电话见下方，谢谢大家的支持。"
    texts = ["\n\n".join([*lines, notice]) for lines in CHINESE]
    copies = ["\n\n".join([*CHINESE[0], notice, f"第{n}页的其他内容完全不同。"]) for n in range(3)]
    pages = [texts_of(page_from_bytes(text.encode(), "x")) for text in texts]
    same = [texts_of(page_from_bytes(text.encode(), "x")) for text in copies]
    settings = config.chrome.recurrence
    assert recurrence_of(pages, settings).of(notice)[:3] == (3, 3, 3)
    assert recurrence_of(same, settings).of(notice)[1:3] == (1, 1)


def test_sentences_of_the_site_go_from_the_middle_too(tmp_path: Path, config: Config) -> None:
    pages = [[*lines[:2], NOTICE, *lines[2:], ADDRESS] for lines in OWN]
    for article, lines in zip(articles(write(tmp_path / "a", pages), config), OWN, strict=True):
        assert kept(article) == lines
        assert taken_as_recurring(article) == [NOTICE, ADDRESS]


@pytest.mark.parametrize(
    "credit", ["The Lantern News Service", "Nordic Syndicate", "By Ann Lee", "AP Sports Writer"]
)
def test_whose_the_copy_is_stays(tmp_path: Path, config: Config, credit: str) -> None:
    pages = [[lines[0], *lines[1:], credit] for lines in OWN]
    for article in articles(write(tmp_path / "a", pages), config):
        assert credit not in taken_as_recurring(article)


def test_two_pages_prove_nothing(tmp_path: Path, config: Config) -> None:
    pages = [[*lines[:2], NOTICE, *lines[2:]] for lines in OWN[:2]]
    for article in articles(write(tmp_path / "a", pages), config):
        assert NOTICE in kept(article)


def test_folders_are_kept_apart(tmp_path: Path, config: Config) -> None:
    folders = [
        write(tmp_path / str(number), [[*lines[:2], NOTICE, *lines[2:]]])
        for number, lines in enumerate(OWN)
    ]
    for entry in Library(folders, config).entries():
        assert isinstance(entry, Article)
        assert NOTICE in kept(entry)


def test_pages_are_read_alike_in_any_order(tmp_path: Path, config: Config) -> None:
    folder = write(tmp_path / "a", [[*lines, NOTICE] for lines in OWN])
    library = Library([folder], config)
    backwards = [library.read(path) for path in reversed(library.paths)]
    assert backwards[::-1] == articles(folder, config)


def test_a_page_that_changes_is_read_again(tmp_path: Path, config: Config) -> None:
    folder = write(tmp_path / "a", [[*lines, NOTICE] for lines in OWN])
    library = Library([folder], config)
    library.read(library.paths[0])
    Path(library.paths[1]).write_text("\n\n".join([*OWN[2], NOTICE]), encoding="utf-8")
    entry = library.read(library.paths[1])
    assert isinstance(entry, Article)
    assert kept(entry)[0] == OWN[2][0]


def test_what_a_rule_took_comes_back_without_it(tmp_path: Path, config: Config) -> None:
    folder = write(tmp_path / "a", [[*lines[:2], NOTICE, *lines[2:]] for lines in OWN])
    without = frozenset({"recurring-notice", "recurring-line"})
    for article in articles(folder, config, without=without):
        assert NOTICE in kept(article)


def test_the_shipped_pages_share_nothing_that_goes(config: Config) -> None:
    for article in articles(demo_folder(), config):
        assert taken_as_recurring(article) == []


def test_stories_are_counted_once_however_many_copies(copy: list[str]) -> None:
    texts = ["\n\n".join([NOTICE, *lines]) for lines in [*copies(copy), *OWN]]
    pages = [texts_of(page_from_bytes(text.encode(), "x")) for text in texts]
    found = recurrence_of(pages, RecurrenceSettings())
    assert found.pages == 8
    assert found.of(NOTICE)[:3] == (8, 4, 4)
    assert found.of(copy[0].upper())[1:3] == (1, 1)
    assert found.of("A line on no page.") == (1, 1, 1, 0)


def test_without_other_pages_the_rule_does_nothing(config: Config) -> None:
    page = read_article(next(demo_folder().glob("000_*")), config)
    assert not taken_as_recurring(page)
