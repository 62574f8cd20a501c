"""Work behind the scenes waits while a reader waits for something."""

from __future__ import annotations

from threading import Event, Thread

import pytest

from tui.view.threads import PAINTED_WITHIN, Turns


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


def test_other_work_waits_until_what_was_waited_for_is_painted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = [100.0]
    paused: list[float] = []

    def sleep(seconds: float) -> None:
        paused.append(seconds)
        now[0] += seconds

    monkeypatch.setattr("tui.view.threads.monotonic", lambda: now[0])
    monkeypatch.setattr("tui.view.threads.sleep", sleep)
    turns = Turns()
    turns.wait()
    assert not paused
    with turns.urgent():
        pass
    turns.wait()
    assert sum(paused) == pytest.approx(PAINTED_WITHIN)
    turns.wait()
    assert len(paused) == 1
