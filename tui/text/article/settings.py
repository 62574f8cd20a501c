"""What decides how a page becomes an article: the rules, those of its site, the wire services.

What makes articles knows nothing of how they are aligned. This is loaded at every start, and
therefore apart from `read`, which loads what runs the rules.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

from tui.text.archive.settings import ArchiveSettings, ExportSettings, TableSettings
from tui.text.article.credit import WireServices
from tui.text.chrome.rules import ChromeSettings
from tui.text.chrome.sites import Site, combined
from tui.text.fields import Fault
from tui.text.page.model import PageSettings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui.text.page.model import Page


class ArticleSettings(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, dict=True
):
    """How pages are read, what is chrome, and who is credited.

    `chrome` are the rules for every page, `sites` those for the pages of one site each,
    `pages` says how pages are read, `tables` what columns of tables are called,
    `exports` how press databases lay out what they export.
    """

    chrome: ChromeSettings
    sites: tuple[Site, ...] = ()
    wire_services: WireServices
    pages: PageSettings = PageSettings()
    tables: TableSettings = TableSettings()
    exports: ExportSettings = ExportSettings()

    @property
    def archives(self) -> ArchiveSettings:
        """How files that hold several articles are read."""
        return ArchiveSettings(self.pages.most_bytes, self.tables, self.chrome.dates, self.exports)

    def chrome_of(self, page: Page) -> ChromeSettings:
        """The rules for a page: the general ones, and those of the sites that it is from."""
        sites = tuple(site for site in self.sites if site.has(page))
        if not sites:
            return self.chrome.enabled
        names = tuple(site.name for site in sites)
        known = self._combined.get(names)
        if known is None:
            known = self._combined[names] = combined(self.chrome, sites).enabled
        return known

    def faults(self) -> Iterator[Fault]:
        """Give what a site does without, though there is no such rule."""
        known = {rule.name for rule in self.chrome.rules}
        for index, site in enumerate(self.sites):
            for at, name in enumerate(site.without):
                if name not in known:
                    reason = f"there is no general rule `{name}`; `compare rules list` lists them"
                    yield Fault(("sites", index, "without", at), reason)

    @cached_property
    def _combined(self) -> dict[tuple[str, ...], ChromeSettings]:
        """Rules by the names of sites, so that their wordings are compiled once."""
        return {}
