"""Rules for one site act on its pages and on no others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tui.config import ConfigError, load_config
from tui.text import read_article
from tui.text.chrome.sites import host_of
from tui.text.page.read import page_from_bytes

if TYPE_CHECKING:
    from pathlib import Path

BODY = """\
The council of Millbrook agreed on Tuesday to rebuild the covered bridge over the river.

Valley tip: bring a lamp to the meeting, as the lights of the old hall are out again.

Shopkeepers along Water Street fear for their takings while the crossing stays closed.
"""
SITES = """\
extends: default
sites:
  - name: valley-record
    {own}
    rules:
      - name: valley-tip
        kind: line
        why: The paper's tip of the day stands in the middle of each story.
        match: {{starts: [valley tip]}}
        examples:
          drop: ['Valley tip: lock your bicycle.']
          keep: ['The valley tips into the sea.']
"""


@pytest.fixture
def read(tmp_path: Path) -> Any:
    """Reads a page with a site that is recognised in some way."""

    def read_page(own: str, text: str, name: str = "page.txt") -> list[str]:
        config = tmp_path / "config.yaml"
        config.write_text(SITES.format(own=own), encoding="utf-8")
        page = tmp_path / name
        page.write_text(text, encoding="utf-8")
        article = read_article(page, load_config(config))
        return [gone.rule for gone in article.removed if gone.text.startswith("Valley tip")]

    return read_page


@pytest.mark.parametrize(
    ("own", "text", "name", "known"),
    [
        ("hosts: [valley.example]", f"{BODY}\nhttps://www.valley.example/news/1\n", "p.txt", True),
        (
            "hosts: [valley.example]",
            f"Source URL: http://m.Valley.example\n\n{BODY}",
            "p.txt",
            True,
        ),
        ("hosts: [www.valley.example]", f"https://valley.example/\n\n{BODY}", "p.txt", True),
        ("hosts: [valley.example]", f"https://notvalley.example/\n\n{BODY}", "p.txt", False),
        (
            "hosts: [valley.example]",
            f"{BODY}\nThe map is at https://valley.example/map for all to see.\n",
            "p.txt",
            False,
        ),
        ("hosts: [valley.example]", BODY, "p.txt", False),
        ("files: ['*valley*']", BODY, "2026-Valley-bridge.txt", True),
        ("files: ['valley*']", BODY, "2026-valley.txt", False),
        ("outlets: [The Valley Record]", f"The Valley Record\n\n{BODY}", "p.txt", True),
        ("outlets: [The Valley Record]", f"Bridge | The Valley Record\n\n{BODY}", "p.txt", True),
        ("outlets: [The Valley Record]", f"{BODY}\n© 2026 The Valley Record\n", "p.txt", True),
        (
            "outlets: [The Valley Record]",
            f"{BODY}\nCopyright © 2019-2026 by The Valley Record, Ltd. All rights reserved.\n",
            "p.txt",
            True,
        ),
        (
            "outlets: [The Valley Record]",
            f"{BODY}\nHe read, he said, The Valley Record, and no other paper.\n",
            "p.txt",
            False,
        ),
        (
            "outlets: [The Valley Record]",
            f"{BODY}\nHe told The Valley Record that the bridge would be ready in two years.\n",
            "p.txt",
            False,
        ),
    ],
)
def test_a_site_is_known_by_address_file_name_or_outlet(
    read: Any, own: str, text: str, name: str, known: bool
) -> None:
    assert read(own, text, name) == (["valley-tip"] if known else [])


def test_a_rule_of_a_site_stands_in_for_a_general_one(tmp_path: Path) -> None:
    config = tmp_path / "config.yaml"
    own = "files: ['valley*']"
    text = SITES.format(own=own).replace("valley-tip", "button")
    config.write_text(text, encoding="utf-8")
    settings = load_config(config)
    page = page_from_bytes(BODY.encode(), "valley.txt")
    rules = {rule.name: rule for rule in settings.chrome_of(page).rules}
    assert len(rules) == len(settings.chrome.rules)
    assert rules["button"].why.startswith("The paper's tip")
    assert settings.chrome_of(page) is settings.chrome_of(page)
    assert settings.chrome_of(page_from_bytes(BODY.encode(), "x.txt")) is settings.chrome


def test_a_rule_about_a_place_runs_once_the_article_is_found(tmp_path: Path) -> None:
    config = tmp_path / "config.yaml"
    text = SITES.format(own="files: ['*']").replace("kind: line", "kind: line\n        place: tail")
    config.write_text(text, encoding="utf-8")
    page = tmp_path / "page.txt"
    lines = BODY.split("\n\n")
    page.write_text("\n\n".join([lines[0], lines[2], lines[1]]), encoding="utf-8")
    article = read_article(page, load_config(config))
    assert [gone.rule for gone in article.removed] == ["valley-tip"]


@pytest.mark.parametrize(
    ("own", "said"),
    [
        ("", "no page can be from this site; give `hosts`, `files` or `outlets`"),
        ("hosts: ['https://valley.example']", "a host has no `/` and no space"),
        ("host: [valley.example]", "unknown key `host`; did you mean `hosts`?"),
    ],
)
def test_a_site_that_cannot_be_known_is_refused(tmp_path: Path, own: str, said: str) -> None:
    config = tmp_path / "config.yaml"
    config.write_text(SITES.format(own=own), encoding="utf-8")
    with pytest.raises(ConfigError, match=r"config\.yaml:\d+:\d+: ") as refused:
        load_config(config)
    assert said in str(refused.value)


def test_a_rule_of_a_site_needs_examples(tmp_path: Path) -> None:
    config = tmp_path / "config.yaml"
    text = SITES.format(own="files: ['*']")
    config.write_text(text[: text.index("        examples")], encoding="utf-8")
    with pytest.raises(ConfigError, match=r"config\.yaml:6:9: missing key `examples`"):
        load_config(config)


def test_the_host_is_that_of_the_first_address_that_stands_alone() -> None:
    text = "See https://other.example/x for more.\n\nhttps://www.first.example:80/a?b\n\nhttp://b.example"
    assert host_of(page_from_bytes(text.encode(), "x")) == "first.example"
    assert host_of(page_from_bytes(b"no address at all", "x")) is None


@pytest.mark.parametrize(
    "line",
    [
        "http://" * 100_000,
        "a " * 100_000 + "www.",
        "https://" + "a." * 300_000 + " b c",
        "https://" + "-" * 500_000,
        "x: " * 100_000 + "www.a.b",
    ],
)
def test_no_line_takes_long_to_be_no_address(line: str) -> None:
    assert host_of(page_from_bytes(line.encode(), "x")) is None
