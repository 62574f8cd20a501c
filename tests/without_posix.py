"""Runs the program as on a system that is not POSIX: the names that only POSIX has are gone.

`python without_posix.py PLATFORM SCRIPT ARGUMENT...` runs a script so. What the standard library
and others' packages need here is loaded before; what the program itself then asks for fails.
"""

from __future__ import annotations

import asyncio
import importlib
import os
import pkgutil
import platform
import runpy
import signal
import sys

MODULES = frozenset(
    "fcntl termios tty pty pwd grp resource syslog posix nis spwd crypt readline curses".split()  # noqa: SIM905
)
"""Modules that Windows does not have."""

OF_OS = frozenset(
    "fork forkpty getuid geteuid getgid getegid getgroups getlogin setsid getsid getpgid getpgrp"  # noqa: SIM905
    " setpgid killpg nice chown lchown fchmod fchown mkfifo mknod ttyname ctermid tcgetpgrp"
    " tcsetpgrp uname statvfs fstatvfs sched_getaffinity getloadavg pathconf sysconf posix_spawn"
    " pread pwrite readv writev sendfile wait wait3 wait4 chroot sync fdatasync lockf openpty"
    " O_NOFOLLOW O_CLOEXEC O_DIRECTORY O_NONBLOCK O_NOCTTY O_SYNC O_PATH O_TMPFILE O_DSYNC"
    " getpriority setpriority posix_fadvise posix_fallocate getxattr setxattr memfd_create".split()
)
"""Names in `os` that Windows does not have."""

OF_SIGNAL = frozenset(
    "SIGHUP SIGQUIT SIGPIPE SIGTSTP SIGCONT SIGALRM SIGUSR1 SIGUSR2 SIGWINCH SIGTTIN SIGTTOU"  # noqa: SIM905
    " SIGSTOP SIGKILL SIGCHLD SIGIO SIGXCPU pthread_kill pthread_sigmask sigwait sigpending alarm"
    " setitimer getitimer pause siginterrupt".split()
)
"""Names in `signal` that Windows does not have."""

_LOADED = (  # noqa: SIM905
    "click click.shell_completion platformdirs.unix msgspec yaml jinja2 markupsafe watchfiles"
    " textual.app textual.pilot textual.drivers.headless_driver textual.command tempfile glob"
    " subprocess lxml.html trafilatura dateparser ftfy markdown_it pathspec re2"
    " rapidfuzz shutil getpass"
).split()


def _load_what_others_need() -> None:
    for name in _LOADED:
        importlib.import_module(name)
    import textual.widgets

    # Textual gives its widgets when they are asked for, by a module each.
    for module in pkgutil.iter_modules(textual.widgets.__path__, "textual.widgets."):
        importlib.import_module(module.name)
    # Which system this is, asked while it can be: Windows itself has another way to answer.
    platform.uname()
    # A loop that is made while its signals are there.
    asyncio.new_event_loop().close()


def _take_away() -> None:
    if hasattr(os, "process_cpu_count"):
        # From 3.13 on; on these systems it is this very function.
        os.process_cpu_count = os.cpu_count
    for name in MODULES:
        sys.modules[name] = None  # type: ignore[assignment]
    # The standard library, which is that of POSIX here, starts and ends processes with these.
    for module, names in ((os, OF_OS), (signal, OF_SIGNAL - {"SIGKILL", "SIGCHLD"})):
        for name in names & vars(module).keys():
            delattr(module, name)
    for name in ("supports_dir_fd", "supports_fd", "supports_follow_symlinks"):
        setattr(os, name, set())


if __name__ == "__main__":
    system, script, *arguments = sys.argv[1:]
    _load_what_others_need()
    assert not [name for name in sys.modules if name.partition(".")[0] == "tui"]
    _take_away()
    sys.platform = system
    sys.argv = [script, *arguments]
    runpy.run_path(script, run_name="__main__")
