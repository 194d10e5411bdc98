"""An office file as LibreOffice converts it, apart from how our readers call LibreOffice."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

LONGEST = 240  # seconds; a hundred pages take ten


def converted(data: bytes, name: str, form: str) -> bytes | None:
    """The file in another format (pdf, docx, xlsx, "txt:Text (encoded):UTF8" …).

    None where LibreOffice is missing or makes nothing: it ends without an error then, too.
    """
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / f"document.{name.rpartition('.')[2]}"
        source.write_bytes(data)
        out = Path(folder) / "out"
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = [program, profile, "--headless", "--convert-to", form, "--outdir", str(out)]
        subprocess.run([*command, str(source)], capture_output=True, timeout=LONGEST, check=False)
        made = out / f"document.{form.partition(':')[0]}"
        return made.read_bytes() if made.is_file() else None
