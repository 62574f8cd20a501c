"""Print a command of the README's Quick start, so that CI runs what readers run.

python .ci/quick_start.py run|test
"""

from __future__ import annotations

import re
import sys
from pathlib import Path


def commands(readme: str) -> dict[str, str]:
    """The two one-line commands of the Quick start section.

    Args:
        readme: The README's text.

    Returns:
        `run` and `test`, each one shell command line.

    Raises:
        ValueError: The section does not hold exactly two `sh` blocks of one line each.
    """
    section = re.search(r"^## Quick start$(.*?)^## ", readme, re.MULTILINE | re.DOTALL)
    if section is None:
        raise ValueError("README.md has no section 'Quick start'")
    blocks = re.findall(r"^```sh\n(.*?)^```$", section[1], re.MULTILINE | re.DOTALL)
    lines = [block.strip() for block in blocks]
    if len(lines) != 2 or any("\n" in line for line in lines):
        raise ValueError("README.md: Quick start must hold two sh blocks of one line each")
    return dict(zip(("run", "test"), lines, strict=True))


if __name__ == "__main__":
    print(commands(Path("README.md").read_text(encoding="utf-8"))[sys.argv[1]])
