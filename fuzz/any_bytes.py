"""Feed bytes to everything between a page and its records, as long as one likes.

    pip install atheris              (Apache-2.0; Linux, and macOS with LLVM)
    mkdir -p fuzz/corpus && cp seeds/*.txt fuzz/corpus/
    python fuzz/any_bytes.py fuzz/corpus -max_total_time=600

The first byte chooses whether the rules run and which format the pages are in; the rest is cut in
two at `CUT` and taken as two pages, which are cleaned, aligned, judged, printed and reported on in
every format. What is promised of records and reports is checked on each (tests/invariants.py,
tests/report_invariants.py). What breaks one is left in a file named `crash-…`; give that
file instead of the folder to see it again.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

with atheris.instrument_imports(include=["tui"]):
    from hostile import assert_inert
    from invariants import check_alignment, check_article
    from report_invariants import check_report

    from tui.config import default_config_path, load_config
    from tui.corpus.findings import find_out
    from tui.corpus.library import Library
    from tui.report.report import Report, provenance
    from tui.report.text import Ink, alignment_text, article_text
    from tui.text import align
    from tui.text.article.read import clean, whole_page
    from tui.text.page.model import PageError
    from tui.text.page.read import page_from_bytes

CUT = b"\n=====\n"
ENDINGS = ("txt", "html", "md", "eml", "mhtml", "gz")
CONFIG = load_config(default_config_path())
PLAIN = Ink(False)


def feed(data: bytes) -> None:
    """Read two pages from some bytes and check all that is made of them."""
    first = data[0] if data else 0
    ending, rules = ENDINGS[first // 2 % len(ENDINGS)], first % 2 == 0
    articles = []
    for at, part in enumerate(data[1:].split(CUT, 1)):
        try:
            page = page_from_bytes(part, f"{at}.{ending}")
        except PageError as error:
            assert_inert(str(error))
            continue
        article = clean(page, CONFIG) if rules else whole_page(page)
        if ending == "txt":
            check_article(article, page.lines)
        assert_inert(article_text(article, PLAIN, 60))
        articles.append(article)
    if len(articles) == 2:
        alignment = align(*articles, CONFIG)
        check_alignment(alignment)
        assert_inert(alignment_text(alignment, PLAIN, 100))
    if articles:
        findings = find_out(articles, Library((), CONFIG).align, CONFIG)
        check_report(Report(findings, provenance(CONFIG, rules=rules, without=())))


if __name__ == "__main__":
    atheris.Setup(sys.argv, feed)
    atheris.Fuzz()
