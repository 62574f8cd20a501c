"""The commands for corpora: make an index, find groups in it, and ask who has a text."""

from __future__ import annotations

import os
import shlex
import sys
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from tui.cli.options import (
    CONFIG,
    JOBS,
    MASTER,
    MEMORY,
    NO_RULES,
    PAGES,
    PATHS,
    RECORD_FORMAT,
    PathAsOnDisk,
    asks,
)
from tui.cli.request import configuration
from tui.cli.streams import (
    FAILED,
    complain,
    complain_of,
    tell_of_configuration,
    tell_of_reports,
    tell_of_strangers,
    write_text,
)
from tui.text.inert import inert
from tui.text.page.names import is_page_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tui.cli.request import Asked
    from tui.config.settings import Config
    from tui.corpus.index import About, Index
    from tui.corpus.index.build import BuildOutcome
    from tui.corpus.index.corpus import CorpusTotals, Judging, TableFormat
    from tui.corpus.index.duck import DuckEngine
    from tui.corpus.index.engine import IndexRole
    from tui.corpus.index.jobs import Workers
    from tui.text.model import Article


SAMPLES = {"all": 1, "1/2": 2, "1/4": 4, "1/8": 8, "1/16": 16}


RUN_WORDS = 3
"""Words that must stand together to be found: an index keeps runs of three."""


MOST_COMPLAINTS = 20
"""Pages that could not be read, of which each is named; of more, how many there are."""


INDEX = click.argument("index", metavar="INDEX", type=PathAsOnDisk())


ENGINE = click.option(
    "--engine",
    type=click.Choice(["duckdb", "spark"]),
    default="duckdb",
    show_default=True,
    help="What does the work: this machine, or Spark (pip install 'article-compare[spark]').",
)


@click.command("index")
@asks(
    click.option(
        "-o",
        "--output",
        metavar="INDEX",
        required=True,
        type=PathAsOnDisk(),
        help="The index folder; it is created, or added to.",
    ),
    click.option(
        "--sample",
        type=click.Choice(list(SAMPLES)),
        help="How many of the word runs to keep. Default: all; from 100,000 articles on, 1/4.",
    ),
    JOBS,
    ENGINE,
    MASTER,
    CONFIG,
    *PAGES,
    NO_RULES,
    PATHS,
)
def index_command(asked: Asked, /, output: str, sample: str | None, **given: Any) -> int:
    """Read and clean articles once, and keep them in an index.

    PATH is a page, a folder of pages, or a file that holds several articles: a table, an export,
    a web archive. Articles already in the index are not read again, and interrupted work resumes
    where it stopped.
    """
    from tui.corpus.index import Index
    from tui.corpus.index.build import Builder
    from tui.corpus.index.runs import sort_runs

    with _told_plainly(output):
        config = _configured(asked)
        index = Index(output)
        if Path(output).is_file():
            complain(f"{inert(output)}: is a file; an index is a folder, so name a folder")
            return FAILED
        with (
            _no_empty_folder(Path(output)),
            index.lock(),
            _told_of_stop(output),
            _workers(**given) as workers,
            _progress() as progress,
        ):
            keep = SAMPLES[sample] if sample else None
            about = index.begin(_rules_of(asked, config), keep)
            builder = Builder(index, config, workers, rules=asked.rules)
            told = partial(progress, "Reading articles")
            outcome = builder.add(asked.paths, about, sample=keep, progress=told)
            sort_runs(index)
        _tell_of_outcome(outcome, output)
        _tell_next("compare cluster", output)
        return FAILED if outcome.faults or outcome.damaged else 0
    return FAILED


def _tell_next(command: str, index: str) -> None:
    """Say which command goes on from here, where a person watches."""
    if sys.stderr.isatty():
        complain(f"Next: {command} {shlex.quote(inert(index))}", bare=True)


def _tell_of_outcome(outcome: BuildOutcome, output: str) -> None:
    for reason in outcome.damaged:
        complain(f"{reason}; its articles are left out until their pages are indexed again")
    for fault in outcome.faults[:MOST_COMPLAINTS]:
        complain_of(fault)
    if len(outcome.faults) > MOST_COMPLAINTS:
        complain(f"{len(outcome.faults) - MOST_COMPLAINTS} more could not be read")
    tell_of_reports(outcome.reports)
    tell_of_strangers(outcome.strangers)
    parts = [_of(outcome.articles - outcome.again, "new article")]
    parts += [f"{outcome.known:,} known"] if outcome.known else []
    parts += [f"{outcome.again:,} cleaned again"] if outcome.again else []
    parts += [f"{outcome.undated:,} without a date"] if outcome.undated else []
    parts += [f"one of {outcome.sample} runs kept"] if outcome.sample > 1 else []
    write_text(f"{inert(output)}: {', '.join(parts)}\n")


