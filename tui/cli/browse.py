"""The app on an index: the list of clusters, and today's views on the articles of one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tui.cli.signals import run_app, was_asked
from tui.cli.streams import complain
from tui.corpus.index import CorpusError, Index, require_corpus

if TYPE_CHECKING:
    from tui.cli.request import Asked
    from tui.corpus.index.browse import Browser


def open_index(asked: Asked, path: str, no_terminal: str) -> int:
    """Open the app on an index.

    Args:
        no_terminal: What to say where there is no terminal; empty where there is one.

    Returns:
        0, or 2 where there are no clusters to show, or no terminal to show them on.
    """
    try:
        require_corpus()
        from tui.corpus.index.browse import Browser

        index = Index(path)
        with Browser(index) as browser:
            if no_terminal:
                complain(no_terminal)
                return 2
            _browse(asked, browser, path)
    except CorpusError as error:
        complain(str(error))
        return 2
    return 0


def _browse(asked: Asked, browser: Browser, path: str) -> None:
    from tui.view.main.clusters import ClusterApp

    wanted, place = None, (0, 0)
    while True:
        app = ClusterApp(browser, path, wanted, place=place, sample=browser.about.sample)
        chosen = run_app(app)
        wanted, place = app.wanted, app.place
        if chosen is None:
            return
        _open_cluster(asked, browser, chosen)
        # Where the terminal is gone, the list would be painted on nothing for ever.
        if was_asked():
            return


def _open_cluster(asked: Asked, browser: Browser, cluster: str) -> None:
    """Show the articles of a cluster; who leaves them is back at the list."""
    from tui.cli.report import ReportExporter
    from tui.cli.request import app_configuration
    from tui.corpus.choices import RememberedChoices
    from tui.corpus.library import GivenLibrary
    from tui.corpus.notes import RememberedNotes
    from tui.view.app import CompareApp
    from tui.view.services import Services

    config = app_configuration(asked)
    articles, count = browser.articles(cluster)
    library = GivenLibrary(articles, config)
    library.choices = RememberedChoices()
    title = next((one.title for one in articles if one.title), "one group")
    if len(articles) < count:
        title = f"{title} · the first of {count}"
    services = Services(library, config.keys, title, notes=RememberedNotes())
    services = replace(services, exporter=lambda: ReportExporter(library, asked.config))
    run_app(CompareApp(services))
