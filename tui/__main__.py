"""`python -m tui`: the command `compare` under a name that nothing else has."""

from __future__ import annotations

import sys

from tui.cli import main

if __name__ == "__main__":
    sys.exit(main())
