"""Write the sample submissions and their expected results: `python -m samples.build [FOLDER]`.

FOLDER (default: this package's own) gets `submissions/` and `expected/`, old contents replaced.
The same code writes the same bytes.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from samples.applicants import (
    s01,
    s02,
    s03,
    s04,
    s05,
    s06,
    s07,
    s08,
    s09,
    s10,
    s11,
    s12,
    s13,
)
from samples.fixed import zipped
from samples.scan import is_pictured
from samples.submission import Submission

APPLICANTS: tuple[Callable[[], Submission], ...] = (
    s01.make,
    s02.make,
    s03.make,
    s04.make,
    s05.make,
    s06.make,
    s07.make,
    s08.make,
    s09.make,
    s10.make,
    s11.make,
    s12.make,
    s13.make,
)


def build(folder: Path) -> list[Submission]:
    """Every submission below `folder`/submissions, what is expected below `folder`/expected.

    Raises:
        ValueError: a scanned document's text is not the one that its pictures show.
    """
    made = [make() for make in APPLICANTS]
    for submission in made:
        for key, (drawn, _) in submission.drawn.items():
            if not is_pictured(key, drawn):
                raise ValueError(f"{key} has changed: python -m samples.scan pictures it anew")
    for name in ("submissions", "expected"):
        shutil.rmtree(folder / name, ignore_errors=True)
        (folder / name).mkdir(parents=True)
    for submission in made:
        write(submission, folder)
    return made


def write(submission: Submission, folder: Path) -> None:
    """One submission as a folder, or as a zip with GBK names where its path says so."""
    place = folder / "submissions" / submission.path
    if place.suffix == ".zip":
        place.write_bytes(zipped(submission.files, "gbk"))
    else:
        place.mkdir()
        for name, content in submission.files.items():
            (place / name).write_bytes(content)
    expected = json.dumps(submission.expected(), ensure_ascii=False, indent=1)
    (folder / "expected" / f"{submission.id}.json").write_text(expected + "\n", "utf-8")


def main(arguments: Sequence[str]) -> int:
    folder = Path(arguments[0]) if arguments else Path(__file__).parent
    for submission in build(folder):
        size = sum(map(len, submission.files.values()))
        print(f"{submission.id}  {submission.path}  {len(submission.files)} files, {size:,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
