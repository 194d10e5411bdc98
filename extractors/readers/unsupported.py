"""Kinds of files that are known and not read: what each is, and what to hand in instead."""

from __future__ import annotations

from collections.abc import Mapping

from extractors.model import Problem


def _named(chinese: str, english: str) -> Problem:
    return Problem("unsupported", chinese, english)


_SLIDES = _named(
    "演示文稿暂不能读取。请另存为 PDF 后提交，或人工录入。",
    "Slides are not read yet. Save them as PDF and submit that.",
)
_MAIL = _named(
    "邮件文件不作为申报材料读取。请将其附件单独保存后提交。",
    "A mail is not read. Save its attachments and submit those.",
)

# kind: the problem that stands in place of its text
UNSUPPORTED: Mapping[str, Problem] = {
    "ofd": _named(
        "OFD 版式文件暂不能读取。请用 OFD 阅读器或 WPS 另存（导出、打印）为 PDF 后提交。",
        "OFD, the Chinese national page format, is not read yet. Export it to PDF in an OFD "
        "reader or WPS and submit that.",
    ),
    "ppt": _SLIDES,
    "pptx": _SLIDES,
    "odf": _named(
        "OpenDocument 文件暂不能读取。请另存为 docx、xlsx 或 PDF 后提交。",
        "OpenDocument files are not read yet. Save it as docx, xlsx or PDF.",
    ),
    "xlsb": _named(
        "Excel 二进制工作簿（xlsb）暂不能读取。请另存为 xlsx 后提交。",
        "Binary workbooks are not read yet. Save it as xlsx.",
    ),
    "heic": _named(
        "手机照片为 HEIC 格式，暂不能读取。请转存为 JPG 或 PDF 后提交。",
        "HEIC pictures are not read yet. Save it as JPEG or PDF.",
    ),
    "mht": _named(
        "单一文件网页（mht）暂不能读取。请用浏览器或 WPS 打开后打印为 PDF 提交。",
        "Web archives are not read yet. Open it and print it to PDF.",
    ),
    "eml": _MAIL,
    "msg": _MAIL,
}
