"""`compare fetch URL...` and `compare URL URL`: pages from the web, saved as a web archive, opened.

Nothing else in the program touches the network.
"""

from __future__ import annotations

import re
import sys
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from tui.cli.options import CONFIG, MAX_SIZE, NO_RULES, asks
from tui.cli.request import configuration
from tui.cli.streams import (
    complain,
    progress_bar,
    take_keys_from_terminal,
    tell_of_configuration,
    write_text,
)
from tui.corpus.files import STANDARD_INPUT
from tui.files.fetch import Fetcher, FetchError, FetchSettings, checked_address, fetched, is_address
from tui.files.write import refusal, usual_mode, write_whole
from tui.text.inert import inert

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui.cli.request import Asked
    from tui.files.fetch import Fetched


_MOST_LISTED = 10_000


_NO_NAME = re.compile(r"[^a-z0-9.-]+")


_LONGEST_HOST = 60


@click.command()
@asks(
    click.option(
        "-o",
        "--output",
        metavar="DIR",
        type=click.Path(file_okay=False),
        default=".",
        help="Save the web archive in this folder instead of the current one.",
    ),
    click.option("--no-open", is_flag=True, help="Only save; do not open the app."),
    click.option("--no-robots", is_flag=True, help="Ignore robots.txt."),
    click.option(
        "--pause",
        metavar="SECONDS",
        type=click.FloatRange(0, 3600),
        default=1,
        show_default=True,
        help="Seconds to wait between two pages from one host.",
    ),
    CONFIG,
    MAX_SIZE,
    NO_RULES,
    click.argument("addresses", metavar="URL...", nargs=-1, required=True),
)
def fetch(
    asked: Asked,
    output: str,
    addresses: tuple[str, ...],
    pause: float,
    *,
    no_open: bool,
    no_robots: bool,
) -> int:
    """Fetch web pages, save them as a web archive, and open it.

    URL is an address, or - for a list on standard input, one per line. Pages are fetched one at a
    time, with a pause between two from the same host, and robots.txt is obeyed. Each is saved with
    its headers and the time in a WARC file, whose name is printed. Pages that can't be fetched are
    named on standard error, and the exit code is 2.
    """
    tell_of_configuration(asked.config)
    wanted = list(_wanted(addresses))
    settings = FetchSettings(
        configuration(asked).pages.most_bytes, obeys_robots=not no_robots, pause=pause
    )
    file, code = _saved(wanted, Path(output), settings)
    if file is None:
        return 2
    write_text(f"{inert(str(file))}\n")
    sys.stdout.flush()
    if no_open or not sys.stdout.isatty():
        return code
    if STANDARD_INPUT in addresses:
        take_keys_from_terminal()
    from tui.cli.open import open_app

    return open_app(asked._replace(paths=(str(file),))) or code


def with_fetched(asked: Asked) -> Asked | None:
    """The same with the addresses among its paths fetched, and their archive in their place.

    Returns:
        None where no page could be had, which has been said.
    """
    from tui.files.folders import own_folder

    folder = own_folder("state") / "fetched"
    settings = FetchSettings(configuration(asked).pages.most_bytes)
    file, _ = _saved([path for path in asked.paths if is_address(path)], folder, settings)
    if file is None:
        return None
    complain(f"saved in {file}")
    paths = dict.fromkeys(str(file) if is_address(path) else path for path in asked.paths)
    return asked._replace(paths=tuple(paths))


def _wanted(addresses: Sequence[str]) -> Iterator[str]:
    """The addresses, those that are listed on standard input among them."""
    if addresses.count(STANDARD_INPUT) > 1:
        raise click.UsageError("standard input (`-`) can be read only once")
    for address in addresses:
        if address != STANDARD_INPUT:
            yield address
            continue
        for number, line in enumerate(sys.stdin, 1):
            if number > _MOST_LISTED:
                raise click.UsageError(f"more than {_MOST_LISTED:,} addresses are listed")
            if line.strip() and not line.lstrip().startswith("#"):
                yield line.strip()


def _saved(
    addresses: Sequence[str], folder: Path, settings: FetchSettings
) -> tuple[Path | None, int]:
    """Fetch pages into a new file in a folder; the file, None where none came, and the code."""
    if not addresses:
        complain("no addresses given; name some, or list them one per line")
        return None, 2
    failed: list[Fetched] = []
    count = 0
    with progress_bar("Fetching", len(addresses)) as progress:

        def told(one: Fetched) -> None:
            nonlocal count
            count += 1
            if one.reason is not None:
                failed.append(one)
                complain(f"{inert(one.address)}: {one.reason}")
            if progress is not None:
                progress(count, len(addresses))

        try:
            folder.mkdir(parents=True, exist_ok=True)
            file = _free_name(folder, addresses)
            parts = _unless_none(fetched(addresses, Fetcher(settings), told), failed)
            write_whole(file, parts, mode=usual_mode(), replace=False)
        except FetchError as error:
            complain(str(error))
            return None, 2
        except _NothingCameError:
            return None, 2
        except OSError as error:
            complain(f"{folder}: cannot be written to ({refusal(error)})")
            return None, 2
    return file, 2 if failed else 0


class _NothingCameError(Exception):
    """No page was fetched, and there is nothing to write."""


def _unless_none(parts: Iterator[bytes], failed: Sequence[Fetched]) -> Iterator[bytes]:
    """The parts of an archive; what came before Ctrl+C is kept.

    Raises:
        _NothingCameError: There is no page in it.
    """
    count = 0
    try:
        for part in parts:
            count += 1
            yield part
    except KeyboardInterrupt:
        complain("stopped; what was fetched so far is saved")
    if count == len(failed):
        raise _NothingCameError


def _free_name(folder: Path, addresses: Sequence[str]) -> Path:
    """A name for a new archive, by where its pages are from, and the time."""
    stem = f"{_hosts_of(addresses)}-{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
    names = (f"{stem}{f'-{number}' if number > 1 else ''}.warc.gz" for number in range(1, 10_000))
    return next(folder / name for name in names if not (folder / name).exists())


def _hosts_of(addresses: Sequence[str]) -> str:
    """The first host and how many more there are, as a name of a file has them."""
    hosts: dict[str, None] = {}
    for address in addresses:
        # What is no address is said where it would be fetched.
        with suppress(FetchError):
            host = urlsplit(checked_address(address)).hostname or ""
            hosts[_NO_NAME.sub("-", host.removeprefix("www.")).strip(".-")[:_LONGEST_HOST]] = None
    first = next(filter(None, hosts), "fetched")
    return first if len(hosts) < 2 else f"{first}-and-{len(hosts) - 1}-more"
