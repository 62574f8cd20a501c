"""Work behind the scenes waits while a reader waits for something."""

from __future__ import annotations

from threading import Event, Thread

import pytest

from tui.view.threads import Turns


def test_other_work_waits_until_nobody_waits_for_anything() -> None:
    turns = Turns()
    turns.wait()
    began, done = Event(), Event()

    def behind() -> None:
        began.set()
        turns.wait()
        done.set()

    worker = Thread(target=behind)
    with turns.urgent():
        worker.start()
        assert began.wait(5)
        with turns.urgent():
            pass
        assert not done.wait(0.05)
    assert done.wait(5)
    worker.join()


def test_work_that_fails_is_waited_for_no_longer() -> None:
    turns = Turns()
    with pytest.raises(ValueError, match="broken"), turns.urgent():
        raise ValueError("broken")
    turns.wait()
