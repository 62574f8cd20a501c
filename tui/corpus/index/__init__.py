"""An index: a folder that holds the articles of a corpus, read and cleaned once, and their runs.

    corpus.index/
      about.json               the schema, what the rules were, how many of the runs are kept
      parts/00000.json         what a part holds, and the sizes and hashes of its two files
      articles/00000.parquet   an article a row: what it is called, says and credits, and its text
      runs/00000.parquet       an article and a run of three words in it a row
      sorted.parquet           in a large index all runs in order, for who asks for some of them
      background.parquet       the runs on too many days to be news, once clusters were found

A part is written file by file, each whole or not at all, and its record in `parts` last: what a
killed process leaves behind has no record, and its number is used again. Of a page that was read
again, the later row counts. Nothing in an index depends on the order in which pages came, or on
how they were shared among processes.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from tui import __version__
from tui.files.folders import from_json
from tui.files.write import alone, usual_mode, write_whole
from tui.text.page.model import PageError
from tui.text.page.read import open_file

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from contextlib import AbstractContextManager


INDEX_SCHEMA = "compare/index/1"


ABOUT = "about.json"


PART_SIZE = 500
"""Articles in a part: a second's work for plain text, some twenty for HTML."""


MANY_ARTICLES = 100_000
"""Articles from which on a quarter of the runs is enough to find pairs by."""


QUARTER = 4


_PART_NAME = re.compile(r"(\d{5,9})\.json")


_CHUNK = 1 << 18


LOCK, TABLES_LOCK = ".lock", ".tables.lock"
"""What stays of a process that had an index to itself, or a folder that it wrote tables into."""


EXTRA = "article-compare[corpus]"


UNNAMED = "agencies"
"""What stands for the contributor where a page credits services without naming one."""


class CorpusError(Exception):
    """Something about an index that keeps it from being used, in words for a person."""


class About(msgspec.Struct, frozen=True, kw_only=True):
    """What a whole index is: `rules` is the hash of what decides about text.

    Of the runs that an article has, those below 1/`sample` of all hashes are looked at.
    """

    schema: str = INDEX_SCHEMA
    program: str = __version__
    rules: str
    words: int = 3
    sample: int = 1


class PartRecord(msgspec.Struct, frozen=True, kw_only=True):
    """What a part holds. Files are [bytes, hash] by what they hold."""

    number: int
    articles: int
    runs: int
    files: dict[str, tuple[int, str]]