@click.command("cluster")
@asks(
    click.option(
        "-o",
        "--output",
        metavar="FOLDER",
        type=PathAsOnDisk(),
        help="Write the tables here. By default they stay in the index, for the app.",
    ),
    click.option(
        "--format",
        "form",
        type=click.Choice(["parquet", "csv", "jsonl"]),
        default="parquet",
        show_default=True,
        help="How to write the tables.",
    ),
    click.option(
        "--judge",
        type=click.Choice(["none", "band", "all"]),
        default="band",
        show_default=True,
        help="What to align: nothing, doubtful pairs, or also every article with its source.",
    ),
    click.option(
        "--within",
        metavar="DAYS",
        type=click.IntRange(0),
        help="Only pairs at most this many days apart.",
    ),
    click.option(
        "--not-within-outlet", "outlets", is_flag=True, help="Only pairs of different outlets."
    ),
    click.option(
        "--against",
        metavar="OLD",
        type=PathAsOnDisk(),
        help="Only pairs of an article in INDEX and one in this older index.",
    ),
    click.option(
        "--originals",
        "originals_index",
        metavar="WIRE",
        type=PathAsOnDisk(),
        help="Treat the articles of this index as originals: an agency's copy or press releases.",
    ),
    ENGINE,
    MASTER,
    MEMORY,
    JOBS,
    CONFIG,
    click.argument("corpus", metavar="INDEX", type=PathAsOnDisk()),
)
def cluster(asked: Asked, /, **given: Any) -> int:
    """Group the articles of an index by the text they share.

    Writes tables: pairs of articles, groups that share text with their likely source and service,
    their members, outlets by day, and which outlet follows which.
    """
    with _told_plainly(given["output"] or given["corpus"]):
        totals = _clustered(asked, _configured(asked), ClusterRequest(**given))
        _tell_of_totals(totals, given["output"])
        if not given["output"] and not given["against"]:
            _tell_next("compare", given["corpus"])
        return 0
    return FAILED


class ClusterRequest(NamedTuple):
    """What `cluster` was asked for; each is an option of that name."""

    corpus: str
    output: str | None
    form: TableFormat
    judge: Judging
    within: int | None
    outlets: bool
    against: str | None
    originals_index: str | None
    engine: str
    master: str | None
    memory: str
    jobs: int | None


def _clustered(asked: Asked, config: Config, request: ClusterRequest) -> CorpusTotals:
    from tui.corpus.index.corpus import ClusterRules, Corpus, keep_tables
    from tui.corpus.index.duck import DuckEngine
    from tui.corpus.index.jobs import LocalWorkers
    from tui.corpus.index.pairs import PairRules

    named = ((request.corpus, 0), (request.against, 1), (request.originals_index, 2))
    roles = [_checked_role(path, side, request.engine) for path, side in named if path]
    for role in roles:
        _tell_of_rules(role.index, role.index.about(), _rules_of(asked, config))
    pair_rules = PairRules(within=request.within, outlets=request.outlets)
    propose: Callable[[DuckEngine], None] | None = None
    if request.engine == "spark":
        from tui.corpus.index.spark import SparkEngine

        propose = partial(SparkEngine(request.master).propose, roles, pair_rules)
    with (
        DuckEngine(request.memory, request.jobs, "--memory") as duck,
        LocalWorkers(request.jobs) as workers,
        _progress() as progress,
    ):
        corpus = Corpus(roles, config, workers, duck, ClusterRules(pair_rules, request.judge))
        totals = corpus.find(propose, progress)
        if request.output is not None:
            with _no_empty_folder(Path(request.output)):
                corpus.write(Path(request.output), request.form)
        if not request.against:
            keep_tables(corpus, roles[0].index)
    return totals


