"""Made-up pages for the tests of the formats."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.default import default_config

from tui.text.article.read import clean
from tui.text.page.read import page_from_bytes

if TYPE_CHECKING:
    from tui.text.model import Article

HEADLINE = "Council agrees to rebuild the old bridge"
STORY = (
    "The council agreed on Tuesday to rebuild the old bridge that the flood took away in spring.",
    "Work is to begin in May, and the engineers expect that it will take them about two years.",
    "Until then a ferry takes people across the river, every hour and free of any charge.",
    "The ferrymen say that they have never had as many passengers as in these weeks.",
    "The mayor thanked them, and promised that the bridge would be wider than the old one.",
)
PARAGRAPHS = "\n".join(f"<p>{text}</p>" for text in STORY)
MENU = "<nav><ul><li><a href='/'>Home</a></li><li><a href='/w'>Weather</a></li></ul></nav>"

HTML = f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8">
<title>{HEADLINE} | The Valley Record</title>
<meta property="og:site_name" content="The Valley Record">
<link rel="canonical" href="https://valley.example/2025/bridge">
<script type="application/ld+json">
{{"@context": "https://schema.org", "@type": "NewsArticle", "headline": "{HEADLINE}",
 "datePublished": "2025-03-04T09:00:00Z", "author": [{{"@type": "Person", "name": "Jane Doe"}}]}}
</script></head>
<body>
{MENU}
<article>
<h1>{HEADLINE}</h1>
<figure><img src="b.jpg"><figcaption>The river, seen from the ferry</figcaption></figure>
{PARAGRAPHS}
</article>
<aside><h2>More news</h2><p><a href="/x">Painters show their pictures of boats</a></p></aside>
<footer>All rights reserved by the Valley Record and its owners.</footer>
</body></html>
"""


def article_of(data: bytes | str, path: str) -> Article:
    raw = data.encode() if isinstance(data, str) else data
    return clean(page_from_bytes(raw, path), default_config())


def body_of(article: Article) -> list[str]:
    return [one.text for one in article.paragraphs if one.role == "body"]


def check_blocks(data: bytes | str, path: str) -> None:
    """Every block is in exactly one entry of the article, in order and with its lines."""
    raw = data.encode() if isinstance(data, str) else data
    page = page_from_bytes(raw, path)
    article = clean(page, default_config())
    entries = [*article.paragraphs, *article.removed]
    assert sorted(one.lines for one in entries) == sorted(block.lines for block in page.blocks)
    assert all(
        1 <= first <= last <= len(page.lines) for first, last in (one.lines for one in entries)
    )
