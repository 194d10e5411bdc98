"""Draws docs/run.png: what the terminal shows of six bundled samples.

    .venv/bin/python docs/picture.py

Needs chromium and the Noto CJK fonts (Debian: chromium, fonts-noto-cjk).
"""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import MONOKAI
from rich.text import Text

ROOT = Path(__file__).parent.parent
SAMPLES = ("保山", "文山", "苍南", "弥勒薪火", "伊宁", "安宁")
WIDTH = 104  # columns
PAGE = """<meta charset=utf-8><body style='margin:0;background:{background}'>
<pre style="font-family:'Noto Sans Mono CJK SC';font-size:15px;line-height:1.45;\
margin:18px 22px;color:{foreground}">{code}</pre></body>"""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        for sample in (ROOT / "samples" / "submissions").iterdir():
            if sample.name.startswith(SAMPLES):
                target = home / "inbox" / sample.name
                target.parent.mkdir(parents=True, exist_ok=True)
                (shutil.copytree if sample.is_dir() else shutil.copy)(sample, target)
        screen = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True)
        show(screen, home, "run")
        items = json.loads(said(home, "review", "list", "--json"))["items"]
        conflict = next(item["id"] for item in items if item["reason"] == "conflict")
        show(screen, home, "review", "show", conflict)
        page = Path(folder) / "page.html"
        page.write_text(
            screen.export_html(theme=MONOKAI, inline_styles=True, code_format=PAGE), "utf-8"
        )
        options = ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars")
        subprocess.run(
            ["chromium", *options, "--force-device-scale-factor=1.3", "--window-size=860,660",
             f"--screenshot={ROOT / 'docs' / 'run.png'}", str(page)],
            check=True, capture_output=True,
        )  # fmt: skip


def show(screen: Console, home: Path, *command: str) -> None:
    screen.print(Text("$ zhongchuang " + " ".join(command), style="bold green"))
    screen.print(Text.from_ansi(said(home, *command).strip("\n")), "")


def said(home: Path, *command: str) -> str:
    """What the command prints in a terminal of our width, with its colours."""
    done = subprocess.run(
        [sys.executable, "-m", "pipeline", "--home", str(home), *command],
        capture_output=True, text=True, check=True, cwd=ROOT,
        env=os.environ | {"COLUMNS": str(WIDTH), "FORCE_COLOR": "1"},
    )  # fmt: skip
    return done.stdout


if __name__ == "__main__":
    main()