def _checked_role(path: str, side: int, engine: str) -> IndexRole:
    """An index that was found to be what was written.

    What another process adds meanwhile is left for the next time, in all tables alike.
    """
    from tui.corpus.index import Index
    from tui.corpus.index.engine import IndexRole
    from tui.corpus.index.pairs import PairRules
    from tui.corpus.index.runs import known_background, whole_runs

    index = Index(path).at_this_moment()
    if engine == "spark":
        index.checked()
        return IndexRole(index, side)
    index.refuse_damage(("articles",))
    # Sorted ones are read in part only: in each pass a range, and what newcomers may have.
    often = known_background(index, PairRules().days) if side == 1 else None
    return IndexRole(index, side, whole_runs(index), often)


@click.command("find")
@asks(
    RECORD_FORMAT,
    CONFIG,
    *PAGES,
    NO_RULES,
    click.argument("text", metavar="TEXT", type=PathAsOnDisk()),
    INDEX,
)
def find_command(asked: Asked, text: str, index: str) -> int:
    """Find the articles in an index that contain a text.

    The best match comes first. TEXT is a file, such as a press release or an article; - for
    standard input; or the words themselves. INDEX is a folder that `compare index` made.
    """
    from tui.cli.streams import write_json
    from tui.corpus.index import Index
    from tui.corpus.index.find import Finder
    from tui.report.records import as_json

    with _told_plainly():
        config = _configured(asked)
        article = _article_of(asked, text)
        if article is None:
            return FAILED
        opened = Index(index).at_this_moment()
        _tell_of_rules(opened, opened.about(), _rules_of(asked, config))
        with Finder(opened) as finder:
            found = finder.find(article)
        if asked.format == "json":
            write_json(as_json([record._asdict() for record in found]))
            return 0
        for one in found:
            name = one.path if one.id is None else f"{one.id}  {one.path}"
            where = ", ".join(filter(None, [one.outlet, one.date]))
            write_text(
                f"{one.share_of_text:>4.0%} of the text, {one.share_of_article:>4.0%} of the"
                f" article   {inert(name)}{f'  ({inert(where)})' if where else ''}\n"
            )
        if not found:
            write_text("No article in this index has it.\n")
        return 0
    return FAILED


def _article_of(asked: Asked, text: str) -> Article | None:
    """The article that a text is, whether it is named, piped in or given."""
    from tui.cli.reading import Reading
    from tui.corpus.files import STANDARD_INPUT
    from tui.text.archive.open import parted

    if os.path.isdir(text):  # noqa: PTH112
        complain(f"{inert(text)}: is a folder; the text comes first: compare find TEXT INDEX")
        return None
    is_file = os.path.lexists(text) or parted(text)[1] is not None
    is_words = text != STANDARD_INPUT and not is_file
    if is_words and (len(text.split()) < RUN_WORDS or is_page_name(text)):
        complain(
            f"No such file: {inert(text)}. To find words, give at least {RUN_WORDS}, in quotes"
        )
        return None
    reading = Reading(asked._replace(paths=() if is_words else (text,)))
    if is_words:
        reading.library.pages.supply("text", text.encode(errors="replace"))
        return reading.read("text")
    return reading.read(text)


def _configured(asked: Asked) -> Config:
    from tui.corpus.index import require_corpus

    require_corpus()
    tell_of_configuration(asked.config)
    return configuration(asked)


def _rules_of(asked: Asked, config: Config) -> str:
    """The hash of what decides how an article reads."""
    from tui.config.cache import fingerprint

    return fingerprint(config, of_pairs=False) + ("" if asked.rules else "-no-rules")


def _tell_of_rules(index: Index, about: About, rules: str) -> None:
    if about.rules.removesuffix("-no-rules") != rules.removesuffix("-no-rules"):
        complain(
            f"{index.path}: made with other rules than those in force now; its articles stay"
            " as they were cleaned then (index into a new folder to clean them again)"
        )


