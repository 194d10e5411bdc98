"""The settings LibreOffice starts with: a fresh folder in, a profile that runs nothing in it.

A document's macros, links and outside pictures are what a stranger would use; every one of
them is switched off here, beside whatever the sandbox around it takes away.
"""

from __future__ import annotations

import os
import pwd
from pathlib import Path

from extractors.readers.legacy.fonts import configuration

_COMMON = "/org.openoffice.Office.Common"

# path, property, type, value
SETTINGS = (
    (f"{_COMMON}/Security/Scripting", "DisableMacrosExecution", "true"),
    (f"{_COMMON}/Security/Scripting", "MacroSecurityLevel", "3"),  # very high: none is trusted
    # No picture, frame or object from outside, for documents from untrusted places: all are.
    (f"{_COMMON}/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    (f"{_COMMON}/Misc", "UseLocking", "false"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "0"),  # never
    ("/org.openoffice.Office.Writer/Content/Update", "Field", "false"),  # dates stay as saved
    ("/org.openoffice.Office.Calc/Content/Update", "Link", "1"),  # never
    # Results stay as the applicant's program stored them, never computed anew.
    ("/org.openoffice.Office.Calc/Formula/Load", "OOXMLRecalcMode", "1"),
    ("/org.openoffice.Office.Calc/Formula/Load", "ODFRecalcMode", "1"),
)

NO_JAVA = """<?xml version="1.0" encoding="UTF-8"?>
<java xmlns="http://openoffice.org/2004/java/framework/1.0"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<enabled xsi:nil="false">false</enabled>
</java>
"""


def make_profile(folder: Path) -> None:
    """Write profile and font configuration into an empty folder."""
    user = folder / "user"
    (user / "config").mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(_registry(), "utf-8")
    (user / "config" / "javasettings_Linux_X86_64.xml").write_text(NO_JAVA, "utf-8")
    (folder / "fonts.conf").write_text(_fonts(), "utf-8")


def environment(folder: Path) -> dict[str, str]:
    """What LibreOffice may know of this machine: no proxy, no display, no credentials."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL") if name in os.environ}
    return {
        **kept,
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "FONTCONFIG_FILE": str(folder / "fonts.conf"),
        "SAL_USE_VCLPLUGIN": "svp",  # draws into memory
    }


def _registry() -> str:
    items = "\n".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for path, name, value in SETTINGS
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n{items}\n</oor:items>\n'
    )


def _fonts() -> str:
    """The system's fonts, those the user installed, and our stand-ins."""
    system = os.environ.get("FONTCONFIG_FILE") or "/etc/fonts/fonts.conf"
    home = Path(pwd.getpwuid(os.getuid()).pw_dir)  # HOME is the child's own in the sandbox
    own = tuple(
        str(place) for place in (home / ".local/share/fonts", home / ".fonts") if place.is_dir()
    )
    return configuration((system,), own)
