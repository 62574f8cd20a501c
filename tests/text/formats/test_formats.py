"""The table of page formats: all that is said of formats elsewhere agrees with it."""

from __future__ import annotations

from collections import Counter
from importlib import import_module
from pathlib import Path

import pytest

from tui.cli.request import NOTHING_TO_OPEN
from tui.text.page.names import BY_ENDING, PAGE_FORMATS, USUAL_ENDINGS, PageFormat, is_page_name
from tui.text.page.read import SIGNS

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize("form", PAGE_FORMATS, ids=lambda form: form.name)
def test_every_format_has_a_reader(form: PageFormat) -> None:
    module, _, function = form.reader.partition(":")
    assert callable(getattr(import_module(module), function))
    assert all(ending == ending.lower() and ending.startswith(".") for ending in form.endings)
    assert all(is_page_name(f"page{ending}") for ending in form.endings)


def test_no_two_formats_share_a_name_or_an_ending() -> None:
    assert len(BY_ENDING) == sum(len(form.endings) for form in PAGE_FORMATS)
    assert set(Counter(form.name for form in PAGE_FORMATS).values()) == {1}
    assert {name for name, _ in SIGNS} <= {form.name for form in PAGE_FORMATS}


@pytest.mark.parametrize("file", ["README.md", "docs/formats.md", "config.yaml"])
def test_what_people_read_names_every_format(file: str) -> None:
    text = (ROOT / file).read_text(encoding="utf-8")
    assert [ending for ending in USUAL_ENDINGS.split(", ") if ending not in text] == []


def test_who_has_nothing_to_open_is_told_what_to_save_pages_as() -> None:
    assert f"({USUAL_ENDINGS})" in NOTHING_TO_OPEN
