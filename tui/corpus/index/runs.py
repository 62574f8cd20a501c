"""What is kept of the runs of a whole index, beside those of each part.

Sorted, so that few rows are read to find some of them; and which of them are background, so that
newcomers are not looked for by these. Both are told to be of the parts that are there now, and
both can be done without: what is damaged, or older than the index, is not looked at.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import msgspec

from tui.corpus.index import digest_of, fault_of, read_of_index
from tui.corpus.index.duck import DuckEngine, quoted, scratch
from tui.files.folders import from_json
from tui.files.program import TABLES_MEMORY
from tui.files.write import usual_mode

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from tui.corpus.index import Index


SORTED_FROM = 1_000_000
"""Runs of an index from which on they are sorted, and a text is known by some of its own."""


_OUTSIDE = 8
"""One run of so many may stand in parts that came after the last sorting."""


_GROUP = 32_768
"""Rows that are read for each run that is asked for."""


class SortedRuns(msgspec.Struct, frozen=True):
    """All runs of an index in order, so that few rows are read to find some of them.

    Attributes:
        parts: The parts whose runs are there, by their numbers, with the hashes of their runs.
        size: The bytes of the file.
        digest: The hash of these, so that one which is not whole or damaged is told.
    """

    parts: dict[int, str]
    size: int
    digest: str


def _sorted_file(index: Index) -> Path:
    return index.folder / "sorted.parquet"


def _sorted_parts(index: Index) -> Collection[int]:
    """The parts whose runs stand in the sorted file; none where that is not what was written."""
    try:
        data = read_of_index(index.folder / "sorted.json")
        found = from_json(data, SortedRuns)
    except (OSError, msgspec.DecodeError):
        return ()
    whole = not fault_of(_sorted_file(index), found.size, found.digest)
    now = {record.number: record.files["runs"][1] for record in index.parts()}
    return found.parts if whole and found.parts.items() <= now.items() else ()


def sort_runs(index: Index, memory: str = TABLES_MEMORY, many: int = SORTED_FROM) -> None:
    """Sort the runs of an index, unless nearly all of them are, or there are few.

    Args:
        many: How many there are at least.

    Raises:
        CorpusError: The disk or memory is full; what the index holds stays as it is.
    """
    records = index.parts()
    known = _sorted_parts(index)
    total = sum(record.runs for record in records)
    outside = sum(record.runs for record in records if record.number not in known)
    if total < many or outside * _OUTSIDE <= total:
        return
    (index.folder / "sorted.json").unlink(missing_ok=True)
    with DuckEngine(memory) as engine, scratch(index.folder) as folder:
        engine.run("SET preserve_insertion_order = true")
        rows = f"SELECT run, doc FROM {engine.parquet(index.files('runs'))} ORDER BY run, doc"
        size, digest = _put_down(engine, rows, folder / "sorted", _sorted_file(index))
    parts = {record.number: record.files["runs"][1] for record in records}
    sorted_runs = SortedRuns(parts, size, digest)
    index.write(index.folder / "sorted.json", msgspec.json.encode(sorted_runs))


def whole_runs(index: Index) -> list[str]:
    """The files that hold all runs of an index, in order as far as they were sorted.

    Raises:
        CorpusError: They are not what was written.
    """
    known = _sorted_parts(index)
    index.refuse_damage(("runs",), but=known)
    rest = [record.number for record in index.parts() if record.number not in known]
    files = [_sorted_file(index)] if known else []
    return [*map(os.fspath, files), *(os.fspath(index.file("runs", number)) for number in rest)]


def _put_down(engine: DuckEngine, rows: str, made: Path, file: Path) -> tuple[int, str]:
    """Write the rows of a query to a file, whole or not at all.

    Args:
        made: Where it is on its way, on the same disk.

    Returns:
        Its bytes, and their hash.
    """
    engine.run(
        f"COPY ({rows}) TO {quoted(made)} (FORMAT parquet, COMPRESSION uncompressed,"
        f" PARQUET_VERSION v2, ROW_GROUP_SIZE {_GROUP})"
    )
    with made.open("rb+") as opened:
        os.fsync(opened.fileno())
    made.chmod(usual_mode())
    size, digest = made.stat().st_size, digest_of(made)
    made.replace(file)
    return size, digest


class OftenRuns(msgspec.Struct, frozen=True):
    """The runs that stand on more than so many days, and what they were told of.

    More articles make none of them news. What else is background, as in one outlet alone, is not
    kept: another outlet may print it.

    Attributes:
        parts: The parts that were looked at, with the hashes of their articles and runs.
        sample: One of so many runs was looked at.
        size: The bytes of the file.
        digest: The hash of these.
    """

    parts: dict[int, tuple[str, str]]
    days: int
    sample: int
    size: int
    digest: str


def _background_file(index: Index) -> Path:
    return index.folder / "background.parquet"


def _looked_at(index: Index) -> dict[int, tuple[str, str]]:
    return {one.number: (one.files["articles"][1], one.files["runs"][1]) for one in index.parts()}


def keep_background(index: Index, engine: DuckEngine, often: str, days: int) -> None:
    """Keep which runs of an index stand on many days.

    Args:
        often: The table that has them.
        days: On more than so many.

    Raises:
        CorpusError: The disk is full.
    """
    record = index.folder / "background.json"
    record.unlink(missing_ok=True)
    with scratch(index.folder) as folder:
        rows = f"SELECT run FROM {often} ORDER BY run"
        size, digest = _put_down(engine, rows, folder / "background", _background_file(index))
    kept = OftenRuns(_looked_at(index), days, index.about().sample, size, digest)
    index.write(record, msgspec.json.encode(kept))


def known_background(index: Index, days: int) -> str | None:
    """The file of the runs that stand on more than so many days.

    Returns:
        None where it is not told of what the index holds now, or is not what was written.
    """
    try:
        data = read_of_index(index.folder / "background.json")
        found = from_json(data, OftenRuns)
    except (OSError, msgspec.DecodeError):
        return None
    if (found.parts, found.days, found.sample) != (_looked_at(index), days, index.about().sample):
        return None
    file = _background_file(index)
    return None if fault_of(file, found.size, found.digest) else os.fspath(file)
