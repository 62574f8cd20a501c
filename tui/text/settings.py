"""The sum of what the text core is told: reading pages, making articles of them, aligning two.

Only what loads a configuration needs all of it. Each floor of the core takes its own part, from
the module in which that part's struct stands beside what it decides.
"""

from __future__ import annotations

from tui.text.alignment.settings import AlignmentSettings
from tui.text.article.settings import ArticleSettings
from tui.text.page.model import PageSettings
from tui.text.words.layers import HouseStyleLayer


class TextSettings(ArticleSettings, frozen=True, kw_only=True):
    """Everything that decides what is chrome, who is credited and what is alike.

    `pages` says how pages are read, `house_style` the layers of what newsrooms write
    differently.
    """

    pages: PageSettings = PageSettings()
    house_style: tuple[HouseStyleLayer, ...]
    alignment: AlignmentSettings
