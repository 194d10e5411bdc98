"""An office's own copies of policy texts, placed in the home's `policies/` under the policy's id.

`policies/yunnan-2021.txt` (or .md) is shown beside the conditions; other formats are handed
out as they are. Only files that the folder lists are opened: no name from outside is a path.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipeline.settings import Settings

SHOWN = (".txt", ".md")
HANDED_OUT = (".pdf", ".docx", ".doc", ".wps")
LONGEST = 2 * 2**20  # bytes; the longest of the shipped policies has 30 KB


@dataclass(frozen=True, slots=True)
class PolicyText:
    """A policy's text as the office placed it. `paragraphs` is empty where it is only a file."""

    file: Path
    paragraphs: tuple[str, ...] = ()


def policy_text(settings: Settings, ruleset: str) -> PolicyText | None:
    """The text placed for a policy, None where there is none."""
    folder = settings.home / "policies"
    listed = sorted(folder.iterdir()) if folder.is_dir() else []
    for endings in (SHOWN, HANDED_OUT):
        for path in listed:
            if path.stem == ruleset and path.suffix.lower() in endings and path.is_file():
                return PolicyText(path, _paragraphs(path) if endings is SHOWN else ())
    return None


def _paragraphs(path: Path) -> tuple[str, ...]:
    with path.open("rb") as handle:
        raw = handle.read(LONGEST)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("gb18030", "replace")
    return tuple(line.strip() for line in text.splitlines() if line.strip())
