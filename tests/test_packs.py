"""Entries of which many are in one file: there or not, and never another one's."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from time import monotonic, sleep
from typing import TYPE_CHECKING

import pytest

from tui.files import packs as module
from tui.files.packs import Packs

if TYPE_CHECKING:
    from pathlib import Path

NAMES = [bytes([at]) * 20 for at in range(9)]

ENTRIES = {name: name[:1] * 50 for name in NAMES}

OTHER = """
import sys
from pathlib import Path
from tui.files.packs import Packs
packs = Packs(Path(sys.argv[1]))
packs.put(b"o" * 20, b"another's")
packs.flush()
print(flush=True)
sys.stdin.read()
"""


def packs_of(folder: Path, entries: dict[bytes, bytes] | None = None) -> Packs:
    """The packs of a folder as a new process finds them, with some entries written."""
    packs = Packs(folder)
    for name, entry in (entries or {}).items():
        packs.put(name, entry)
    assert packs.flush()
    return packs


def all_in(folder: Path) -> dict[bytes, bytes]:
    """What a new process finds."""
    packs = Packs(folder)
    found = ((name, packs.get(name)) for name in NAMES)
    return {name: entry for name, entry in found if entry is not None}


def files_in(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.pack"))


def noted(packs: Packs) -> list[OSError]:
    refused: list[OSError] = []
    packs.look_again(lambda _, error: refused.append(error))
    return refused


def test_what_was_put_is_there_at_once_and_in_one_file_for_the_next_process(tmp_path: Path) -> None:
    packs = Packs(tmp_path)
    packs.put(NAMES[0], b"an entry")
    assert packs.has(NAMES[0])
    assert packs.get(NAMES[0]) == b"an entry"
    assert not packs.has(NAMES[1])
    packs_of(tmp_path, ENTRIES)
    assert all_in(tmp_path) == ENTRIES
    (file,) = files_in(tmp_path)
    assert file.stat().st_mode & 0o077 == 0


def test_what_waits_is_written_soon_though_nobody_puts_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "SECONDS", 0.01)
    packs = Packs(tmp_path)
    packs.put(NAMES[0], b"an entry")
    until = monotonic() + 10
    while not all_in(tmp_path) and monotonic() < until:
        sleep(0.01)
    assert all_in(tmp_path) == {NAMES[0]: b"an entry"}


def test_much_is_written_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_BYTES_WAITING", 100)
    packs = Packs(tmp_path)
    packs.put(NAMES[0], b"x" * 101)
    assert NAMES[0] in all_in(tmp_path)


def test_a_pack_that_was_cut_off_anywhere_counts_as_far_as_it_goes(tmp_path: Path) -> None:
    packs = packs_of(tmp_path, {name: ENTRIES[name] for name in NAMES[:3]})
    (file,) = files_in(tmp_path)
    begun = file.stat().st_size
    for name in NAMES[3:]:
        packs.put(name, ENTRIES[name])
    packs.flush()
    data = file.read_bytes()
    for length in range(len(data)):
        file.write_bytes(data[:length])
        found = all_in(tmp_path)
        assert found.items() <= ENTRIES.items()
        assert length < begun or found.keys() >= set(NAMES[:3])


def test_whatever_byte_is_changed_no_entry_is_another(tmp_path: Path) -> None:
    packs_of(tmp_path, ENTRIES)
    (file,) = files_in(tmp_path)
    data = file.read_bytes()
    for at in range(len(data)):
        file.write_bytes(data[:at] + bytes([data[at] ^ 64]) + data[at + 1 :])
        assert all_in(tmp_path).items() < ENTRIES.items()


def test_what_is_damaged_is_there_again_once_it_was_put_again(tmp_path: Path) -> None:
    packs_of(tmp_path, ENTRIES)
    (file,) = files_in(tmp_path)
    file.write_bytes(file.read_bytes()[:-1] + b"?")
    os.utime(file, (9e9, 9e9))
    packs_of(tmp_path, {NAMES[-1]: ENTRIES[NAMES[-1]]})
    assert all_in(tmp_path) == ENTRIES


def test_of_two_entries_of_a_name_the_later_one_counts(tmp_path: Path) -> None:
    for entry in (b"1", b"2", b"3"):
        packs_of(tmp_path, {NAMES[0]: entry})
        assert all_in(tmp_path) == {NAMES[0]: entry}


def test_what_a_full_disk_cut_off_takes_no_entry_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packs = packs_of(tmp_path, {NAMES[0]: b"before"})
    refused = noted(packs)
    write = os.write

    def full(descriptor: int, data: bytes) -> int:
        if len(data) < 60:
            raise OSError(errno.ENOSPC, "full")
        return write(descriptor, data[:40])

    packs.put(NAMES[1], b"never there")
    with monkeypatch.context() as patched:
        patched.setattr(os, "write", full)
        assert not packs.flush()
    assert [error.errno for error in refused] == [errno.ENOSPC]
    assert not packs.has(NAMES[1])
    packs.put(NAMES[2], b"after")
    assert packs.flush()
    assert all_in(tmp_path) == {NAMES[0]: b"before", NAMES[2]: b"after"}


def test_where_nothing_can_be_written_there_is_no_entry(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the folder's place")
    packs = Packs(tmp_path / "file")
    refused = noted(packs)
    packs.put(NAMES[0], b"x")
    assert not packs.flush()
    assert packs.get(NAMES[0]) is None
    assert len(refused) == 1


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_what_is_no_pack_is_not_read(tmp_path: Path) -> None:
    packs_of(tmp_path / "elsewhere", ENTRIES)
    (file,) = files_in(tmp_path / "elsewhere")
    folder = tmp_path / "packs"
    packs_of(folder, {NAMES[0]: b"own"})
    os.mkfifo(folder / "00000002-pipe.pack")
    (folder / "00000003-folder.pack").mkdir()
    (folder / "00000004-link.pack").symlink_to(file)
    (folder / "mine.pack").write_bytes(file.read_bytes())
    assert all_in(folder) == {NAMES[0]: b"own"}


def test_a_table_that_is_too_long_or_cut_off_is_no_table(tmp_path: Path) -> None:
    packs_of(tmp_path, {NAMES[0]: b"whole"})
    table = module._ROW.pack(NAMES[1], 40) + b"half a row"
    head = module._HEAD.pack(module._table_hash(table), 2)
    (tmp_path / "00000002-cut.pack").write_bytes(head + table)
    head = module._HEAD.pack(module._table_hash(b""), 2**32 - 1)
    (tmp_path / "00000003-long.pack").write_bytes(head)
    assert all_in(tmp_path) == {NAMES[0]: b"whole"}


def test_what_is_larger_than_can_be_is_not_read_and_not_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packs_of(tmp_path, {NAMES[0]: b"whole"})
    with files_in(tmp_path)[0].open("ab") as pack:
        pack.truncate(10**9)
    assert not Packs(tmp_path).has(NAMES[0])
    monkeypatch.setattr(module, "MOST_ENTRY_BYTES", 100)
    packs = packs_of(tmp_path, {NAMES[1]: b"x" * 68, NAMES[2]: b"x" * 69})
    assert packs.has(NAMES[1])
    assert not packs.has(NAMES[2])


def test_a_folder_that_is_removed_meanwhile_is_made_again(tmp_path: Path) -> None:
    folder = tmp_path / "packs"
    packs = packs_of(folder, {NAMES[0]: b"before"})
    for file in files_in(folder):
        file.unlink()
    folder.rmdir()
    packs.put(NAMES[1], b"after")
    assert packs.flush()
    assert all_in(folder) == {NAMES[1]: b"after"}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no forks here")
def test_a_forked_process_writes_a_pack_of_its_own(tmp_path: Path) -> None:
    packs = packs_of(tmp_path, {NAMES[0]: b"before"})
    packs.put(NAMES[1], b"the parent's")
    # A thread that the child doesn't have may be writing at this moment.
    with packs._lock:
        child = os.fork()
        if child == 0:
            packs.put(NAMES[2], b"the child's")
            os._exit(0 if packs.flush() and packs.get(NAMES[0]) == b"before" else 1)
    assert os.waitpid(child, 0)[1] == 0
    packs.flush()
    found = {NAMES[0]: b"before", NAMES[1]: b"the parent's", NAMES[2]: b"the child's"}
    assert all_in(tmp_path) == found
    assert len(files_in(tmp_path)) == 2


def test_many_small_packs_are_made_one_but_for_those_that_are_still_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_SMALL", 5)
    command = [sys.executable, "-c", OTHER, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        other.stdout.readline()
        (live,) = files_in(tmp_path)
        for name, entry in ENTRIES.items():
            packs = packs_of(tmp_path, {NAMES[0]: b"old", name: entry})
            packs._leave_own()
        assert all_in(tmp_path) == ENTRIES | {NAMES[0]: b"old"}
        last = packs_of(tmp_path, {NAMES[0]: ENTRIES[NAMES[0]]})
        last.tidy(10**9)
        assert len(files_in(tmp_path)) == 2
        assert live in files_in(tmp_path)
        assert all_in(tmp_path) == ENTRIES
        assert last.get(NAMES[3]) == ENTRIES[NAMES[3]]
        other.kill()
    assert Packs(tmp_path).get(b"o" * 20) == b"another's"


def test_small_packs_are_put_together_up_to_the_size_of_a_pack(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_SMALL", 5)
    for name, entry in ENTRIES.items():
        packs = packs_of(tmp_path, {name: entry})
        packs._leave_own()
    monkeypatch.setattr(module, "MOST_PACK_BYTES", 3 * files_in(tmp_path)[0].stat().st_size)
    packs.tidy(10**9)
    # Four of them are more than that.
    assert len(files_in(tmp_path)) == len(ENTRIES) - 4 + 1
    assert all_in(tmp_path) == ENTRIES


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
def test_nothing_that_a_link_leads_to_is_removed(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (mine := tmp_path / "mine" / "letter").write_bytes(b"x" * 9_000)
    packs = packs_of(tmp_path / "kept", ENTRIES)
    (tmp_path / "kept" / "my").symlink_to(mine.parent)
    packs.tidy(0)
    assert mine.exists()
    assert not files_in(tmp_path / "kept")


def test_what_was_not_used_for_long_goes_first_that_of_earlier_versions_too(tmp_path: Path) -> None:
    for name, entry in ENTRIES.items():
        packs = packs_of(tmp_path, {name: entry * 100})
    (tmp_path / "ab").mkdir()
    older = tmp_path / "ab" / "cdef"
    older.write_bytes(b"x" * 9_000)
    os.utime(older, (0, 0))
    files = files_in(tmp_path)
    for at, file in enumerate(files):
        os.utime(file, (1_000 + at, 1_000 + at))
    # Who reads an entry of a pack uses the pack.
    assert Packs(tmp_path).get(NAMES[1])
    packs.tidy(4 * files[0].stat().st_size)
    assert not older.exists()
    assert files_in(tmp_path) == [files[1], *files[-3:]]
    assert packs.get(NAMES[0]) is None
