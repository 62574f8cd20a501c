"""One article, or two: reading, cleaning and aligning. Pure, and free of Textual."""

from __future__ import annotations

from typing import TYPE_CHECKING

# At once, not when it is first called: importing the module of this name later would put
# the module in the function's place.
from tui.text.align import align

if TYPE_CHECKING:
    import os

    from tui.text.article import Article
    from tui.text.settings import TextSettings

__all__ = ["align", "read_article"]


def read_article(
    path: str | os.PathLike[str], config: TextSettings, *, rules: bool = True
) -> Article:
    """Read a saved page and take its chrome off.

    Args:
        path: A text file.
        config: The settings; `load_config()` gives the user's.
        rules: False takes the page as it is, each of its paragraphs as body text.

    Returns:
        The article, with what was removed and by which rule.

    Raises:
        PageError: The file is missing, not a file, not readable, empty or not text.
    """
    # Here, so that settings can be loaded without what reads pages and runs rules.
    from tui.text.page import read_page

    page = read_page(path)
    if not rules:
        from tui.text.whole import whole_page

        return whole_page(page)
    from tui.text.reading import clean

    return clean(page, config)