class Index:
    """The folder; its articles are never loaded as a whole."""

    def __init__(
        self,
        path: str | os.PathLike[str],
        moment: tuple[About, Sequence[PartRecord]] | None = None,
    ) -> None:
        """Take a folder; nothing is read yet.

        Args:
            moment: What it was at some moment; None looks whenever it is asked.
        """
        self.folder = Path(path)
        self._moment = moment

    @property
    def path(self) -> str:
        """The folder as it was given."""
        return os.fspath(self.folder)

    def lock(self) -> AbstractContextManager[None]:
        """Let no other process change the index meanwhile.

        Raises:
            CorpusError: The folder is somebody else's, who wants no lock in it.
            TimeoutError: Another one does.
        """
        self._refuse_other_folder()
        return alone(self.folder / LOCK)

    def about(self) -> About:
        """What the index is.

        Raises:
            CorpusError: It is none, or one of another version.
        """
        if self._moment is not None:
            return self._moment[0]
        try:
            data = read_of_index(self.folder / ABOUT)
        except OSError as error:
            raise CorpusError(
                f"{self.path}: is not an index; `compare index PAGES... -o {self.path}` makes one"
            ) from error
        try:
            schema = from_json(data, dict[str, object]).get("schema")
            if schema == INDEX_SCHEMA:
                return from_json(data, About)
        except msgspec.DecodeError as error:
            raise CorpusError(
                f"{self.path}: {ABOUT} is damaged ({error}); {_INTO_ANOTHER}"
            ) from error
        raise CorpusError(
            f"{self.path}: is of another version ({schema}, not {INDEX_SCHEMA}); {_INTO_ANOTHER}"
        )

    def begin(self, rules: str, sample: int | None) -> About:
        """Make the folder, or look whether more may be put into it.

        Args:
            rules: The hash of the rules that pages are cleaned by now.
            sample: One of so many runs is kept; None where that depends on their number.

        Raises:
            CorpusError: It was made with other rules, or keeps fewer runs.
        """
        if (self.folder / ABOUT).exists():
            about = self.about()
            if about.rules != rules:
                raise CorpusError(OTHER_RULES.format(self.path))
            if sample is not None and sample < about.sample:
                raise CorpusError(
                    f"{self.path}: keeps one of {about.sample} runs; to keep more, {_INTO_ANOTHER}"
                )
            about = msgspec.structs.replace(about, sample=sample or about.sample)
        else:
            self._refuse_other_folder()
            about = About(rules=rules, sample=sample or 1)
        # First what it is: a folder without that is taken for somebody else's.
        self.folder.mkdir(parents=True, exist_ok=True)
        self.write_about(about)
        for below in ("parts", "articles", "runs"):
            self.own_folder(below)
        return about

    def _refuse_other_folder(self) -> None:
        if (self.folder / ABOUT).exists() or not self.folder.is_dir():
            return
        if any(self.folder.glob("[!.]*")):
            raise CorpusError(f"{self.path}: is a folder that holds something else")

    def own_folder(self, name: str) -> Path:
        """One of its folders, made if it isn't there.

        Raises:
            CorpusError: It leads elsewhere, where nothing of an index is to be written.
        """
        folder = self.folder / name
        if folder.is_symlink():
            raise CorpusError(f"{folder}: is a link; put the folder it leads to in its place")
        folder.mkdir(exist_ok=True)
        return folder

    def write_about(self, about: About) -> None:
        """Say what the index is."""
        self.write(self.folder / ABOUT, msgspec.json.format(msgspec.json.encode(about)))

    def parts(self) -> list[PartRecord]:
        """The parts that are whole, by their numbers.

        Raises:
            CorpusError: A part's record cannot be read.
        """
        if self._moment is not None:
            return list(self._moment[1])
        records = []
        for file in sorted((self.folder / "parts").glob("*.json")):
            if _PART_NAME.fullmatch(file.name):
                try:
                    records.append(from_json(read_of_index(file), PartRecord))
                except (OSError, msgspec.DecodeError) as error:
                    raise CorpusError(
                        f"{file}: is damaged ({error}); delete it and index its pages again"
                    ) from error
        return records

    def at_this_moment(self) -> Index:
        """The same index, whatever is put into it from now on: parts stay as they are."""
        return Index(self.folder, (self.about(), self.parts()))

    def file(self, kind: str, number: int) -> Path:
        """One of the two files of a part."""
        return self.folder / kind / f"{number:05}.parquet"

    def files(self, kind: str) -> list[str]:
        """The files of all whole parts."""
        return [os.fspath(self.file(kind, record.number)) for record in self.parts()]

    def free_numbers(self, *, behind: bool = False) -> Iterator[int]:
        """Numbers for parts to come, beginning with that of the first missing one.

        Args:
            behind: Only numbers behind those of all parts, as of two rows of a page the later
                counts.
        """
        taken = {record.number for record in self.parts()}
        number = max(taken, default=-1) + 1 if behind else 0
        while True:
            if number not in taken:
                yield number
            number += 1

    def record(self, record: PartRecord) -> None:
        """Say that a part is whole: from now on it counts."""
        self.write(self._record_file(record.number), msgspec.json.encode(record))

    def _record_file(self, number: int) -> Path:
        return self.folder / "parts" / f"{number:05}.json"

    def damaged(
        self, kinds: Collection[str] = ("articles", "runs"), but: Collection[int] = ()
    ) -> list[tuple[int, str]]:
        """The parts whose files are not what was written, and what is wrong with each.

        Args:
            kinds: Which of their files are looked at.
            but: The numbers of parts that are not.
        """
        faults = []
        for record in self.parts():
            for kind in kinds if record.number not in but else ():
                file = self.file(kind, record.number)
                reason = fault_of(file, *record.files[kind])
                if reason:
                    faults.append((record.number, f"{file}: {reason}"))
                    break
        return faults

    def forget(self, number: int) -> None:
        """Leave a part out from now on; its files are overwritten by the next one."""
        self._record_file(number).unlink(missing_ok=True)

    def checked(self) -> About:
        """What the index is, once all of its parts were found to be what was written.

        Raises:
            CorpusError: It is no index, or one of its parts is damaged.
        """
        about = self.about()
        self.refuse_damage()
        return about

    def refuse_damage(
        self, kinds: Collection[str] = ("articles", "runs"), but: Collection[int] = ()
    ) -> None:
        """Look whether parts are what was written, as `damaged` does.

        Raises:
            CorpusError: One is not.
        """
        if faults := self.damaged(kinds, but):
            more = f" (and {len(faults) - 1} more parts)" if len(faults) > 1 else ""
            raise CorpusError(
                f"{faults[0][1]}{more}; `compare index PAGES... -o {self.path}` mends it"
            )

    def size(self) -> int:
        """How many articles there are, those that were read again counted twice."""
        return sum(record.articles for record in self.parts())

    def write(self, file: Path, data: bytes) -> None:
        """Write one of its small files whole or not at all."""
        write_whole(file, [data], mode=usual_mode())


