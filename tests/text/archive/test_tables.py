"""Tables and records: one article a row, however columns are called and cells are quoted."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import time
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from text.archive.archive_files import (
    BODY,
    CONFIG,
    articles,
    body,
    census,
    faults,
    json_lines,
    numbered_pieces,
    opened,
    pieces,
    record,
    table,
)

from tui.report.records import article_record, as_line
from tui.text.archive.model import Census, Part, Source, Unread
from tui.text.archive.open import open_archive
from tui.text.page.model import PageError

ROWS = [record(number) for number in range(1, 4)]


def test_a_row_is_an_article_with_what_the_table_says_of_it() -> None:
    first, _, third = articles(json_lines())
    assert (first.path, first.part, first.places) == ("export.jsonl#1", 1, "row")
    assert (first.title, first.date) == ("Dredging of the harbor begins, part 1", "2026-03-01")
    assert (first.outlet, first.byline) == ("The Quay Post", "By Jo Marsh, Associated Press")
    assert first.credit is not None
    assert first.credit.service == "AP"
    assert first.url == "https://quay.example/1"
    assert len(body(first)) == 3
    assert {one.lines for one in third.paragraphs} == {(3, 3)}
    assert first.file == "export.jsonl"


def test_no_more_names_of_columns_are_looked_at_than_any_table_has() -> None:
    names = ",".join(f"c{number}" for number in range(100_000))
    began = time.process_time()
    with pytest.raises(PageError, match="has 100,000 columns"):
        pieces(f"{names}\n{names}\n".encode(), "wide.csv")
    # All of them took two seconds.
    assert time.process_time() - began < 1.5


@pytest.mark.parametrize("under", [None, "_source"])
def test_no_more_keys_of_a_record_are_looked_at_than_any_has(under: str | None) -> None:
    keys = {f"Key {number}": "v" for number in range(150_000)}
    wide = {under: keys} if under else keys
    began = time.process_time()
    refused, read = pieces("\n".join(map(json.dumps, (wide, ROWS[0] | {"counts": keys}))).encode())
    # All of them took four seconds.
    assert time.process_time() - began < 2
    assert isinstance(refused, Unread)
    assert refused.reason == "has no text among its first 20,000 keys"
    # What is beside a record's text may be much.
    assert isinstance(read, Part)


@pytest.mark.parametrize(
    "names",
    [
        {"text": "maintext", "date": "date_publish", "author": "authors", "source": "media_name"},
        {
            "text": "Texte",
            "title": "Titre",
            "date": "Date",
            "source": "Journal",
            "author": "Auteur",
        },
        {"text": "Volltext", "title": "Schlagzeile", "date": "Datum", "source": "Zeitung"},
        {"text": "bodyText", "title": "webTitle", "date": "webPublicationDate"},
        {
            "text": "ARTICLE CONTENT (cleaned)",
            "title": "HEADLINE/TITLE",
            "date": "DATE (DD/MM/YYYY)",
        },
        {"text": "body_html", "title": "PageTitle", "date": "publish_time"},
    ],
)
def test_columns_are_found_by_their_usual_names(names: dict[str, str]) -> None:
    row = {names.get(name, name): value for name, value in record(1).items()}
    for data, name in ((json.dumps([row]).encode(), "x.json"), (table([row]), "x.csv")):
        (article,) = articles(data, name)
        assert (article.title, article.date) == (record(1)["title"], "2026-03-01")
        assert len(body(article)) == 3


def test_what_is_nested_is_found_by_its_own_name() -> None:
    nested = {
        "meta": {"source": {"name": "The Quay Post"}, "published": "2026-03-05T10:00:00Z"},
        "article": {"title": "Barges at noon", "text": BODY},
    }
    (article,) = articles(json.dumps({"results": [nested]}).encode(), "answer.json")
    assert (article.outlet, article.date, article.title) == (
        "The Quay Post", "2026-03-05", "Barges at noon",
    )  # fmt: skip
    assert len(body(article)) == 3


def test_what_holds_all_other_values_is_no_value() -> None:
    found = {"hits": {"hits": [{"_id": "x1", "_source": record(1)}, {"_source": record(2)}]}}
    assert [one.outlet for one in articles(json.dumps(found).encode(), "x.json")] == [
        "The Quay Post"
    ] * 2


def test_a_column_that_is_called_just_so_comes_first() -> None:
    row = {"page_title": "Home", **record(1), "article title": "Contact"}
    assert articles(table([row]), "x.csv")[0].title == record(1)["title"]


def test_rows_in_utf_16() -> None:
    data = json_lines().decode().replace("\n", "\r\n").encode("utf-16")
    assert [one.part for one in articles(data)] == [1, 2, 3]


def test_breaks_that_are_written_as_two_characters_part_paragraphs() -> None:
    row = record(1, text=BODY.replace("\n", "\\n"))
    assert len(body(articles(table([row]), "x.tsv")[0])) == 3


def test_articles_under_keys_of_their_own_are_all_read() -> None:
    data = json.dumps({f"a{number}": record(number) for number in (1, 2)}).encode()
    assert len(articles(data, "x.json")) == 2


def test_a_cell_whose_lines_look_like_rows_is_one_cell() -> None:
    text = "\n".join(["One, two, three", "four, five, six", "seven, eight, nine and so on"])
    rows = [{"title": "A", "text": text, "date": "2026-03-01"}]
    (article,) = articles(table(rows, quoting=1), "x.csv")
    assert (article.title, article.date) == ("A", "2026-03-01")


def test_a_line_for_spreadsheets_is_no_row() -> None:
    data = b"sep=;\n" + table(ROWS, delimiter=";")
    assert [one.part for one in articles(data, "x.csv")] == [1, 2, 3]


def test_a_line_for_spreadsheets_with_nothing_below_it_is_refused() -> None:
    with pytest.raises(PageError, match="without a column of text"):
        pieces(b"sep=;\r\n", "x.csv")


def test_one_record_by_itself_is_one_article_called_as_the_file() -> None:
    (article,) = articles(json.dumps(record(1)).encode(), "saved.json")
    assert (article.path, article.part) == ("saved.json", None)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1252"])
def test_any_delimiter_and_encoding(delimiter: str, encoding: str) -> None:
    rows = [record(number, title=f"Grüße vom Kai, {number}") for number in (1, 2)]
    data = table(rows, delimiter=delimiter).decode().encode(encoding)
    assert [one.title for one in articles(data, "x.csv")] == [row["title"] for row in rows]


def test_what_is_quoted_with_backslashes_or_not_at_all() -> None:
    text = '"Quoted," she said, and a comma. ' + BODY.partition("\n")[0]
    rows = [record(number, text=text) for number in (1, 2)]
    escaped = table(rows, doublequote=False, escapechar="\\")
    plain = "".join(
        "\t".join(map(str, cells)) + "\n" for cells in (rows[0], *map(dict.values, rows))
    )
    for data in (escaped, plain.encode()):
        assert [body(one) for one in articles(data, "x.csv")] == [[text]] * 2


@pytest.mark.parametrize(
    ("days", "first"),
    [
        (["05/08/2026", "23/08/2026"], "2026-08-05"),
        (["05/08/2026", "08/23/2026"], "2026-05-08"),
        (["05/08/2026", "06/08/2026"], None),
        (["25. Mai 2026", "1. Juni 2026"], "2026-05-25"),
        (["1772323200", "1772409600"], "2026-03-01"),
        (["20260301101500", "20260302101500"], "2026-03-01"),
        (["nan", ""], None),
    ],
)
def test_dates_in_any_form_and_none_that_reads_two_ways(days: list[str], first: str | None) -> None:
    rows = [record(number, date=day) for number, day in enumerate(days, start=1)]
    assert articles(table(rows), "x.csv")[0].date == first


def test_a_row_that_does_not_fit_costs_only_itself() -> None:
    data = table(ROWS)
    lines = data.decode().splitlines(keepends=True)
    short = "".join((*lines[:1], *table(ROWS[:1]).decode().splitlines(keepends=True)[1:]))
    broken = (short + "a stray line\n" + table(ROWS[1:]).decode().partition("\n")[2]).encode()
    assert [number for number, _ in faults(broken, "x.csv")] == [2]
    assert [one.part for one in articles(broken, "x.csv")] == [1, 3, 4]


def test_a_quotation_mark_that_is_never_closed_swallows_nothing() -> None:
    first, rest = table(ROWS[:1]).decode(), table(ROWS[1:]).decode().partition("\n")[2]
    data = (first + '"Never closed, and no more cells\n' + rest).encode()
    assert [one.title for one in articles(data, "x.csv")] == [row["title"] for row in ROWS]
    assert len(faults(data, "x.csv")) == 1


def test_a_giant_cell_is_named_and_the_others_are_read() -> None:
    rows = [record(1), record(2, text="x" * 2_000_001), record(3)]
    assert [one.part for one in articles(table(rows), "x.csv")] == [1, 3]
    assert [number for number, _ in faults(table(rows), "x.csv")] == [2]


def test_a_cell_without_end_in_one_line_costs_one_row_and_one_number() -> None:
    rows = [record(1), record(2, text="word " * 3_700_000), record(3)]
    assert [number for number, _ in faults(table(rows), "x.csv")] == [2]
    assert [one.part for one in articles(table(rows), "x.csv")] == [1, 3]


def test_a_line_that_is_no_json_takes_its_number() -> None:
    lines = json_lines().splitlines(keepends=True)
    data = b"".join((lines[0], b'{"title": "half\n', b"\n", b"[1]\n", lines[2]))
    assert [one.part for one in articles(data)] == [1, 4]
    assert [number for number, _ in faults(data)] == [2, 3]


def test_what_stands_before_a_damaged_place_is_read() -> None:
    packed = gzip.compress(json_lines(40))
    data = packed[: len(packed) * 2 // 3]
    found = pieces(data, "x.jsonl.gz")
    assert isinstance(found[-1], Census)
    assert "cut off" in (found[-1].broken or "")
    assert [one.number for one in found[:-1]] == list(range(1, len(found)))
    assert len(found) > 2


def test_our_own_output_comes_back_as_it_was() -> None:
    made = articles(json_lines())
    printed = "".join(as_line(article_record(one)) for one in made).encode()
    for own, read in zip(made, articles(printed, "clean.jsonl"), strict=True):
        before, after = article_record(own), article_record(read)
        for changed in ("path", "sha256"):
            del before[changed], after[changed]
        assert after == before


def zipped(member: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr(member, "x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (b"id,url,title\n1,https://a.example,Rain\n", "x.csv", "without a column of text"),
        (b'{"name": "reader", "scripts": {"test": "x"}}', "package.json", "without articles"),
        (b'{"cut": ', "x.json", "not JSON"),
        (b"[1, 2]", "x.json", "without articles"),
        (b"media_name,url,title\nA,https://a.example,Rain\n", "x.csv", "compare fetch"),
        (b"2026,\thttps://a.example/1\t3\n2026,\thttps://b.example\t4\n", "x.csv", "compare fetch"),
        (zipped("xl/workbook.xml"), "x.xlsx", "spreadsheet; save its sheet as CSV"),
        (zipped("xl/workbook.xml"), "x.csv.zip", "spreadsheet; save its sheet as CSV"),
        (zipped("META-INF/container.xml"), "x.epub", "book"),
        (zipped("page.html"), "x.zip", "unpack it"),
        (gzip.compress(table(ROWS), 0, mtime=0)[:30], "x.csv.gz", "first row is broken"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "x.xls", "save it as .docx"),
    ],
)
def test_what_holds_no_articles_is_refused_with_a_sentence(
    data: bytes, name: str, says: str
) -> None:
    with pytest.raises(PageError, match=says):
        pieces(data, name)


@pytest.mark.parametrize(
    "data",
    [
        b'<?xml version="1.0"?><kml><name>Rain</name></kml>',
        b"<svg><text>Rain</text></svg>",
        b'<?xml version="1.0"?><%s>Rain</a>' % (b"a" * 9000),
    ],
)
def test_xml_that_is_no_page_is_refused(data: bytes) -> None:
    with pytest.raises(PageError, match=r"is XML \(\w{3,40}\) of a kind that is not read"):
        open_archive("x.txt", CONFIG.archives, data)


@pytest.mark.parametrize(
    "data",
    [
        b"[Update] The harbor is open again.\n\nBoats came in at noon.",
        b"{{ title }}\n\nBoats came in at noon.",
        b"Title, text and date: what a table has\n\nBoats came in at noon.",
        b"From the harbor office in 2026\n\nBoats came in at noon.",
        b"<p>Boats came in at noon.</p>",
        b'<?xml version="1.0"?>\n<!-- saved -->\n<html><body>Boats</body></html>',
        b"WARC is a format.",
    ],
)
def test_a_page_is_no_archive(data: bytes) -> None:
    assert open_archive("page.txt", CONFIG.archives, data) is None


def test_parquet_has_typed_columns() -> None:
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    import io
    from datetime import UTC, datetime

    rows = [record(1, date=datetime(2026, 3, 1, 10, tzinfo=UTC), authors=["Jo Marsh", "Al Rye"])]
    del rows[0]["author"]
    out = io.BytesIO()
    parquet.write_table(pyarrow.Table.from_pylist(rows), out)
    (article,) = articles(out.getvalue(), "x.parquet")
    assert (article.date, article.byline) == ("2026-03-01", "Jo Marsh, Al Rye")
    with pytest.raises(PageError, match="damaged"):
        pieces(out.getvalue()[:-30], "x.parquet")
    text = rows[0].pop("text")
    out = io.BytesIO()
    parquet.write_table(pyarrow.Table.from_pylist([{"meta": rows[0], "in": {"text": text}}]), out)
    assert articles(out.getvalue(), "x.parquet")[0].outlet == "The Quay Post"


def test_markup_in_a_cell_is_read_as_a_page() -> None:
    text = "".join(f"<p>{part}</p>" for part in BODY.split("\n\n"))
    (article,) = articles(json.dumps([record(1, text=text)]).encode(), "x.json")
    assert body(article) == [" ".join(part.split()) for part in BODY.split("\n\n")]


@pytest.mark.parametrize("name", ["x.json", "x.jsonl"])
def test_halves_of_characters_are_lost_and_what_belongs_together_is_not(name: str) -> None:
    data = json.dumps(
        record(1, title="Half \ud800 a pair", text=f"{BODY}\n\nTwo \udfff \U0001f600.")
    )
    data = data if name.endswith("l") else f"[{data}]"
    raw = data.replace("Half ", "Half \ud801 ").encode("utf-8", "surrogatepass")
    for article in (*articles(data.encode(), name), *articles(raw, name)):
        text = f"{article.title} {body(article)[-1]}"
        assert "\ufffd a pair" in text
        assert "\ufffd \U0001f600" in text
        text.encode()


@given(st.binary(max_size=400), st.sampled_from(["x.jsonl", "x.json", "x.csv", "x.tsv"]))
def test_any_bytes_are_read_or_refused(data: bytes, name: str) -> None:
    numbered_pieces(name, data)


@given(st.integers(0, 2000), st.integers(0, 255))
def test_one_wrong_byte_loses_at_most_what_it_stands_in(at: int, byte: int) -> None:
    data = bytearray(json_lines(4))
    data[at % len(data)] = byte
    found = [one for one in pieces(bytes(data)) if isinstance(one, Part)]
    assert len(found) >= 2


def test_pages_are_counted_one_by_one() -> None:
    archive = opened(json_lines(5))
    assert archive.page_at(4).path == "export.jsonl#4"
    with pytest.raises(PageError, match="holds 5 articles; name one"):
        archive.page_at(None)
    with pytest.raises(PageError, match="holds 5 articles"):
        archive.page_at(9)
    assert opened(json_lines(1)).page_at(None).part == 1
    with pytest.raises(StopIteration):
        census(json_lines(), "x.jsonl")


TEXT = "The council agreed on Tuesday to rebuild the old bridge that the flood took."


@pytest.mark.parametrize("form", ["{0}\n{1}\n{0}\n", "[{0},{1},{0}]", "{1}", "{0} {1} {0} {{"])
def test_a_number_of_thousands_of_digits_costs_no_record(form: str) -> None:
    plain, long = (f'{{"title": "A bridge", "text": "{TEXT}", "id": {n}}}' for n in (1, "9" * 5000))
    data = form.format(plain, long).encode()
    name = "x.jsonl" if "\n" in form else "x.json"
    found = [one for one in pieces(data, name) if isinstance(one, Part)]
    assert len(found) == form.count("{0}") + form.count("{1}")


@pytest.mark.parametrize("form", ["{0}\n{1}\n{0}\n", "[{0},{1},{0}]", "{1}"])
def test_what_is_nested_without_end_is_said_to_be_so(form: str) -> None:
    deep = f'{{"text": "{TEXT}", "in": {"[" * 100_000}{"]" * 100_000}}}'
    data = form.format(f'{{"text": "{TEXT}"}}', deep).encode()
    try:
        found = pieces(data, "x.jsonl" if "\n" in form else "x.json")
    except PageError as error:
        said = error.reason
    else:
        (said,) = (getattr(one, "reason", None) or getattr(one, "broken", "") for one in found[1:2])
    assert "nested too deeply" in said
    assert "recursion" not in said


@pytest.mark.parametrize("kind", ["list", "map", "list of lists"])
def test_a_row_of_parquet_whose_lists_are_endless_is_refused_and_the_others_read(kind: str) -> None:
    """A few bytes of a file may stand for millions of values."""
    pyarrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    word, many = pyarrow.string(), 200_000
    values, of = {
        "list": (lambda most: ["Ann"] * most, pyarrow.list_(word)),
        "map": (lambda most: [("a", "Ann")] * most, pyarrow.map_(word, word)),
        "list of lists": (lambda most: [["Ann"] * most], pyarrow.list_(pyarrow.list_(word))),
    }[kind]
    text = "The council agreed on Tuesday to rebuild the old bridge."
    columns = {"text": [text] * 3, "author": pyarrow.array(map(values, (1, many, 1)), type=of)}
    out = io.BytesIO()
    parquet.write_table(pyarrow.table(columns), out, compression="zstd")
    first, broken, last = pieces(out.getvalue(), "x.parquet")
    assert isinstance(first, Part)
    assert isinstance(last, Part)
    assert isinstance(broken, Unread)
    assert "has 200,00" in broken.reason


def test_parquet_that_unpacks_to_more_than_a_table_is_refused() -> None:
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    pytest.importorskip("resource")
    import io

    # A text that many rows share.
    texts = pyarrow.DictionaryArray.from_arrays(pyarrow.array([0] * 300), ["a" * 4_000_000])
    out = io.BytesIO()
    parquet.write_table(pyarrow.table({"text": texts}), out, store_schema=False)
    with pytest.raises(PageError, match="more time or memory than a table"):
        pieces(out.getvalue(), "x.parquet")


@pytest.mark.parametrize(
    "whole",
    [
        "\n".join(json.dumps(row, indent=2) for row in ROWS),
        json.dumps({key: {str(at): row[key] for at, row in enumerate(ROWS)} for key in ROWS[0]}),
        json.dumps({key: [row[key] for row in ROWS] for key in ROWS[0]}),
        json.dumps({"columns": list(ROWS[0]), "data": [list(row.values()) for row in ROWS]}),
        json.dumps({f"key {at}": row for at, row in enumerate(ROWS)}),
    ],
    ids=["one after the other", "columns", "lists", "names apart", "under keys"],
)
@pytest.mark.parametrize("name", ["x.json", "x.jsonl"])
def test_a_table_in_json_may_be_written_in_any_way(whole: str, name: str) -> None:
    if name == "x.jsonl" and not whole.startswith("{\n"):
        name = "x"
    found = articles(whole.encode(), name)
    assert [one.title for one in found] == [row["title"] for row in ROWS]
    assert {one.outlet for one in found} == {"The Quay Post"}
    assert [len(body(one)) for one in found] == [3, 3, 3]


def test_a_list_that_is_called_json_lines_is_read() -> None:
    assert len(articles(json.dumps(ROWS).encode(), "x.jsonl")) == 3


def test_objects_one_after_the_other_that_break_off_say_so() -> None:
    whole = "\n".join(json.dumps(row, indent=2) for row in ROWS)[:-30].encode()
    assert len(articles(whole, "x.json")) == 2
    assert "after record 2" in (census(whole, "x.json").broken or "")


def test_a_json_feed_says_once_whose_its_items_are() -> None:
    items = [
        {"id": str(at), "url": row["url"], "title": row["title"], kind: row["text"],
         "date_published": f"{row['date']}T10:00:00Z", "authors": [{"name": "Jo Marsh"}]}
        for at, (row, kind) in enumerate(zip(ROWS, ("content_text", "content_html", "content_text"),
                                             strict=True))
    ]  # fmt: skip
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "The Quay Post"}
    found = articles(json.dumps(feed | {"items": items}).encode(), "feed.json")
    assert [(one.outlet, one.byline, one.date) for one in found] == [
        ("The Quay Post", "Jo Marsh", row["date"]) for row in ROWS
    ]


def test_posts_of_a_blog_have_their_texts_as_html() -> None:
    posts = [
        {"id": 3, "date": "2026-03-01T10:00:00", "link": "https://quay.example/1",
         "title": {"rendered": "The harbor&#8217;s mud &amp; sand"},
         "content": {"rendered": "".join(f"<p>{one}</p>" for one in BODY.split("\n\n"))}}
    ]  # fmt: skip
    (article,) = articles(json.dumps(posts).encode(), "posts.json")
    assert article.title == "The harbor’s mud & sand"
    assert body(article) == BODY.split("\n\n")
    row = {"post_title": "Mud &amp; sand", "post_content": BODY.replace("“", "&ldquo;"),
           "post_date": "2026-03-01 08:00:00", "post_author": "Jo Marsh"}  # fmt: skip
    (article,) = articles(table([row]), "posts.csv")
    assert (article.title, article.date, article.byline) == (
        "Mud & sand", "2026-03-01", "Jo Marsh"
    )  # fmt: skip
    assert body(article) == BODY.split("\n\n")


def test_a_text_that_is_cut_for_who_has_not_paid_is_no_article() -> None:
    rows = [record(1), record(2, text=f"{BODY[:150]}… [+2345 chars]")]
    data = json.dumps({"articles": rows}).encode()
    assert [one.part for one in articles(data, "x.json")] == [1]
    assert faults(data, "x.json") == [
        (2, "has only the beginning of its text; its text is at https://quay.example/2")
    ]


def test_names_of_columns_may_stand_without_their_accents() -> None:
    row = {"Titulo": "El puerto", "Periodico": "La Voz", "Contenido": BODY,
           "Fecha de publicacion": "2026-03-01"}  # fmt: skip
    (article,) = articles(table([row]), "x.csv")
    assert (article.title, article.outlet, article.date) == ("El puerto", "La Voz", "2026-03-01")


def test_what_stands_under_a_headline_or_an_outlet_is_theirs() -> None:
    parts = BODY.split("\n\n")
    rows: list[dict[str, object]] = [
        {"header": {"text": "Mud"}, "body": {"text": BODY}, "unix_timestamp": 1772359200,
         "source": {"name": "The Quay Post", "url": "https://quay.example"},
         "url": "https://quay.example/1"},
        {"headlines": {"basic": "Mud", "mobile": ""}, "display_date": "2026-03-01T10:00:00Z",
         "content_elements": [{"type": "text", "content": one} for one in parts],
         "credits": {"by": [{"name": "Jo Marsh"}]}, "distributor": {"name": "The Quay Post"},
         "canonical_url": "https://quay.example/1"},
        {"_id": {"$oid": "5"}, "_source": {"title": "Mud", "text": BODY, "outlet": "The Quay Post",
         "published": {"$date": "2026-03-01T10:00:00Z"}, "link": "https://quay.example/1"}},
    ]  # fmt: skip
    found = [articles(json.dumps(row).encode() + b"\n")[0] for row in rows]
    assert {(one.title, one.outlet, one.date, one.url) for one in found} == {
        ("Mud", "The Quay Post", "2026-03-01", "https://quay.example/1")
    }
    assert [body(one) for one in found] == [parts] * 3
    assert found[1].byline == "Jo Marsh"


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<H1>Bookmarks</H1><DL><p>\n", "b.html"),
        (b'<html><ul><li><a href="https://a.example" time_added="16">A</a></ul></html>', "p.html"),
        (b"TY  - NEWS\nTI  - Rain falls\nER  - \n", "library.ris"),
        (b"% from here\n@article{key1,\n  title = {Rain falls},\n}\n", "library.bib"),
        (b"filedesc://a.arc 0.0.0.0 20080430204825 text/plain 76\n1 0 Archive\n", "old.arc"),
        (b"<?xml version='1.0'?><opml><body/></opml>", "feeds.opml"),
        (b"<?xml version='1.0'?><urlset><url/></urlset>", "sitemap.xml"),
        (b"<?xml version='1.0'?><en-export><note/></en-export>", "notes.enex"),
        (b"7z\xbc\xaf'\x1c" + bytes(40), "a.7z"),
        (b"SQLite format 3\0" + bytes(40), "zotero.sqlite"),
    ],
)
def test_lists_of_addresses_bibliographies_and_packages_are_refused(data: bytes, name: str) -> None:
    with pytest.raises(PageError, match=r"fetch|texts of articles|WARC|feeds|HTML|unpack|CSV"):
        open_archive(name, CONFIG.archives, data)


@pytest.mark.parametrize("text", ["Mail me @home, {or not}.", "TY is a code.", "@reader {\nno}"])
def test_text_that_looks_a_little_like_a_bibliography_is_a_page(text: str) -> None:
    assert open_archive("a.txt", CONFIG.archives, text.encode()) is None


@pytest.mark.parametrize(
    "names",
    [
        ("見出し", "本文", "日付", "新聞名", "記者"),
        ("标题", "正文", "发布时间", "媒体", "作者"),
        ("제목", "본문", "날짜", "언론사", "기자"),
        ("Заголовок", "Текст", "Дата", "Издание", "Автор"),
        ("Titolo", "Articolo", "Data", "Giornale", "Firma"),
        ("Otsikko", "Teksti", "Päivämäärä", "Lehti", "Toimittaja"),
        ("title_t", "content_txt", "date_dt", "source_s", "author_s"),
    ],
)
def test_columns_are_found_in_many_languages(names: tuple[str, ...]) -> None:
    keys = ("title", "text", "date", "source", "author")
    rows = [{name: row[key] for name, key in zip(names, keys, strict=True)} for row in ROWS]
    for first in (articles(table(rows), "x.csv")[0], articles(json.dumps(rows).encode(), "x")[0]):
        assert (first.title, first.date) == (ROWS[0]["title"], "2026-03-01")
        assert (first.outlet, first.byline) == ("The Quay Post", "By Jo Marsh, Associated Press")
        assert len(body(first)) == 3


@pytest.mark.parametrize("delimiter", ["^", "~", "\x1f"])
def test_rarer_delimiters_are_known(delimiter: str) -> None:
    assert len(articles(table(ROWS, delimiter=delimiter), "x.csv")) == 3


def test_lines_above_the_names_of_columns_are_no_rows() -> None:
    above = b"Export of 3 articles,,,,,\r\nCreated 2026-05-01,,,,,\r\n,,,,,\r\n"
    found = articles(above + table(ROWS), "x.csv")
    assert [one.title for one in found] == [row["title"] for row in ROWS]
    assert found[0].paragraphs[0].lines == articles(table(ROWS), "x.csv")[0].paragraphs[0].lines


def test_names_of_columns_over_several_lines_are_one_row() -> None:
    names = {"Article\nheadline": "title", "Article\nbody": "text", "Media\noutlet": "source"}
    rows = [{name: row[key] for name, key in names.items()} for row in ROWS]
    assert [one.title for one in articles(table(rows), "x.csv")] == [row["title"] for row in ROWS]


@pytest.mark.parametrize("start", ["[", '{"status": "ok", "tags": [{"a": 1}], "articles": ['])
def test_of_a_list_that_is_cut_off_what_is_whole_is_read(start: str) -> None:
    whole = (start + ", ".join(map(json.dumps, ROWS)))[:-200].encode()
    assert [one.title for one in articles(whole, "x.json")] == [row["title"] for row in ROWS[:2]]
    assert "after record 2" in (census(whole, "x.json").broken or "")


def test_a_broken_byte_or_an_older_encoding_costs_no_row() -> None:
    line = json.dumps(record(1, source="Köln Post"), ensure_ascii=False)
    broken = line.encode().replace("ö".encode(), b"\xf6")
    lines = (line.encode(), line.encode("cp1252"), broken)
    assert [one.outlet for one in articles(b"\n".join(lines), "x.jsonl")] == [
        "Köln Post", "Köln Post", "K\ufffdln Post",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "whole",
    [
        {"features": [{"name": "title"}], "rows": [{"row_idx": 0, "row": row} for row in ROWS]},
        {"db": [{"meta": {"version": "5"}, "data": {"posts": ROWS, "tags": [{"name": "x"}]}}]},
    ],
)
def test_lists_of_articles_are_found_beside_other_lists(whole: dict[str, object]) -> None:
    assert len(articles(json.dumps(whole).encode(), "x.json")) == 3


def test_texts_that_parquet_has_as_bytes_are_texts() -> None:
    import pyarrow
    from pyarrow import parquet

    out = io.BytesIO()
    columns = {key: [str(row[key]).encode() for row in ROWS] for key in ROWS[0]}
    parquet.write_table(pyarrow.table(columns), out)
    assert [one.title for one in articles(out.getvalue(), "x.parquet")] == [
        row["title"] for row in ROWS
    ]


def test_names_of_rows_that_statistical_programs_write_are_no_column() -> None:
    names, *lines = table(ROWS).decode().splitlines(keepends=True)
    reader = csv.reader(io.StringIO("".join(lines), newline=""))
    out = io.StringIO(newline="")
    csv.writer(out).writerows([f"r{at}", *cells] for at, cells in enumerate(reader))
    found = articles((names + out.getvalue()).encode(), "x.csv")
    assert [one.title for one in found] == [row["title"] for row in ROWS]


@pytest.mark.parametrize("encoding", ["utf-16", "cp1252"])
def test_a_table_in_an_older_encoding_is_known_without_its_ending(encoding: str) -> None:
    names = {"Titre": "title", "Texte intégral": "text", "Date de publication": "date"}
    rows = [{name: row[key] for name, key in names.items()} for row in ROWS]
    data = table(rows, delimiter="\t").decode().replace("—", "-").encode(encoding)
    assert len(articles(data, "x.txt")) == 3


@pytest.mark.parametrize(
    ("key", "outlet"), [("medio", {"nombre": "El Faro"}), ("source", {"nom": "El Faro"})]
)
def test_an_outlet_may_be_named_in_another_language(key: str, outlet: object) -> None:
    row = {name: value for name, value in ROWS[0].items() if name != "source"} | {key: outlet}
    assert articles(json.dumps(row).encode() + b"\n", "x.jsonl")[0].outlet == "El Faro"


def test_json_that_has_addresses_alone_is_told_what_fetches_them() -> None:
    rows = [{"title": row["title"], "url": row["url"], "seendate": "20260301"} for row in ROWS]
    with pytest.raises(PageError, match="compare fetch"):
        articles(json.dumps({"articles": rows}).encode(), "x.json")


def test_breaks_that_a_program_has_written_as_letters_are_breaks() -> None:
    written = BODY.replace("\n\n", "\\n")
    assert len(body(articles(table([record(1, text=written)]), "x.csv")[0])) == 3
    path = "The file C:\\notes\\new.txt is what they found on the disk of the clerk, he said."
    assert body(articles(table([record(1, text=path)]), "x.csv")[0]) == [path]


@pytest.mark.parametrize(
    "names", [("headline_s", "body_t", "pub_date_dt"), ("Tittel", "Fließtext", "Dato")]
)
def test_endings_of_a_search_engine_and_other_languages_are_known(names: tuple[str, ...]) -> None:
    rows = [dict(zip(names, (row["title"], row["text"], row["date"]), strict=True)) for row in ROWS]
    found = articles(json.dumps({"response": {"docs": rows}}).encode(), "x.json")
    assert [(one.title, one.date) for one in found] == [(row["title"], row["date"]) for row in ROWS]


class _Reads(io.BytesIO):
    """A file that notes how much of it is read at a time."""

    def __init__(self, data: bytes, sizes: list[int]) -> None:
        super().__init__(data)
        self._sizes = sizes

    def read(self, size: int | None = -1, /) -> bytes:
        found = super().read(size)
        self._sizes.append(len(found))
        return found


def test_one_group_of_all_rows_of_a_parquet_file_is_read_piece_by_piece(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import pyarrow
    from pyarrow import parquet

    out = io.BytesIO()
    texts = [f"{BODY} {os.urandom(2500).hex()}" for _ in range(1000)]
    columns = pyarrow.table({"title": [f"Number {at}" for at in range(1000)], "text": texts})
    pages = {"data_page_size": 100_000, "write_batch_size": 20}
    parquet.write_table(columns, out, compression="none", use_dictionary=False, **pages)
    sizes: list[int] = []
    monkeypatch.setattr(Source, "open_as_is", lambda _: _Reads(out.getvalue(), sizes))
    assert isinstance(next(opened(out.getvalue(), "x.parquet").pieces()), Part)
    whole = len(out.getvalue())
    # A small file is looked at once as a whole, to tell how much it unpacks to.
    assert sum(size > whole / 2 for size in sizes) == 1


def test_an_article_with_a_zero_byte_in_it_is_refused_with_a_reason() -> None:
    data = json.dumps(record(1), indent=1).encode().replace(b"Dredging", b"Dred\0ging")
    with pytest.raises(PageError, match="is not JSON"):
        articles(data, "x.json")


def test_addresses_where_feed_readers_and_scrapers_have_them() -> None:
    item = {
        "title": "Shut", "canonical": [{"href": "https://echo.example/a"}],
        "summary": {"content": BODY},
        "origin": {"title": "The Echo", "htmlUrl": "https://echo.example"},
    }  # fmt: skip
    [read] = articles(json.dumps({"items": [item]}).encode(), "starred.json")
    assert (read.url, read.outlet) == ("https://echo.example/a", "The Echo")
    item = {"headLine": "Shut", "byLine": "By Ada Ostler", "bodyXhtml": f"<p>{BODY}</p>"}
    [story] = articles(json.dumps({"data": {"item": item}}).encode(), "item.json")
    assert (story.title, story.byline) == ("Shut", "By Ada Ostler")
    line = {
        "title": "Shut",
        "text": BODY,
        "source": "https://echo.example/b",
        "hostname": "echo.example",
    }
    [scraped] = articles(json.dumps(line).encode() + b"\n")
    assert (scraped.url, scraped.outlet) == ("https://echo.example/b", "echo.example")


def test_comments_between_lines_and_the_line_that_heads_crawled_pages_are_no_articles() -> None:
    first, second = (json.dumps(record(number)).encode() for number in (1, 2))
    head = b'{"format": "json-pages-1.0", "id": "pages", "title": "All Pages"}'
    for data in (
        b"# scraped in May\n" + first + b"\n// again\n" + second + b"\n",
        head + b"\n" + first + b"\n" + second + b"\n",
    ):
        assert [one.part for one in articles(data, "x.jsonl")] == [1, 2]
        assert not faults(data, "x.jsonl")


def test_markup_in_cells_is_part_of_no_name_and_crossheads_stay() -> None:
    columns = ["title", "author", "content"]
    after = "The council votes on it in May, said its clerk, who has counted all the boats."
    cell = f"<tx><p>{BODY}</p><p>{after[::-1]}</p><zt>What next</zt><p>{after}</p></tx>"
    row = ["Bridge <em>stays</em> shut, 3 < 4", "<div class='byline'>Ada Ostler</div>", cell]
    out = io.StringIO()
    csv.writer(out).writerows([columns, row])
    [read] = articles(out.getvalue().encode(), "x.csv")
    assert (read.title, read.byline) == ("Bridge stays shut, 3 < 4", "Ada Ostler")
    assert "What next" in body(read)


@pytest.mark.parametrize(
    "names", ["Titre de l'article;Date de parution;Auteur;Texte intégral", "제목;일자;기고자;본문"]
)
def test_names_of_columns_in_more_languages(names: str) -> None:
    [read] = articles(f"{names}\nShut;2026-05-04;Ada Ostler;{BODY}\n".encode(), "x.csv")
    assert (read.title, read.date, read.byline) == ("Shut", "2026-05-04", "Ada Ostler")


def test_a_row_has_the_times_at_which_it_was_changed_and_taken() -> None:
    row = {
        "title": "Shut", "text": BODY, "published_at": "2026-05-04T10:00:00Z",
        "updated_at": "2026-05-04T12:00:00Z", "crawled_at": "2026-05-05T06:00:00Z",
    }  # fmt: skip
    [read] = articles(json.dumps(row).encode() + b"\n")
    assert (read.date, read.modified, read.captured) == (
        "2026-05-04", "2026-05-04T12:00:00Z", "2026-05-05T06:00:00Z"
    )  # fmt: skip


@pytest.mark.parametrize(
    "text", [f"{BODY}... [1234 chars]", f"{BODY}… [+12 chars]", "ONLY AVAILABLE IN PAID PLANS"]
)
def test_a_text_that_a_service_keeps_back_is_no_article(text: str) -> None:
    row = {"title": "Shut", "content": text, "url": "https://echo.example/a"}
    listed = json.dumps({"articles": [row, record(1)]}).encode()
    [fault] = faults(listed, "x.json")
    assert "text" in str(fault)


def test_dumps_of_databases_and_keys_with_capitals() -> None:
    table_of = {"type": "table", "name": "articles", "data": [record(1), record(2)]}
    dump = [{"type": "header"}, {"type": "database", "name": "news"}, table_of]
    assert len(articles(json.dumps(dump).encode(), "x.json")) == 2
    row = {"Title": "Shut", "Source": {"Id": "4", "Name": "The Echo"}, "Text": BODY,
           "PublishedOn": "2026-05-04"}  # fmt: skip
    [read] = articles(json.dumps([row]).encode("utf-16"), "x.json")
    assert (read.outlet, read.date) == ("The Echo", "2026-05-04")


def test_texts_in_the_blocks_of_an_editor_are_one_article_a_record():
    blocks = [{"type": "paragraph", "data": {"text": one}} for one in BODY.split("\n\n")]
    picture = {"type": "image", "data": "aGVsbG8="}
    record = {"title": "Rain in May", "content": {"time": 1, "blocks": [*blocks, picture]}}
    found = articles(json.dumps([record, record | {"title": "Sun in June"}]).encode(), "x.json")
    assert [one.title for one in found] == ["Rain in May", "Sun in June"]
    assert body(found[0]) == BODY.split("\n\n")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_whole_wherever_pieces_of_a_file_end(end, monkeypatch: pytest.MonkeyPatch):
    text = "\n\n".join(BODY)
    rows = [["title", "text"], *([f"Headline {number}", text] for number in (1, 2))]
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows(rows)
    data = written.getvalue().replace("\n", end).encode()
    for size in (7, 64):
        monkeypatch.setattr("tui.text.archive.delimited._CHUNK", size)
        parts = [one for one in pieces(data, "rows.csv") if isinstance(one, Part)]
        assert [str(one.content).replace(end, "\n") for one in parts] == [text, text]
