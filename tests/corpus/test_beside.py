"""What is saved beside a page about it: Zotero's storage and export, ArchiveBox."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from tui.config import load_config
from tui.corpus.library import Library
from tui.text.model import Article

if TYPE_CHECKING:
    from pathlib import Path

CONFIG = load_config()

PAGE = "<html><head><title>Ferry sinks in storm</title></head><body><article>" + "".join(
    f"<p>{one}</p>"
    for one in (
        "Eighteen people were killed on Monday when a ferry sank off the coast, police said.",
        "The vessel, carrying 64 passengers, left the harbour at dawn, said Tom Reid.",
        "Rescue crews from three towns searched the water for hours with two helicopters.",
    )
)

FIELDS = {
    1: ("url", "https://echo.example/ferry"),
    2: ("publicationTitle", "The Echo"),
    3: ("date", "2024-05-01 May 1, 2024"),
}


def _read(folder: Path, place: str) -> Article:
    file = folder / place
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(PAGE, encoding="utf-8")
    article = Library([file], CONFIG).read(str(file))
    assert isinstance(article, Article)
    return article


def test_zotero_knows_what_it_stores(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "zotero.sqlite")) as database:
        database.executescript(
            "CREATE TABLE items (itemID, key); CREATE TABLE itemAttachments (itemID, parentItemID);"
            "CREATE TABLE fields (fieldID, fieldName);"
            "CREATE TABLE itemData (itemID, fieldID, valueID);"
            "CREATE TABLE itemDataValues (valueID, value);"
            "INSERT INTO items VALUES (1, 'PARENT11'), (2, 'ABCD2345');"
            "INSERT INTO itemAttachments VALUES (2, 1);"
        )
        for number, (name, value) in FIELDS.items():
            database.execute("INSERT INTO fields VALUES (?, ?)", (number, name))
            database.execute("INSERT INTO itemDataValues VALUES (?, ?)", (number, value))
            database.execute("INSERT INTO itemData VALUES (1, ?, ?)", (number, number))
        database.execute("INSERT INTO fields VALUES (4, 'accessDate')")
        database.execute("INSERT INTO itemDataValues VALUES (4, '2024-05-02 08:00:00')")
        database.execute("INSERT INTO itemData VALUES (2, 4, 4)")
        database.commit()
    article = _read(tmp_path, "storage/ABCD2345/ferry.html")
    assert (article.url, article.outlet) == ("https://echo.example/ferry", "The Echo")
    assert (article.date, article.captured) == ("2024-05-01", "2024-05-02T08:00:00Z")


def test_an_export_of_zotero_names_its_files(tmp_path: Path) -> None:
    (tmp_path / "My Library.rdf").write_text(
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
        ' xmlns:z="http://www.zotero.org/namespaces/export#"'
        ' xmlns:link="http://purl.org/rss/1.0/modules/link/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:bib="http://purl.org/net/biblio#">'
        '<bib:Article rdf:about="https://echo.example/ferry"><dcterms:isPartOf><bib:Newspaper>'
        "<dc:title>The Echo</dc:title></bib:Newspaper></dcterms:isPartOf><dc:date>2024-05-01"
        '</dc:date><link:link rdf:resource="#item_7"/><dc:identifier><dcterms:URI><rdf:value>'
        "https://echo.example/ferry</rdf:value></dcterms:URI></dc:identifier></bib:Article>"
        '<z:Attachment rdf:about="#item_7"><rdf:resource rdf:resource="files/7/ferry.html"/>'
        "<dcterms:dateSubmitted>2024-05-02 08:00:00</dcterms:dateSubmitted></z:Attachment>"
        "</rdf:RDF>",
        encoding="utf-8",
    )
    article = _read(tmp_path, "files/7/ferry.html")
    assert (article.url, article.outlet) == ("https://echo.example/ferry", "The Echo")
    assert (article.date, article.captured) == ("2024-05-01", "2024-05-02T08:00:00Z")


def test_archivebox_says_where_a_page_is_from(tmp_path: Path) -> None:
    (tmp_path / "index.json").write_text(
        json.dumps({"url": "https://echo.example/ferry", "timestamp": "1714550000"}),
        encoding="utf-8",
    )
    article = _read(tmp_path, "singlefile.html")
    assert (article.url, article.captured) == (
        "https://echo.example/ferry", "2024-05-01T07:53:20Z"
    )  # fmt: skip


def test_a_page_that_says_all_else_lacks_the_time_at_which_it_was_saved(tmp_path: Path) -> None:
    (tmp_path / "index.json").write_text(
        json.dumps({"url": "https://echo.example/a", "timestamp": "1714550000.5"}), encoding="utf-8"
    )
    head = (
        '<link rel="canonical" href="https://echo.example/b"><meta property="og:site_name"'
        ' content="The Echo"><meta property="article:published_time" content="2024-05-01T06:00Z">'
    )
    file = tmp_path / "page.html"
    file.write_text(PAGE.replace("<head>", f"<head>{head}"), encoding="utf-8")
    article = Library([file], CONFIG).read(str(file))
    assert isinstance(article, Article)
    assert (article.url, article.outlet) == ("https://echo.example/b", "The Echo")
    assert article.captured == "2024-05-01T07:53:20Z"


def test_what_is_broken_beside_a_page_costs_nothing(tmp_path: Path) -> None:
    (tmp_path / "zotero.sqlite").write_bytes(b"no database at all")
    (tmp_path / "a.rdf").write_text("<!DOCTYPE x [<!ENTITY a 'b'>]><rdf>&a;", encoding="utf-8")
    (tmp_path / "index.json").write_text("[", encoding="utf-8")
    for place in ("storage/ABCD2345/ferry.html", "files/7/ferry.html", "ferry.html"):
        assert _read(tmp_path, place).title == "Ferry sinks in storm"
