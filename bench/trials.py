"""One contestant on some files, measured in a process of its own.

`trial` starts `python -m bench.trials NAME FILE…`, which prints one line of JSON. Imports and
the first call's preparations are done on a warm-up file before the clock starts; a trial that
counts everything (recognition, memory) goes without.
"""

from __future__ import annotations

import json
import os
import re
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.contestants import CONTESTANTS

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Trial:
    """Pages read, seconds of processor and of the clock, most memory held in bytes.

    `failed` says what went wrong; the rest is 0 then.
    """

    pages: int = 0
    cpu: float = 0.0
    wall: float = 0.0
    peak: int = 0
    failed: str = ""


def trial(name: str, files: Sequence[Path], warm: Path | None, limit: float = 900) -> Trial:
    """Measure once."""
    command = [sys.executable, "-m", "bench.trials", name, str(warm or ""), *map(str, files)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore"}
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, env=environment, timeout=limit, check=False
        )
    except subprocess.TimeoutExpired:
        return Trial(failed=f"more than {limit:.0f} s")
    if done.returncode:
        return Trial(failed=_reason(done.stderr))
    return Trial(**json.loads(done.stdout.splitlines()[-1]))


def _reason(errors: str) -> str:
    """The line of a traceback that names the exception; some libraries' messages have many."""
    lines = [line for line in errors.splitlines() if re.match(r"[\w.]+: \S", line)]
    return (lines or ["no message"])[-1][:80]


def main(arguments: Sequence[str]) -> int:
    """Run one contestant and print what it took."""
    contestant = CONTESTANTS[arguments[0]][0]
    if arguments[1]:
        warm = Path(arguments[1])
        contestant(warm.read_bytes(), warm.name)
    files = [(Path(path).read_bytes(), Path(path).name) for path in arguments[2:]]
    wall, cpu = time.perf_counter(), processor_seconds()
    pages = sum(contestant(data, name) for data, name in files)
    cpu, wall = processor_seconds() - cpu, time.perf_counter() - wall
    print(json.dumps({"pages": pages, "cpu": cpu, "wall": wall, "peak": peak_bytes()}))
    return 0


def processor_seconds() -> float:
    """Of this process with all its threads, and of its ended children."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def peak_bytes() -> int:
    """The most memory this process held.

    ru_maxrss starts on Linux with what the starting process held at the fork; VmHWM does not.
    """
    status = Path("/proc/self/status")
    if status.is_file():
        for line in status.read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