# Into the same one nothing more is put: what it holds may be all that there is of its pages.
_INTO_ANOTHER = "index the pages again into another folder"


OTHER_RULES = (
    f"{{}}: was made with other rules than those in force now; {_INTO_ANOTHER}, "
    "or use the configuration that it was made with (--config)"
)


def read_of_index(file: Path, most: int = -1) -> bytes:
    """The bytes of a file of an index, which a stranger may have made: a pipe is none.

    Raises:
        OSError: It cannot be read.
    """
    try:
        with open_file(str(file)) as opened:
            return opened.read(most)
    except PageError as error:
        raise OSError(error.reason) from error


def digest_of(file: Path) -> str:
    """A hash of a file's bytes."""
    import xxhash

    # Into the same memory each time, which is three times as quick as fresh bytes.
    chunk = memoryview(bytearray(_CHUNK))
    digest = xxhash.xxh3_128()
    with file.open("rb", buffering=0) as opened:
        while size := opened.readinto(chunk):
            digest.update(chunk[:size])
    return digest.hexdigest()


def fault_of(file: Path, size: int, digest: str) -> str:
    """What is wrong with a file that had so many bytes and this hash; nothing where it is whole."""
    try:
        there = file.stat().st_size
        if there == size and digest_of(file) == digest:
            return ""
    except OSError as error:
        return f"cannot be read ({error.strerror})"
    return f"is damaged ({there} bytes, {size} were written)" if there != size else "is damaged"


KEPT_TABLES = "tables"
"""Where an index keeps the tables that were found last, for the app and for reports."""


def kept_tables(index: Index) -> tuple[Path, bool] | None:
    """The folder of the kept tables, and whether they are of all that the index holds now.

    Returns:
        None where there are none.
    """
    folder = index.folder / KEPT_TABLES
    try:
        state = from_json(read_of_index(folder / "made_of.json"), list[object])
    except (OSError, msgspec.DecodeError):
        return None
    return folder, state == state_of(index)


def state_of(index: Index) -> list[list[object]]:
    """What tells that an index holds the same as before."""
    return [[record.number, record.files["articles"][1]] for record in index.parts()]


def is_index(path: str) -> bool:
    """Whether a path is an index, and no folder of pages."""
    try:
        return b'"compare/index/' in read_of_index(Path(path) / ABOUT, 200)
    except (OSError, ValueError):
        return False


def require_corpus() -> None:
    """Look whether what reads and writes an index is installed.

    Raises:
        CorpusError: It is not; the message says how to install it.
    """
    from importlib.util import find_spec

    missing: Sequence[str] = [name for name in ("duckdb", "xxhash") if find_spec(name) is None]
    if missing:
        come = "comes" if len(missing) == 1 else "come"
        raise CorpusError(
            f"an index needs {' and '.join(missing)}, which {come} with: pip install '{EXTRA}'"
        )
