"""Feed bytes to everything between a page and its records, as long as one likes.

    pip install atheris              (Apache-2.0; Linux, and macOS with LLVM)
    mkdir -p fuzz/corpus && cp seeds/*.txt fuzz/corpus/
    python fuzz/any_bytes.py fuzz/corpus -max_total_time=600

The first byte chooses whether the rules run; the rest is cut in two at `CUT` and taken as two
pages, which are cleaned, aligned, judged and printed. The promises made to scripts are checked on
every record (tests/invariants.py). What breaks one is left in a file named `crash-…`; give that
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
    from invariants import check_alignment, check_article, check_story

    from tui.config import default_config_path, load_config
    from tui.corpus.story import find_stories
    from tui.report.alignment_text import alignment_text
    from tui.report.article_text import article_text
    from tui.report.ink import Ink
    from tui.report.story import story_text
    from tui.text import align
    from tui.text.page import PageError, page_from_bytes
    from tui.text.reading import clean
    from tui.text.whole import whole_page

CUT = b"\n=====\n"
CONFIG = load_config(default_config_path())
PLAIN = Ink(False)


def feed(data: bytes) -> None:
    """Read two pages from some bytes and check all that is made of them."""
    rules = data[:1] != b"\0"
    articles = []
    for at, part in enumerate(data[1:].split(CUT, 1)):
        try:
            page = page_from_bytes(part, f"{at}.txt")
        except PageError as error:
            assert_inert(str(error))
            continue
        article = clean(page, CONFIG) if rules else whole_page(page)
        check_article(article, page.lines)
        assert_inert(article_text(article, PLAIN, 60))
        articles.append(article)
    if len(articles) == 2:
        alignment = align(*articles, CONFIG)
        check_alignment(alignment)
        assert_inert(alignment_text(alignment, PLAIN, 100))
    if articles:
        stories = find_stories(articles, lambda one, other: align(one, other, CONFIG), CONFIG, None)
        check_story(stories, [article.path for article in articles])
        assert_inert(story_text(stories, PLAIN, 80))


if __name__ == "__main__":
    atheris.Setup(sys.argv, feed)
    atheris.Fuzz()
