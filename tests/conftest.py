"""What all tests share: nothing of the user's own is read or written."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui.config import Config

# How long an example takes is the machine's affair.
settings.register_profile("calm", max_examples=60, deadline=None)
settings.load_profile("calm")
settings.register_profile("few", max_examples=20, deadline=None)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One worker more than processors: tests of the app wait for half of their time."""
    return (os.cpu_count() or 1) + 1


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name bytes by their place: what is packed holds the time, and workers start at several."""
    return argname if isinstance(val, bytes) else None


@pytest.fixture(scope="session", autouse=True)
def _own_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Folders for configuration, cache and state that are there for this run only."""
    own = tmp_path_factory.mktemp("own")
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("HOME", str(own))
        for kind in ("CONFIG", "CACHE", "STATE", "DATA"):
            environment.setenv(f"XDG_{kind}_HOME", str(own / kind.lower()))
        yield


@pytest.fixture(scope="session")
def config() -> Config:
    """The default configuration."""
    from support.default import default_config

    return default_config()


@pytest.fixture(scope="session", autouse=True)
def _heard_signals() -> None:
    """What a shell has jobs in the background ignore is heard by what the tests start."""
    for number in (signal.SIGINT, signal.SIGHUP):
        if signal.getsignal(number) == signal.SIG_IGN:
            signal.signal(number, signal.SIG_DFL)
