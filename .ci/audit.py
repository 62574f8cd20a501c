"""Ask whether a locked dependency has a known vulnerability.

    python .ci/audit.py requirements.lock

Exits with 1 where one has. Where the registry cannot be asked, that is said and passed over: a
network that is down says nothing about this program.
"""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

SECONDS = 60


def main(lock: str) -> int:
    """Run pip-audit on a lock file and judge what it says."""
    command = [sys.executable, "-m", "pip_audit", "--disable-pip", "--require-hashes"]
    command += ["--progress-spinner", "off", "--timeout", "10", "--format", "json", "-r", lock]
    try:
        ran = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
        dependencies = json.loads(ran.stdout)["dependencies"]
    except (subprocess.TimeoutExpired, json.JSONDecodeError, KeyError):
        print("not audited: the registry could not be asked")
        return 0
    code, said = judge(dependencies)
    print(said)
    return code


def judge(dependencies: list[dict[str, Any]]) -> tuple[int, str]:
    """The exit code and what to say of pip-audit's findings."""
    asked = [one for one in dependencies if "vulns" in one]
    found = [
        f"{one['name']} {one['version']}: {vulnerability['id']}, fixed in "
        f"{', '.join(vulnerability['fix_versions']) or 'no version'}"
        for one in asked
        for vulnerability in one["vulns"]
    ]
    if found:
        return 1, "\n".join(found)
    if not asked:
        return 0, "not audited: the registry could not be asked"
    skipped = len(dependencies) - len(asked)
    left_out = f"; {skipped} could not be asked about" if skipped else ""
    return 0, f"{len(asked)} locked dependencies, none with a known vulnerability{left_out}"


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
