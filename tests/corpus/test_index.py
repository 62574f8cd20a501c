"""An index of a corpus: what is in it, what comes out of it, and what is wrong with one."""

from __future__ import annotations

import csv
import gzip
import json
import random
import shutil
from collections import Counter
from typing import TYPE_CHECKING, Any

import duckdb
import pytest
from hostile import HOSTILE
from made_corpora import made_corpus, paragraph, table, written
from msgspec import structs
from proposed import Proposed, proposed_pairs
from support.commands import run_command
from support.default import default_config

from tui.config import load_config
from tui.corpus.index import Index, digest_of, sources
from tui.corpus.index.browse import Browser, ClusterFilter
from tui.corpus.index.build import MOST_HANDED_OVER, batched_sources
from tui.corpus.index.duck import DuckEngine
from tui.corpus.index.engine import IndexRole, PairFinder
from tui.corpus.index.find import Finder
from tui.corpus.index.groups import Strand, Strands
from tui.corpus.index.pairs import DatedRuns, PairRules
from tui.corpus.index.parts import stable_runs
from tui.corpus.index.runs import known_background, sort_runs
from tui.corpus.index.sources import ArticleSource, page_or_archive
from tui.text.archive.model import Part
from tui.text.inert import safe_cell
from tui.text.model import Article, Paragraph
from tui.text.page.model import PageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


ROWS = made_corpus()


@pytest.fixture(scope="module", autouse=True)
def one_configuration() -> Iterator[None]:
    """The configuration for all of these tests, as compiling its wordings takes long."""
    config = load_config()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tui.cli.corpus.configuration", lambda asked: config)
        yield


@pytest.fixture
def capture(capsys: pytest.CaptureFixture[str]) -> pytest.CaptureFixture[str]:
    return capsys


def index(capture: pytest.CaptureFixture[str], target: Path, *pages: Path) -> str:
    ran = run_command(capture, "index", *map(str, pages), "-o", str(target), "--jobs", "1")
    assert ran.code == 0, ran.err
    return ran.out


def cluster(
    capture: pytest.CaptureFixture[str], source: Path, target: Path, *more: str
) -> tuple[str, str]:
    asked = ("cluster", str(source), "-o", str(target), "--format", "jsonl", "--jobs", "1", *more)
    ran = run_command(capture, *asked)
    assert ran.code == 0, ran.err
    return ran.out, ran.err


