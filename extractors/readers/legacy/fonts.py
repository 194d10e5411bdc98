"""Which installed font stands in for a Chinese one that is not. Names in, fontconfig XML out.

Official forms are set in fonts that come with Windows or WPS only. Without a word from us
fontconfig answers with DejaVu, which has no Chinese signs and other widths, so lines break
elsewhere than in the applicant's copy. A font that is installed always goes first.
"""

from __future__ import annotations

from collections.abc import Mapping
from xml.sax.saxutils import escape

SERIF, SANS, KAI = "Noto Serif CJK SC", "Noto Sans CJK SC", "AR PL UKai CN"

# Fonts that forms and plans of public offices ask for, and what Debian's packages offer in
# their place: fonts-noto-cjk, and for the brush style fonts-arphic-ukai where it is there.
STAND_INS: Mapping[str, tuple[str, ...]] = {
    "宋体": ("SimSun", SERIF),
    "SimSun": ("宋体", SERIF),
    "NSimSun": ("新宋体", SERIF),
    "新宋体": ("NSimSun", SERIF),
    "宋体_GB2312": ("SimSun", SERIF),
    "华文中宋": ("STZhongsong", SERIF),
    "STZhongsong": ("华文中宋", SERIF),
    "华文宋体": ("STSong", SERIF),
    "STSong": ("华文宋体", SERIF),
    "方正小标宋简体": ("FZXiaoBiaoSong-B05S", SERIF),
    "方正小标宋_GBK": ("方正小标宋简体", SERIF),
    "FZXiaoBiaoSong-B05S": ("方正小标宋简体", SERIF),
    "小标宋": ("方正小标宋简体", SERIF),
    "方正书宋_GBK": ("FZShuSong-Z01", SERIF),
    "仿宋": ("FangSong", SERIF),
    "FangSong": ("仿宋", SERIF),
    "仿宋_GB2312": ("FangSong_GB2312", "FangSong", "仿宋", SERIF),
    "FangSong_GB2312": ("仿宋_GB2312", "FangSong", SERIF),
    "华文仿宋": ("STFangsong", SERIF),
    "方正仿宋_GBK": ("FangSong", SERIF),
    "方正仿宋简体": ("FangSong", SERIF),
    "楷体": ("KaiTi", KAI, SERIF),
    "KaiTi": ("楷体", KAI, SERIF),
    "楷体_GB2312": ("KaiTi_GB2312", "KaiTi", "楷体", KAI, SERIF),
    "KaiTi_GB2312": ("楷体_GB2312", "KaiTi", KAI, SERIF),
    "华文楷体": ("STKaiti", KAI, SERIF),
    "方正楷体_GBK": ("KaiTi", KAI, SERIF),
    "方正楷体简体": ("KaiTi", KAI, SERIF),
    "黑体": ("SimHei", SANS),
    "SimHei": ("黑体", SANS),
    "方正黑体_GBK": ("SimHei", SANS),
    "方正黑体简体": ("SimHei", SANS),
    "华文细黑": ("STXihei", SANS),
    "微软雅黑": ("Microsoft YaHei", SANS),
    "Microsoft YaHei": ("微软雅黑", SANS),
    "等线": ("DengXian", SANS),
    "DengXian": ("等线", SANS),
    "幼圆": ("YouYuan", SANS),
    "隶书": ("LiSu", SERIF),
}


def aliases() -> str:
    """The stand-ins as fontconfig aliases, one a line."""
    return "\n".join(
        f'  <alias binding="same"><family>{escape(name)}</family><accept>'
        + "".join(f"<family>{escape(other)}</family>" for other in others)
        + "</accept></alias>"
        for name, others in STAND_INS.items()
    )


def configuration(includes: tuple[str, ...] = (), folders: tuple[str, ...] = ()) -> str:
    """A fontconfig file with the aliases.

    Args:
        includes: Configurations that hold first, e.g. the system's.
        folders: Folders with further fonts.
    """
    lines = [
        '<?xml version="1.0"?>',
        '<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">',
        "<fontconfig>",
        *(f'  <include ignore_missing="yes">{escape(place)}</include>' for place in includes),
        *(f"  <dir>{escape(place)}</dir>" for place in folders),
        aliases(),
        "</fontconfig>",
    ]
    return "\n".join(lines) + "\n"
