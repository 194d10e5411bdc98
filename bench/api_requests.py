"""Many more requests made from the OpenAPI document than the tests make, against a real desk.

`python -m bench.api_requests 200` makes 200 right and 200 wrong ones for every operation; the tests
make 8. Whatever is not as the document says is told with the request that shows it.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TEST = "tests/pipeline/web/api/test_schema.py"


def main(examples: str = "100") -> int:
    """The exit status of the trial."""
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", TEST],
        cwd=ROOT,
        env={**os.environ, "ZHONGCHUANG_API_EXAMPLES": examples},
        check=False,
    ).returncode


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