def _of(number: int, what: str) -> str:
    """A number and a noun."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _tell_of_totals(totals: CorpusTotals, output: str | None) -> None:
    grouped = "none in a group"
    if totals.clusters:
        many = f"{totals.clusters:,} groups, the largest of"
        groups = "one group of" if totals.clusters == 1 else many
        grouped = f"{totals.clustered:,} in {groups} {totals.largest:,}"
    copies = "1 is a copy" if totals.confirmed == 1 else f"{totals.confirmed:,} are copies"
    compared = (
        f"; of {_of(totals.aligned, 'doubtful one')}, compared in full, {copies}"
        if totals.aligned
        else ""
    )
    share = "1 pair shares" if totals.pairs == 1 else f"{totals.pairs:,} pairs share"
    lines = [f"{_of(totals.articles, 'article')}: {grouped}", f"{share} text{compared}"]
    if totals.sample > 1:
        lines.append(f"found by one in {totals.sample} word runs")
    if totals.parted:
        several = "link" if totals.parted == 1 else "links"
        lines.append(
            f"{totals.parted:,} weak {several} between groups not followed; see parted_from in the"
            " table of groups"
        )
    if output is not None:
        lines.append(f"tables in {inert(output)}")
    write_text("\n".join(lines) + "\n")
    if totals.undated:
        done = "were aligned where that joins groups" if totals.aligned else "were not aligned"
        complain(
            f"{totals.undated:,} of {_of(totals.articles, 'article')}"
            f" {'has' if totals.undated == 1 else 'have'} no date, so background can't"
            f" be recognised by their days: all of their pairs are doubtful, and {done}"
        )
    if totals.repeated_ids:
        belong = "id belongs" if totals.repeated_ids == 1 else "ids belong"
        complain(
            f"{totals.repeated_ids:,} {belong} to several articles, which are named by"
            " their paths instead"
        )


@contextmanager
def _told_plainly(written: str = "") -> Iterator[None]:
    """Say in a sentence what is wrong with an index, or what of it cannot be written.

    Args:
        written: What is written to, which a full disk does not name.
    """
    from tui.corpus.index import CorpusError
    from tui.files.write import refusal

    try:
        yield
    except CorpusError as error:
        complain(str(error))
    except TimeoutError:
        complain("another compare is working on this index; wait until it is done")
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise
        where = inert(str(error.filename or written))
        complain(f"{where}: cannot be written ({refusal(error)})")


@contextmanager
def _no_empty_folder(folder: Path) -> Iterator[None]:
    """Make a folder if it isn't there; where nothing comes of the work, take it away again."""
    from tui.corpus.index import LOCK, TABLES_LOCK

    made = [one for one in (folder, *folder.parents) if not one.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    try:
        yield
    except TimeoutError:
        # Another process is at work there.
        raise
    except BaseException:
        with suppress(OSError):
            held = list(folder.iterdir())
            if made and all(one.name in (LOCK, TABLES_LOCK) for one in held):
                for lock in held:
                    lock.unlink()
                for one in made:
                    one.rmdir()
        raise


@contextmanager
def _told_of_stop(index: str) -> Iterator[None]:
    """Say that an index keeps what is done, where Ctrl+C stops the work."""
    try:
        yield
    except KeyboardInterrupt:
        complain(f"{index}: stopped; what is done is kept, and the same command goes on with it")
        raise


@contextmanager
def _workers(engine: str, master: str | None, jobs: int | None) -> Iterator[Workers]:
    if engine == "spark":
        from tui.corpus.index.spark import SparkWorkers

        with SparkWorkers(master) as cluster_of:
            yield cluster_of
        return
    from tui.corpus.index.jobs import LocalWorkers

    with LocalWorkers(jobs) as local:
        yield local


@contextmanager
def _progress() -> Iterator[Callable[[str, int, int], None]]:
    """A line on standard error, where a person watches: how far, how fast, how long still."""
    if not sys.stderr.isatty():
        yield lambda label, done, total: None
        return
    # What is told of first has begun by now, the next when the one before was told of last.
    began: dict[str, float] = {}
    shown, told_last = 0.0, monotonic()

    def tell(label: str, done: int, total: int) -> None:
        nonlocal shown, told_last
        now = monotonic()
        begun = began.setdefault(label, told_last)
        told_last = now
        if now - shown < 0.2 and 0 < done < total:
            return
        shown = now
        rate = done / (now - begun) if now > begun else 0.0
        left = f" · {_duration((total - done) / rate)} left" if rate and done < total else ""
        speed = f" · {rate:,.0f} a second" if rate >= 1 else ""
        much = f": {done:,} of {total:,}{speed}{left}" if total else " …"
        sys.stderr.write(f"\r\x1b[K{label}{much}")
        sys.stderr.flush()

    try:
        yield tell
    finally:
        if began:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min" if minutes else f"{rest} s"