@pytest.fixture(scope="module")
def made(one_configuration: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an index of the corpus, clustered with every member judged."""
    from tui.cli import main

    folder = tmp_path_factory.mktemp("corpus")
    pages = written(folder / "pages.jsonl", ROWS)
    assert main(["index", str(pages), "-o", str(folder / "index"), "--jobs", "1"]) == 0
    asked = ["cluster", str(folder / "index"), "-o", str(folder / "out"), "--format", "jsonl"]
    assert main([*asked, "--judge", "all", "--jobs", "1"]) == 0
    return folder


def test_clusters_are_the_families(made: Path) -> None:
    found: dict[str, set[str]] = {}
    for member in table(made / "out", "members"):
        found.setdefault(member["cluster"], set()).add(member["id"])
    families: dict[str, set[str]] = {}
    for row in ROWS:
        if row["family"]:
            families.setdefault(row["family"], set()).add(row["id"])
    assert sorted(map(sorted, found.values())) == sorted(map(sorted, families.values()))


def articles_in(target: Path) -> list[tuple[str, ...]]:
    files = duckdb.read_parquet(f"{target}/articles/*.parquet")
    return sorted(files.project("id, outlet, date, byline, title, words, runs").fetchall())


def test_files_of_many_are_read_whatever_their_columns_are_called(
    made: Path, tmp_path: Path, capture: pytest.CaptureFixture[str]
) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    names = {
        "id": "doc_id", "outlet": "source", "date": "published", "title": "headline",
        "byline": "author", "text": "body",
    }  # fmt: skip
    with (pages / "export.csv").open("w", newline="") as file:
        table_of = csv.DictWriter(file, list(names.values()))
        table_of.writeheader()
        table_of.writerows({new: row[old] for old, new in names.items()} for row in ROWS[:20])
    lines = written(tmp_path / "rest.jsonl", ROWS[20:]).read_bytes()
    (pages / "rest.jsonl.gz").write_bytes(gzip.compress(lines))
    index(capture, pages / "index", pages)
    assert articles_in(pages / "index") == articles_in(made / "index")
    # What they hold is known, and the index in the folder is none of its pages.
    assert f"0 new articles, {len(ROWS)} known" in index(capture, pages / "index", pages)


def test_a_part_is_made_of_no_more_than_is_handed_over_at_once() -> None:
    long = Part(1, "x" * (MOST_HANDED_OVER // 2), 1)
    sources = [ArticleSource("file", f"{at:016x}", long) for at in range(5)]
    assert [len(batch) for batch in batched_sources(sources)] == [2, 2, 1]


def test_the_source_is_the_earliest_that_credits_a_service(made: Path) -> None:
    clusters = table(made / "out", "clusters")
    by_id = {row["id"]: row for row in ROWS}
    assert sum(found["service"] is None for found in clusters) == 1
    for found in clusters:
        if found["service"] is None:
            continue
        assert found["service"] == "AP"
        assert by_id[found["source"]]["byline"]
        assert by_id[found["source"]]["date"] == found["first_day"]
        assert (found["credited"], found["uncredited"]) == (3, 3)


def test_members_are_judged_against_the_source_alone(made: Path) -> None:
    credited = {row["id"]: bool(row["byline"]) for row in ROWS}
    unknown = {row["id"] for row in ROWS if row["family"] == "unknown"}
    for member in table(made / "out", "members"):
        kind = "credited-copy" if credited[member["id"]] else "uncredited-copy"
        # Nothing shows which of two papers had it first, so that neither is accused.
        assert member["verdict"] == ("shared" if member["id"] in unknown else kind)
        assert member["share"] > 0.8


def test_outlets_by_day_count_every_article(made: Path) -> None:
    days = table(made / "out", "outlet_days")
    assert sum(day["articles"] for day in days) == len(ROWS)
    assert sum(day["in_clusters"] for day in days) == 26
    assert sum(day["credited"] for day in days) == 12
    assert sum(day["uncredited"] for day in days) == 13


def test_order_parts_and_second_halves_make_no_difference(
    made: Path, tmp_path: Path, capture: pytest.CaptureFixture[str]
) -> None:
    shuffled = list(ROWS)
    random.Random(3).shuffle(shuffled)  # noqa: S311
    first = written(tmp_path / "first.jsonl", shuffled[:13])
    second = written(tmp_path / "second.jsonl", shuffled[13:])
    index(capture, tmp_path / "index", first)
    assert "13 known" in index(capture, tmp_path / "index", first, second)
    cluster(capture, tmp_path / "index", tmp_path / "out", "--judge", "all")
    for name in ("pairs", "clusters", "outlet_days", "who_follows"):
        assert table(tmp_path / "out", name) == table(made / "out", name)


@pytest.mark.parametrize("command", ["clean", "story", "check", "history", "report"])
def test_an_index_is_no_folder_of_pages(
    made: Path, capture: pytest.CaptureFixture[str], command: str
) -> None:
    target = ("--format", "json") if command != "clean" else ()
    code, _, err = run_command(capture, command, str(made / "index"), *target)
    assert code == 2
    assert "is an index; open it with `compare INDEX`" in err
    assert "parquet" not in err


@pytest.mark.parametrize("text", ["harbour", "two words", "a press release.txt"])
def test_what_is_too_short_to_be_found_is_not_called_missing(
    made: Path, capture: pytest.CaptureFixture[str], text: str
) -> None:
    code, out, err = run_command(capture, "find", text, str(made / "index"))
    assert (code, out) == (2, "")
    assert err == f"compare: No such file: {text}. To find words, give at least 3, in quotes\n"


def test_an_article_of_a_file_is_found_by_its_number(
    made: Path, tmp_path: Path, capture: pytest.CaptureFixture[str]
) -> None:
    pages = written(tmp_path / "new.jsonl", ROWS[:2])
    found = run_command(capture, "find", f"{pages}#2", str(made / "index"))
    assert (found.code, found.err) == (0, "")
    assert found.out.startswith("100% of the text")
    code, _, err = run_command(capture, "find", f"{pages}#3", str(made / "index"))
    assert code == 2
    assert "#3: is not there" in err


def test_an_index_is_not_made_where_a_file_is(
    tmp_path: Path, capture: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "page.txt"
    page.write_text("A page.")
    code, _, err = run_command(capture, "index", str(page), "-o", str(page))
    assert code == 2
    assert "is a file; an index is a folder" in err


def test_a_part_that_was_not_finished_is_made_again(
    tmp_path: Path, capture: pytest.CaptureFixture[str]
) -> None:
    pages = written(tmp_path / "pages.jsonl", ROWS)
    target = tmp_path / "index"
    index(capture, target, pages)
    # As a process leaves it that was killed before the record of its part was written.
    (target / "parts" / "00000.json").unlink()
    assert f"{len(ROWS)} new articles" in index(capture, target, pages)
    assert [record.number for record in Index(target).parts()] == [0]


@pytest.mark.parametrize("kind", ["articles", "runs"])
def test_a_damaged_part_is_refused_and_mended(
    kind: str, made: Path, tmp_path: Path, capture: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "index"
    shutil.copytree(made / "index", target)
    part = target / kind / "00000.parquet"
    data = bytearray(part.read_bytes())
    data[len(data) // 2] ^= 1
    part.write_bytes(data)
    ran = run_command(capture, "cluster", str(target), "-o", str(tmp_path / "out"))
    assert ran.code == 2
    assert f"{part}: is damaged" in ran.err
    ran = run_command(capture, "index", str(made / "pages.jsonl"), "-o", str(target), "--jobs", "1")
    assert ran.code == 2
    assert f"{len(ROWS)} new articles" in ran.out
    assert Index(target).damaged() == []


def test_another_version_and_other_rules_are_told(
    made: Path, tmp_path: Path, capture: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "index"
    shutil.copytree(made / "index", target)
    about = json.loads((target / "about.json").read_text())
    (target / "about.json").write_text(json.dumps(about | {"rules": "0"}))
    ran = run_command(capture, "index", str(made / "pages.jsonl"), "-o", str(target))
    assert (ran.code, "other rules" in ran.err) == (2, True)
    (target / "about.json").write_text(json.dumps(about | {"schema": "compare/index/0"}))
    ran = run_command(capture, "cluster", str(target))
    assert (ran.code, "another version" in ran.err) == (2, True)
    # The same command again would be refused again.
    assert "index the pages again into another folder" in ran.err


def test_rows_that_are_no_articles_are_named(
    tmp_path: Path, capture: pytest.CaptureFixture[str]
) -> None:
    pages = written(tmp_path / "pages.jsonl", ROWS[:3])
    twice = ROWS[4] | {"id": "a0"}
    undated = {key: value for key, value in ROWS[5].items() if key != "date"}
    more = [json.dumps(twice), '{"id": "no-text"}', "{", json.dumps(undated)]
    pages.write_text(pages.read_text() + "\n".join(more))
    ran = run_command(capture, "index", str(pages), "-o", str(tmp_path / "i"), "--jobs", "1")
    assert ran.code == 2
    assert "pages.jsonl#5: " in ran.err
    assert "pages.jsonl#6: " in ran.err
    assert "5 new articles" in ran.out
    _, told = cluster(capture, tmp_path / "i", tmp_path / "out")
    assert "1 id belongs to several articles" in told
    assert "1 of 5 articles has no date" in told


def test_new_articles_are_paired_with_old_ones_alone(
    made: Path, tmp_path: Path, capture: pytest.CaptureFixture[str]
) -> None:
    old = written(tmp_path / "old.jsonl", ROWS[:20])
    new = written(tmp_path / "new.jsonl", ROWS[20:])
    index(capture, tmp_path / "old", old)
    index(capture, tmp_path / "new", new)
    against = ("--against", str(tmp_path / "old"))
    cluster(capture, tmp_path / "new", tmp_path / "out", *against)
    names = {row["id"] for row in ROWS[:20]}
    every = [(pair["left"], pair["right"]) for pair in table(made / "out", "pairs")]
    across = [pair for pair in every if (pair[0] in names) != (pair[1] in names)]
    found = [(pair["left"], pair["right"]) for pair in table(tmp_path / "out", "pairs")]
    assert found == across
    # Sorted runs of the older index are read in place of its parts.
    tables = {file.name: file.read_bytes() for file in (tmp_path / "out").glob("*.*")}
    older = Index(tmp_path / "old")
    sort_runs(older, many=1)
    older.file("runs", 0).unlink()
    cluster(capture, tmp_path / "new", tmp_path / "sorted", *against)
    assert {name: (tmp_path / "sorted" / name).read_bytes() for name in tables} == tables
    damage(older.file("articles", 0))
    ran = run_command(capture, "cluster", str(tmp_path / "new"), *against)
    assert (ran.code, f"{older.file('articles', 0)}: is damaged" in ran.err) == (2, True)


def test_background_of_an_index_is_kept_and_changes_no_pair(
    tmp_path: Path, capture: pytest.CaptureFixture[str]
) -> None:
    chance = random.Random(7)  # noqa: S311
    line, own_line, story = paragraph(chance), paragraph(chance), paragraph(chance, 60)

    def row(number: int, day: int, *texts: str) -> dict[str, object]:
        text = "\n\n".join([paragraph(chance), *texts])
        outlet = f"outlet{number % 3}" if own_line not in texts else "outlet9"
        return {"id": f"a{number}", "outlet": outlet, "date": f"2024-01-{day:02}", "text": text}

    old = [row(day, day, line) for day in range(1, 10)]
    old += [row(20 + day, day, own_line) for day in range(1, 5)]
    old += [row(30, 3, story), row(31, 4, story, line)]
    new = [row(40, 5, story, line), row(41, 12, line, own_line)]
    index(capture, tmp_path / "old", written(tmp_path / "old.jsonl", old[::-1]))
    index(capture, tmp_path / "new", written(tmp_path / "new.jsonl", new))
    against, days = ("--against", str(tmp_path / "old")), PairRules().days
    older = Index(tmp_path / "old")
    cluster(capture, tmp_path / "new", tmp_path / "out", *against)
    assert known_background(older, days) is None

    cluster(capture, older.folder, tmp_path / "of-old")
    kept = known_background(older, days)
    assert kept is not None
    wanted, _ = stable_runs(
        Article("x", "", "utf-8", None, None, None, None, (Paragraph(line, "body", (1, 1)),), ())
    )
    runs = [run for (run,) in duckdb.read_parquet(kept).fetchall()]
    # Not the line of one outlet: where another one prints it too, it is news.
    assert runs == sorted(wanted)
    cluster(capture, tmp_path / "new", tmp_path / "again", *against)
    tables = {file.name: file.read_bytes() for file in (tmp_path / "out").glob("*.*")}
    assert {name: (tmp_path / "again" / name).read_bytes() for name in tables} == tables
    assert tables["pairs.jsonl"]

    kept_file = older.folder / "background.parquet"
    data = kept_file.read_bytes()
    kept_file.write_bytes(data[:-1] + b"x")
    assert known_background(older, days) is None
    kept_file.write_bytes(data)
    assert known_background(older, days) is not None
    index(capture, older.folder, written(tmp_path / "more.jsonl", [row(50, 9, line)]))
    assert known_background(older, days) is None


@pytest.mark.parametrize(
    ("rules", "dated"),
    [
        (PairRules(), "TRUE"),
        (PairRules(days=1), "TRUE"),
        (PairRules(days=99, own=2), "TRUE"),
        (PairRules(window=1, least=1, share=0.0), "TRUE"),
        (PairRules(undated=4), "n < 15"),
        (PairRules(), "FALSE"),
    ],
)
def test_articles_in_memory_give_the_pairs_that_sql_finds(
    made: Path, rules: PairRules, dated: str
) -> None:
    source = Index(made / "index")
    with DuckEngine(threads=1) as engine:
        finder = PairFinder(engine, [IndexRole(source)], rules)
        finder.docs()
        day = f"CASE WHEN {dated} THEN day END AS day"
        engine.table("docs", f"SELECT * REPLACE ({day}) FROM docs")  # noqa: S608
        finder.pairs()
        of_sql = sorted(map(Proposed._make, engine.rows("SELECT * FROM proposed")))
        held = engine.parquet(source.files("runs"))
        runs: dict[int, set[int]] = {}
        for n, run in engine.rows(f"SELECT n, run FROM {held} JOIN docs USING (doc)"):  # noqa: S608
            runs.setdefault(n, set()).add(run)
        docs = engine.rows("SELECT n, CAST(day AS VARCHAR), outlet FROM docs ORDER BY n")
        articles = [DatedRuns(runs[n], day, outlet) for n, day, outlet in docs]
    assert of_sql
    assert proposed_pairs(articles, rules) == of_sql


def test_without_dates_background_is_what_stands_in_many_stories(
    tmp_path: Path, capture: pytest.CaptureFixture[str]
) -> None:
    chance = random.Random(5)  # noqa: S311
    background = paragraph(chance)
    rows = []
    for story in range(9):
        texts = [*(paragraph(chance) for _ in range(3)), background]
        text = "\n\n".join(texts)
        rows += [{"id": f"{story}{at}", "outlet": f"Paper {at}", "text": text} for at in range(2)]
    index(capture, tmp_path / "index", written(tmp_path / "pages.jsonl", rows))
    cluster(capture, tmp_path / "index", tmp_path / "out", "--judge", "none")
    found: dict[str, set[str]] = {}
    for member in table(tmp_path / "out", "members"):
        found.setdefault(member["cluster"], set()).add(member["id"])
    assert sorted(map(sorted, found.values())) == [[f"{at}0", f"{at}1"] for at in range(9)]


def test_short_undated_copies_with_one_footer_make_no_story_of_many(
    tmp_path: Path, capture: pytest.CaptureFixture[str]
) -> None:
    chance = random.Random(7)  # noqa: S311
    footer = paragraph(chance, 40)
    rows = []
    for story in range(9):
        texts = [paragraph(chance, 60) for _ in range(5)]
        short = " ".join(texts[0].split()[:20]) + "."
        rows += [
            {"id": f"{story}{at}", "outlet": f"Paper {at}", "text": "\n\n".join([*own, footer])}
            for at, own in enumerate([texts, texts[1:], [short]])
        ]
    index(capture, tmp_path / "index", written(tmp_path / "pages.jsonl", rows))
    cluster(capture, tmp_path / "index", tmp_path / "out", "--judge", "none")
    found: dict[str, set[str]] = {}
    for member in table(tmp_path / "out", "members"):
        found.setdefault(member["cluster"], set()).add(member["id"])
    stories = [[f"{at}{version}" for version in range(3)] for at in range(9)]
    assert sorted(map(sorted, found.values())) == stories


def test_a_story_in_many_undated_papers_is_one_and_background_is_none(
    tmp_path: Path, capture: pytest.CaptureFixture[str]
) -> None:
    chance = random.Random(6)  # noqa: S311
    background = paragraph(chance)
    story = [paragraph(chance) for _ in range(4)]
    texts = [[*story[at % 2 :], background] for at in range(55)]
    texts += [[*(paragraph(chance) for _ in range(3)), background] for _ in range(12)]
    rows = [
        {"id": str(at), "outlet": f"Paper {at}", "text": "\n\n".join(text)}
        for at, text in enumerate(texts)
    ]
    index(capture, tmp_path / "index", written(tmp_path / "pages.jsonl", rows))
    out, err = cluster(capture, tmp_path / "index", tmp_path / "out", "--judge", "none")
    assert "55 in one group of 55" in out
    assert "not aligned" in err
    degrees: Counter[str] = Counter()
    for pair in table(tmp_path / "out", "pairs"):
        degrees.update((pair["left"], pair["right"]))
    assert max(degrees.values()) < 55


def test_one_article_is_told_in_the_singular(
    tmp_path: Path, capture: pytest.CaptureFixture[str]
) -> None:
    text = paragraph(random.Random(1), 40)  # noqa: S311
    rows = [{"id": "1", "text": text}]
    out = index(capture, tmp_path / "one", written(tmp_path / "one.jsonl", rows))
    assert "1 new article, 1 without a date" in out
    out, err = cluster(capture, tmp_path / "one", tmp_path / "out")
    assert "1 article: none in a group" in out
    assert "1 of 1 article has no date" in err

    rows = [{"id": at, "date": "2024-05-01", "text": text} for at in "ab"]
    index(capture, tmp_path / "two", written(tmp_path / "two.jsonl", rows))
    out, _ = cluster(capture, tmp_path / "two", tmp_path / "out")
    assert "1 pair shares text" in out


def test_of_each_article_the_nearest_pairs_are_kept(made: Path) -> None:
    with DuckEngine(threads=1) as engine:
        finder = PairFinder(engine, [IndexRole(Index(made / "index"))], PairRules(window=2))
        finder.docs()
        finder.pairs()
        pairs = list(engine.rows("SELECT one, other FROM proposed"))
    degrees = Counter(place for pair in pairs for place in pair)
    assert max(degrees.values()) == 4


def test_quotations_and_templates_join_no_groups(
    tmp_path: Path, capture: pytest.CaptureFixture[str]
) -> None:
    chance = random.Random(8)  # noqa: S311
    said = f"“{paragraph(chance, 24).rstrip('.')},” she said."
    stories = [[*(paragraph(chance, 24) for _ in range(3)), said] for _ in range(2)]
    template = paragraph(chance, 80).split()

    def report() -> str:
        figures = (f"{word} {chance.randint(100, 999)}" for word in template[::4])
        words = zip(template[1::4], template[2::4], template[3::4], figures, strict=True)
        return " ".join(word for four in words for word in four) + "."

    texts = [*stories[0:1] * 2, *stories[1:2] * 2, [report()], [report()]]
    rows = [
        {
            "id": str(at),
            "outlet": f"Paper {at}",
            "date": "2024-03-01",
            # Each has something of its own, as what is the same to the byte is one article.
            "text": "\n\n".join([*text, paragraph(chance, 5)]),
        }
        for at, text in enumerate(texts)
    ]
    index(capture, tmp_path / "index", written(tmp_path / "pages.jsonl", rows))
    cluster(capture, tmp_path / "index", tmp_path / "out")
    asked = {
        (pair["left"], pair["right"]): pair["confirmed"]
        for pair in table(tmp_path / "out", "pairs")
        if pair["confirmed"] is not None
    }
    assert set(asked.values()) == {False}
    assert ("4", "5") in asked
    first, second = table(tmp_path / "out", "clusters")
    assert (first["size"], second["size"]) == (2, 2)
    assert (first["parted_from"], second["parted_from"]) == (second["cluster"], first["cluster"])


NOTICE = """\
Police in {} arrested a {}-year-old man on suspicion of {} on Friday night.

Officers were called to {} Street at {} pm after reports of a {} that many people had seen.

Anyone with information is asked to contact police on 101 or anonymously on 0800 555 111."""


OAKHILL = ("Oakhill", 41, "fraud", "Mill", "9.40", "row")


ELMTOWN = ("Elmtown", 23, "arson", "Lake", "7.15", "fire")


def test_forms_and_what_is_of_other_weeks_or_services_join_nothing(
    tmp_path: Path, capture: pytest.CaptureFixture[str]
) -> None:
    chance = random.Random(5)  # noqa: S311
    rows: list[dict[str, str]] = []

    def add(name: str, day: int, service: str, texts: Iterable[str]) -> None:
        text, byline = "\n\n".join(texts), service and f"By {service}"
        paper, date = f"Paper {len(rows)}", f"2024-03-{day:02}"
        rows.append({"id": name, "outlet": paper, "date": date, "byline": byline, "text": text})

    # Two of eight paragraphs are the same.
    for name, days, services in (
        ("one story", (1, 2), ("", "")),
        ("one service", (1, 2), ("Reuters", "Reuters")),
        ("two services", (1, 2), ("Reuters", "AFP")),
        ("weeks apart", (1, 20), ("", "")),
    ):
        common = [paragraph(chance, 40) for _ in range(2)]
        for at in range(2):
            own = [paragraph(chance, 40) for _ in range(6)]
            add(f"{name}, {at}", days[at], services[at], [*own, *common])
    for at, facts in enumerate((OAKHILL, ELMTOWN)):
        add(f"form, {at}", 1 + 19 * at, "", [NOTICE.format(*facts)])
    index(capture, tmp_path / "index", written(tmp_path / "pages.jsonl", rows))
    cluster(capture, tmp_path / "index", tmp_path / "out")
    asked = {row["left"][:-3]: row["confirmed"] for row in table(tmp_path / "out", "pairs")}
    assert asked == {
        "one story": True,
        "one service": True,
        "two services": False,
        "weeks apart": False,
        "form": False,
    }
    cluster(capture, tmp_path / "index", tmp_path / "out", "--judge", "none")
    linked = {row["id"][:-3] for row in table(tmp_path / "out", "members")}
    assert "weeks apart" not in linked
    assert {"one story", "one service"} <= linked


def test_what_an_original_has_is_its_own(
    made: Path, tmp_path: Path, capture: pytest.CaptureFixture[str]
) -> None:
    release = ROWS[1] | {"id": "release", "outlet": "Agency", "byline": "", "date": "2024-03-09"}
    index(capture, tmp_path / "wire", written(tmp_path / "wire.jsonl", [release]))
    asked = ("--originals", str(tmp_path / "wire"), "--judge", "all")
    shutil.copytree(made / "index", tmp_path / "index")
    cluster(capture, tmp_path / "index", tmp_path / "out", *asked)
    sources = {found["source"] for found in table(tmp_path / "out", "clusters")}
    assert "release" in sources
    own = [one for one in table(tmp_path / "out", "members") if one["id"] == "release"]
    assert [one["share"] for one in own] == [1.0]


def test_find_gives_who_has_a_text(made: Path, tmp_path: Path) -> None:
    paragraphs = tuple(
        Paragraph(text, "body", (at, at)) for at, text in enumerate(ROWS[1]["text"].split("\n\n"))
    )
    text = Article("release", "0" * 64, "utf-8", None, None, None, None, paragraphs, ())
    with Finder(Index(made / "index")) as finder:
        found = finder.find(text)
    assert {one.id for one in found} == {row["id"] for row in ROWS if row["family"] == "f0"}
    assert found[0].share_of_text == 1.0
    assert [one.share_of_text for one in found] == sorted(
        (one.share_of_text for one in found), reverse=True
    )
    copied = Index(shutil.copytree(made / "index", tmp_path / "index"))
    sort_runs(copied, many=1)
    record = copied.parts()[0]
    runs = copied.file("runs", record.number)
    kept = runs.read_bytes()
    runs.unlink()
    with Finder(copied) as finder:
        assert finder.find(text) == found
    # The sorted runs of a part that was made anew since are not those that it has.
    runs.write_bytes(kept)
    made_anew = tmp_path / "runs.parquet"
    duckdb.read_parquet(str(runs)).write_parquet(str(made_anew))
    made_anew.replace(runs)
    files = record.files | {"runs": (runs.stat().st_size, digest_of(runs))}
    copied.record(structs.replace(record, files=files))
    (copied.folder / "sorted.parquet").write_bytes(b"")
    with Finder(copied) as finder:
        assert finder.find(text) == found


def damage(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)


def test_nothing_is_found_in_damaged_runs(
    made: Path, tmp_path: Path, capture: pytest.CaptureFixture[str]
) -> None:
    copied = Index(shutil.copytree(made / "index", tmp_path / "index"))
    asked = ("find", ROWS[1]["text"], str(copied.folder), "--format", "json")
    found = run_command(capture, *asked)
    sort_runs(copied, many=1)
    # Without them it goes by the parts, which are whole.
    damage(copied.folder / "sorted.parquet")
    assert run_command(capture, *asked).out == found.out
    for file in (copied.file("runs", 0), copied.file("articles", 0)):
        damage(file)
        ran = run_command(capture, *asked)
        assert (ran.code, ran.out, f"{file}: is damaged" in ran.err) == (2, "", True)


def test_the_app_is_shown_what_it_asks_for(made: Path) -> None:
    with Browser(Index(made / "index")) as browser:
        assert browser.is_current
        assert browser.totals() == (5, len(ROWS))
        rows, count = browser.clusters(ClusterFilter(outlet="paper 1", service="ap"))
        assert (len(rows), count) == (4, 4)
        assert browser.clusters(ClusterFilter(day="1999-01-01"))[1] == 0
        # Who asks for `Paper` gets those of all; a whole name is that outlet's alone.
        assert browser.clusters(ClusterFilter(outlet="Paper"))[1] == 5
        outlets, _ = browser.outlets()
        assert sum(outlet.uncredited for outlet in outlets) == 13
        articles, size = browser.articles(rows[0].cluster)
        assert (len(articles), size) == (6, 6)
        assert articles[0].credit is not None


def test_articles_without_an_outlet_are_a_row_among_the_outlets(made: Path, tmp_path: Path) -> None:
    copied = shutil.copytree(made / "index", tmp_path / "index")
    table = copied / "tables" / "outlet_days.parquet"
    one = duckdb.read_parquet(str(table)).limit(1)
    both = one.union(one.project("* REPLACE (CAST(NULL AS VARCHAR) AS outlet)"))
    both.write_parquet(str(tmp_path / "made"))
    (tmp_path / "made").replace(table)
    with Browser(Index(copied)) as browser:
        outlets, count = browser.outlets()
    assert (len(outlets), count) == (2, 2)


def test_the_first_rows_are_those_of_the_tables(made: Path, tmp_path: Path) -> None:
    copied = shutil.copytree(made / "index", tmp_path / "index")
    with Browser(Index(copied)) as browser:
        first = browser.clusters(ClusterFilter()), browser.totals()
    for damaged in (b"{", b""):
        (copied / "tables" / "first.json").write_bytes(damaged)
        with Browser(Index(copied)) as browser:
            assert (browser.clusters(ClusterFilter()), browser.totals()) == first


async def test_the_list_of_clusters_opens_the_one_under_the_cursor(made: Path) -> None:
    from textual.widgets import DataTable, Static
    from textual.widgets._footer import FooterKey

    from tui.view.main.clusters import ClusterApp

    with Browser(Index(made / "index")) as browser:
        app = ClusterApp(browser, "folder/corpus.index")
        async with app.run_test(size=(120, 30)) as pilot:
            # The ID that `report --cluster` takes is seen, and copied by a key.
            first = browser.clusters(ClusterFilter())[0][0].cluster
            assert f"ID {first}" in str(app.query_one("#state", Static).render())
            await pilot.press("y")
            assert app.clipboard == first
            # The footer comes after the rest; none of its keys is cut off.
            for _ in range(200):
                if app.screen.query(FooterKey):
                    break
                await pilot.pause(0.02)
            keys = {key.description: key.region.right for key in app.screen.query(FooterKey)}
            assert max(keys.values()) <= 120, keys
            # An article is called here what it is called in its group.
            rows = browser.clusters(ClusterFilter())[0]
            files = {row.cluster: browser.articles(row.cluster)[0][0].path for row in rows}
            assert {row.cluster: row.source for row in rows} == files
            # It is named by its outlet there; nothing of a row is out of sight.
            assert str(app.query_one(DataTable).get_row_at(0)[-1]).startswith("Paper ")
            assert app.query_one(DataTable).max_scroll_x == 0
            await pilot.press("question_mark")
            assert "Enter opens the group" in str(app.screen.query_one(Static).render())
            await pilot.press("escape", "o", "escape")
            assert not app.query_one("#asked").display
            assert f"{len(ROWS)} articles, 5 groups" in str(
                app.query_one("#state", Static).render()
            )
            await pilot.press("u", "s", "t")
            assert app.query_one(DataTable).row_count == 6
            await pilot.press("t", "down", "enter")
        second = browser.clusters(app.wanted)[0][1].cluster
        assert app.return_value == second
        # Who comes back from it is where they were.
        app = ClusterApp(browser, "corpus.index", app.wanted, place=app.place)
        async with app.run_test(size=(80, 30)) as pilot:
            table = app.query_one(DataTable)
            assert table.cursor_row == 1
            # What was asked for and how many have it can be read on a narrow screen too.
            assert app.query_one("#state", Static).size.height == 2
            headline = str(table.get_row_at(1)[1])
            assert len(headline) <= 16
            # So can the whole table, without scrolling sideways, and how to get help.
            assert table.max_scroll_x == 0
            assert [str(one.label) for one in table.ordered_columns][-1] == "source"
            # The footer comes after the rest.
            for _ in range(200):
                if app.screen.query(FooterKey):
                    break
                await pilot.pause(0.02)
            keys = {key.description: key.region.right for key in app.screen.query(FooterKey)}
            assert max(keys["help"], keys["quit"]) <= 80, keys
            await pilot.resize_terminal(140, 30)
            assert table.cursor_row == 1
            assert len(str(table.get_row_at(1)[1])) > 30


async def test_the_row_under_the_cursor_keeps_its_colour_and_no_group_is_told(made: Path) -> None:
    from rich.style import Style
    from textual.widgets import DataTable, Static

    from tui.view.main.clusters import SILENT, ClusterApp

    with Browser(Index(made / "index")) as browser:
        app = ClusterApp(browser, "corpus.index")
        async with app.run_test(size=(120, 30)) as pilot:
            # The row under the cursor keeps the colour of those that don't credit the service.
            table = app.query_one(DataTable)
            (ink,) = table.get_row_at(0)[SILENT].spans
            inks = {part.text.strip(): part.style.color for part in table.render_line(1)}
            assert inks[str(table.get_row_at(0)[SILENT]).strip()] == Style.parse(ink.style).color
            await pilot.press("j", "j", "k")
            assert table.cursor_row == 1
            await pilot.press("v", *"Nobody", "enter")
            state = str(app.query_one("#state", Static).render())
            assert "no group found: by size, service Nobody; Esc shows all groups" in state
            # Of some groups it is told how many there are, though all of them are shown.
            await pilot.press("escape", "u")
            state = str(app.query_one("#state", Static).render())
            some = table.row_count
            assert 0 < some < browser.totals()[0]
            assert f"{some} group" in state.partition(" · ")[2]
            assert "found: by size, with uncredited articles" in state


async def test_without_colours_those_without_credit_are_underlined(
    made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from textual.widgets import DataTable

    from tui.view.main.clusters import SILENT, ClusterApp

    monkeypatch.setenv("NO_COLOR", "1")
    with Browser(Index(made / "index")) as browser:
        app = ClusterApp(browser, "corpus.index")
        async with app.run_test(size=(120, 30)):
            silent = app.query_one(DataTable).get_row_at(0)[SILENT]
            assert [span.style for span in silent.spans] == ["bold underline"]
            # The colours are the ones of the app, not Textual's of the same name.
            assert app.stylesheet._variables["panel"] == "#2A2A2A"


async def test_an_index_that_goes_away_while_it_is_shown_is_told_and_the_list_stays(
    made: Path, tmp_path: Path
) -> None:
    from textual.widgets import DataTable, Static

    from tui.view.main.clusters import ClusterApp

    copied = tmp_path / "index"
    shutil.copytree(made / "index", copied)
    with Browser(Index(copied)) as browser:
        app = ClusterApp(browser, "corpus.index")
        async with app.run_test(size=(120, 30), notifications=True) as pilot:
            state, table = app.query_one("#state", Static), app.query_one(DataTable)
            shown = str(state.render()), table.row_count
            shutil.rmtree(copied)
            await pilot.press("s", "t", "n", "u", "o", *"x'y", "enter")
            assert (str(state.render()), table.row_count) == shown
            assert any("No files found" in one.message for one in app._notifications)
            # Nothing of what could not be shown is asked for from now on.
            await pilot.pause()
            assert app.focused is table
            await pilot.press("enter")
            await pilot.pause()
        assert app.return_value
        assert app.fault is None
        assert app.wanted == ClusterFilter()


async def test_the_list_of_clusters_says_where_no_shell_waits_that_could_bring_it_back(
    made: Path,
) -> None:
    from textual.geometry import Offset

    from tui.view.main.clusters import ClusterApp

    with Browser(Index(made / "index")) as browser:
        app = ClusterApp(browser, "corpus.index")
        async with app.run_test(notifications=True) as pilot:
            await pilot.press("ctrl+z")
            assert any("no shell to return to" in one.message for one in app._notifications)
            await pilot.pause()
            # It is seen for a moment after it has been taken away.
            (toast,) = app.screen.query("Toast")
            place, aside = toast.region.offset + Offset(2, 1), Offset(1, 0)
            rack = toast.parent
            toast._detach()
            await pilot.mouse_down(offset=place)
            await pilot.hover(offset=place + aside)
            await pilot.mouse_up(offset=place + aside)
            toast._attach(rack)
            assert app.is_running


async def test_what_strangers_call_their_articles_is_no_markup() -> None:
    from textual.widgets import DataTable

    from tui.corpus.index.browse import ClusterRow, OutletRow
    from tui.view.main.clusters import ClusterApp

    class Strangers:
        is_current = True

        def totals(self) -> tuple[int, int]:
            return 2, 4

        def clusters(self, wanted: ClusterFilter, start: int = 0) -> tuple[list[ClusterRow], int]:
            named = [HOSTILE["markup-closing"], HOSTILE["markup-action"]]
            return [
                ClusterRow(str(at), 2, 2, None, None, name, name, 0, 2, name)
                for at, name in enumerate(named)
            ], 2

        def outlets(self) -> tuple[list[OutletRow], int]:
            return [
                OutletRow(HOSTILE["markup-closing"], 4, 4, 0, 4, (1, 2)),
                OutletRow(None, 1, 0, 0, 0, (0,)),
            ], 2

    app = ClusterApp(Strangers(), "[/]")
    async with app.run_test(size=(120, 30)) as pilot:
        assert HOSTILE["markup-closing"] in str(app.query_one(DataTable).get_row("0")[1])
        await pilot.press("t", "down", "enter")
        assert not app.wanted.outlet
        await pilot.press("up", "enter")
        assert app.wanted.outlet == HOSTILE["markup-closing"]


def test_a_report_is_on_a_cluster(made: Path, capture: pytest.CaptureFixture[str]) -> None:
    with Browser(Index(made / "index")) as browser:
        chosen = browser.clusters(ClusterFilter())[0][0].cluster
    asked = ("report", str(made / "index"), "--cluster", chosen, "--format", "json")
    ran = run_command(capture, *asked)
    assert ran.code == 0
    assert len(json.loads(ran.out)["articles"]) == 6
    ran = run_command(capture, *asked[:3], "nothing", "--format", "json")
    assert (ran.code, "there is no group" in ran.err) == (2, True)


def test_lines_that_recur_are_counted_over_all_runs(
    tmp_path: Path, capture: pytest.CaptureFixture[str]
) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    menu = "Sign up for our evening letter\n\n"
    for at, row in enumerate(ROWS[-6:]):
        (pages / f"{at}.txt").write_text(menu + row["text"])
    everything = tmp_path / "all"
    index(capture, everything, pages)
    for at in range(2, 6):
        (pages / f"{at}.txt").rename(tmp_path / f"{at}.txt")
    index(capture, tmp_path / "parts", pages)
    for at in range(2, 6):
        (tmp_path / f"{at}.txt").rename(pages / f"{at}.txt")
    assert "2 cleaned again" in index(capture, tmp_path / "parts", pages)
    cluster(capture, everything, tmp_path / "one")
    cluster(capture, tmp_path / "parts", tmp_path / "other")
    assert table(tmp_path / "one", "pairs") == table(tmp_path / "other", "pairs")
    assert Index(tmp_path / "parts").size() == 8


def test_lines_that_recur_on_pages_of_one_archive_are_no_text_of_theirs(
    tmp_path: Path, capture: pytest.CaptureFixture[str]
) -> None:
    menu = "Sign up for our evening letter"
    file = tmp_path / "letters.mbox"
    file.write_text(
        "".join(
            f"From a@b.example Mon Mar  4 10:00:00 2024\nSubject: Letter {at}\n"
            f"From: Paper <a@b.example>\n\n{menu}\n\n{row['text']}\n\n"
            for at, row in enumerate(ROWS[-6:])
        )
    )
    target = tmp_path / "corpus.index"
    index(capture, target, file)
    rows = duckdb.read_parquet(f"{target}/articles/*.parquet").project("article").fetchall()
    assert [json.loads(row)["paragraphs"][-1]["text"] == menu for (row,) in rows] == [False] * 6
    texts = [one["text"] for (row,) in rows for one in json.loads(row)["paragraphs"]]
    assert menu not in texts


def test_tables_of_clusters_among_pages_are_passed_over(
    made: Path, tmp_path: Path, capture: pytest.CaptureFixture[str]
) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "one.txt").write_text(ROWS[0]["text"])
    for form in ("csv", "jsonl", "parquet"):
        cluster(capture, made / "index", pages, "--format", form)
    (pages / "notes.pdf.bak").touch()
    ran = run_command(capture, "index", str(pages), "-o", str(tmp_path / "i"), "--jobs", "1")
    assert (ran.code, Index(tmp_path / "i").size()) == (0, 1)
    assert "left out reports written by compare" in ran.err
    assert "clusters.parquet" in ran.err


def test_no_cell_of_a_table_is_a_formula_and_no_folder_of_an_index_leads_out_of_it(
    tmp_path: Path, capture: pytest.CaptureFixture[str]
) -> None:
    outlets = ["=1+1", "x;@SUM(A1)", "\x1b]0;title\x07", "-5 Post"]
    rows = [
        {**ROWS[0], "id": str(at), "outlet": outlet, "family": ""}
        for at, outlet in enumerate(outlets)
    ]
    pages, target = written(tmp_path / "pages.jsonl", rows), tmp_path / "index"
    indexing = ("index", str(pages), "-o", str(target), "--jobs", "1")
    assert run_command(capture, *indexing).code == 0
    cluster(capture, target, tmp_path / "out")
    cluster(capture, target, tmp_path / "safe", "--format", "csv")
    with (tmp_path / "safe" / "outlet_days.csv").open(encoding="utf-8", newline="") as file:
        days = list(csv.DictReader(file))
    assert sorted(day["outlet"] for day in days) == sorted(map(safe_cell, outlets))
    assert {day["outlet"][0] for day in days} == {"'", "x", "␛"}
    # What is no text stands there as it does in the other tables.
    raw = table(tmp_path / "out", "outlet_days")
    assert [day["articles"] for day in days] == [str(day["articles"]) for day in raw]

    elsewhere = tmp_path / "elsewhere"
    (target / "runs").rename(elsewhere)
    (target / "runs").symlink_to(elsewhere)
    ran = run_command(capture, *indexing)
    assert (ran.code, "runs: is a link" in ran.err) == (2, True)


def test_a_weak_bridge_is_found_and_a_ring_is_not() -> None:
    chain = [Strand(0, 1, 0.9), Strand(2, 3, 0.9), Strand(1, 2, 0.2)]
    strands = Strands(4, chain)
    assert strands.weak_bridges(0.3) == [(1, 2)]
    parted = strands.clusters(frozenset({(1, 2)}))
    assert list(parted.members()) == [(0, 0), (1, 0), (2, 2), (3, 2)]
    assert parted.parted == [(0, 2)]
    ring = Strands(4, [*chain, Strand(0, 3, 0.2)])
    assert ring.weak_bridges(0.3) == []
    assert ring.clusters().weakest == {0: pytest.approx(0.2)}


def test_without_the_extra_the_command_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capture: pytest.CaptureFixture[str]
) -> None:
    asked = ("index", str(tmp_path), "-o", str(tmp_path / "index"))
    command = "with: pip install 'article-compare[corpus]'"
    for there, missing in (
        ((), "duckdb and xxhash, which come"),
        (("xxhash",), "duckdb, which comes"),
    ):
        monkeypatch.setattr(
            "importlib.util.find_spec", lambda name, there=there: name in there or None
        )
        ran = run_command(capture, *asked)
        assert (ran.code, f"needs {missing} {command}" in ran.err) == (2, True)


def test_where_a_person_watches_the_next_command_is_named(
    capture: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = written(tmp_path / "pages.jsonl", ROWS[:2])
    target = tmp_path / "two words.index"
    asked = ("index", str(pages), "-o", str(target), "--jobs", "1")
    assert "Next:" not in run_command(capture, *asked).err
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    assert f"Next: compare cluster '{target}'" in run_command(capture, *asked).err
    assert f"Next: compare '{target}'" in run_command(capture, "cluster", str(target)).err


def test_a_file_that_is_a_page_is_looked_into_once_unless_it_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "page.txt"
    file.write_text("A headline\n\nThe council met on Monday, and it said nothing at all.\n")
    settings = default_config()
    source = page_or_archive(str(file), settings.archives)
    assert isinstance(source, ArticleSource)
    looks: list[str] = []
    look = sources.read_page_at

    def counted(path: str, archives: Any) -> Any:
        looks.append(path)
        return look(path, archives)

    monkeypatch.setattr(sources, "read_page_at", counted)
    assert source.page(settings).sha256 == source.sha256
    assert not looks
    file.write_text('{"title": "One", "text": "A first text."}\n{"title": "Two", "text": "B."}\n')
    with pytest.raises(PageError):
        source.page(settings)
    assert looks == [str(file)]
