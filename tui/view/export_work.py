"""Writing what a reader hands over, off the main thread."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from textual.message import Message
from textual.screen import ModalScreen

from tui.view.exporting import RefusedError, StoppedError, ThereAlreadyError
from tui.view.standing import Standing
from tui.view.work import REPORT_EVERY

if TYPE_CHECKING:
    from threading import Event

    from tui.view.exporting import Exporter, Task


class ExportWork(Standing, ModalScreen[None], inherit_bindings=False):
    """A window that has files written, and is told how far that is and how it ends.

    Args:
        exporter: Writes the files.
    """

    class Told(Message):
        """How far the work is."""

        def __init__(self, doing: str, done: int, steps: int) -> None:
            super().__init__()
            self.doing = doing
            self.share = done * 100 // steps

    class Ended(Message):
        """The work has ended: with a file, a question, a refusal, or nothing."""

        def __init__(
            self, path: str = "", *, asks: bool = False, refused: RefusedError | None = None
        ) -> None:
            super().__init__()
            self.path = path
            self.asks = asks
            self.refused = refused

    def __init__(self, exporter: Exporter) -> None:
        super().__init__()
        self.exporter = exporter

    def write_in_thread(self, task: Task, stop: Event) -> None:
        """Write a file.

        Args:
            task: What is to be written, and where to.
            stop: Ends the work with nothing written.
        """
        self.run_worker(lambda: self._write(task, stop), thread=True, group="export")

    def _write(self, task: Task, stop: Event) -> None:
        reported = 0.0

        def told(doing: str, done: int, steps: int) -> None:
            nonlocal reported
            if stop.is_set():
                raise StoppedError
            if steps and monotonic() - reported > REPORT_EVERY:
                self.post_message(self.Told(doing, done, steps))
                reported = monotonic()

        ended = self.Ended()
        try:
            ended = self.Ended(self.exporter.write(task, told))
        except ThereAlreadyError:
            ended = self.Ended(asks=True)
        except RefusedError as error:
            ended = self.Ended(refused=error)
        except StoppedError:
            pass
        self.post_message(ended)
