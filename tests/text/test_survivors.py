"""What mutation testing found that no other test noticed."""

from __future__ import annotations

from typing import Any

import pytest

from tui.text.alignment import Link
from tui.text.decoding import decode
from tui.text.page import PageError, page_from_bytes, too_large
from tui.text.rows import summarise


@pytest.mark.parametrize(
    ("size", "said"),
    [
        (999, "999 bytes"),
        (1_000, "1 kB"),
        (1_500_000, "1.5 MB"),
        (1_000_000, "1 MB"),
        (1_000_000_000, "1 GB"),
    ],
)
def test_sizes_are_said_in_the_unit_that_fits(size: int, said: str) -> None:
    assert too_large(size, 20_000_000) == (
        f"is too large for a page ({said}; at most 20 MB are read); check that it is one, or "
        "allow more with --max-size or `pages: most_bytes`"
    )


def test_an_error_names_its_page() -> None:
    with pytest.raises(PageError) as caught:
        page_from_bytes(b"", "pages/empty.txt")
    assert caught.value.path == "pages/empty.txt"
    assert str(caught.value) == f"pages/empty.txt: {caught.value.reason}"


def test_bytes_that_no_encoding_fits_are_read_as_western(monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing(*_arguments: Any, **_more: Any) -> list[Any]:
        return []

    monkeypatch.setattr("charset_normalizer.from_bytes", nothing)
    assert decode(b"caf\xe9 \x81 na\xefve") == ("café \ufffd naïve", "windows-1252")


def test_a_summary_counts_every_kind_for_itself() -> None:
    links = [
        Link(0, 0, "same", 1.0, False, ()),
        Link(1, 1, "near", 0.8, False, ()),
        Link(1, 2, "near", 0.7, True, ()),
        Link(2, 3, "related", 0.4, True, ()),
        Link(3, 3, "related", 0.4, False, ()),
        Link(4, 3, "related", 0.4, True, ()),
    ]
    words = dict.fromkeys(range(8), 10)
    summary = summarise(links, words, dict.fromkeys(range(5), 10))
    assert (summary.same, summary.near, summary.related, summary.moved) == (1, 2, 3, 3)
    assert (summary.left_only, summary.right_only) == (3, 1)
    assert (summary.left_share, summary.right_share) == (0.625, 0.8)
    assert (summary.left_copied, summary.right_copied) == (0.25, 0.6)
