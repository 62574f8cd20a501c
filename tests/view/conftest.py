"""What the tests of the app share: they do not wait longer than the app works."""

from __future__ import annotations

from textual import _wait

# Textual takes an app for idle when it has done next to nothing for a fiftieth of a second.
# A key press waits for that several times, and these tests press thousands of keys.
_wait.SLEEP_GRANULARITY = 1 / 400
_wait.SLEEP_IDLE = _wait.SLEEP_GRANULARITY / 20
