"""What was recognised on pages' pictures, kept so that no page is recognised twice.

Enter: a key and a text. Leave: the text again. A child process says both, so both are
checked: a key is a hash and nothing else, a text is not larger than a page can be. The folder
is a cache: it may be deleted at any time, and a disk that is full costs time and no file.
"""

from __future__ import annotations

import contextlib
import os
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

KEY = re.compile(r"[0-9a-f]{32,128}")
# A page of 5,000 characters with a box and score each.
LARGEST = 2 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class KeptPages:
    """A folder of recognised pages: `ab/<key>.json` below it."""

    folder: Path

    def get(self, key: str) -> str | None:
        """The text kept under the key, if any."""
        place = self._place(key)
        if place is None:
            return None
        try:
            if place.stat().st_size > LARGEST:
                return None
            return place.read_text("utf-8")
        except (OSError, UnicodeDecodeError):
            return None

    def put(self, key: str, text: str) -> None:
        """Keep the text, whole or not at all; too large a text or no true key is dropped."""
        place = self._place(key)
        content = text.encode("utf-8", "replace")
        if place is None or len(content) > LARGEST:
            return
        with contextlib.suppress(OSError):
            place.parent.mkdir(parents=True, exist_ok=True)
            number, part = tempfile.mkstemp(dir=place.parent, prefix=".")
            try:
                with os.fdopen(number, "wb") as stream:
                    stream.write(content)
                Path(part).replace(place)
            except OSError:
                Path(part).unlink(missing_ok=True)
                raise

    def _place(self, key: str) -> Path | None:
        return self.folder / key[:2] / f"{key}.json" if KEY.fullmatch(key) else None
