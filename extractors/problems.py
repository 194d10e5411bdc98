"""The short list of codes for what a reader could not do, with a sentence in both languages.

The codes are an interface: they never change their meaning. A sentence says what happened
and what to do; it never shows a path or a traceback.
"""

from __future__ import annotations

from extractors.model import Problem

# code: (what an applicant or official reads, what an operator reads)
MESSAGES: dict[str, tuple[str, str]] = {
    "encrypted": (
        "文件设有打开密码，无法读取。请提交去除密码的版本。",
        "The file is password-protected. Submit it without a password.",
    ),
    "damaged": (
        "文件已损坏或不完整，无法读取。请重新导出后提交。",
        "The file is damaged or incomplete. Export and submit it again.",
    ),
    "altered": (
        "留存的原件与提交时不一致，未采用。请用提交的原件替换后重新读取。",
        "The stored original is not what was handed in; put the submitted file back.",
    ),
    "repaired": (
        "文件有损坏，已尽量恢复，内容可能不全，请核对原件。",
        "The file was damaged and repaired as far as possible; check it against the original.",
    ),
    "unsupported": (
        "暂不能读取此类文件。请转为 PDF（带文字）、docx 或 xlsx 后提交，或人工录入。",
        "This kind of file cannot be read yet. Convert it to PDF with text, docx or xlsx.",
    ),
    "no_text": (
        "没有可读取的文字（多为扫描件或照片），内容需人工录入。",
        "No readable text (a scan or photo); its figures must be entered by hand.",
    ),
    "no_recogniser": (
        "此页是扫描件或照片，本机未安装文字识别组件 [ocr]，未读取。请安装后重新读取，或人工录入。",
        "This page is a picture and recognition is not installed. Install the [ocr] extra.",
    ),
    "no_converter": (
        "旧版办公文件需用 LibreOffice 转换，本机未安装，未读取。请安装，或另存为 docx、xlsx 提交。",
        "Old office formats need LibreOffice, which is not installed. Install it, or submit "
        "the file as docx, xlsx or PDF.",
    ),
    "conversion_failed": (
        "旧版办公文件转换失败，未读取。请另存为 docx、xlsx 或 PDF 后提交。",
        "LibreOffice could not convert this file. Submit it as docx, xlsx or PDF.",
    ),
    "converted": (
        "由旧版办公文件转换后读取，版式可能略有出入，请对照原件。",
        "Read after conversion from an old office format; compare it with the original.",
    ),
    "no_unpacker": (
        "7z 或 rar 压缩包需要 libarchive，本机未安装，未读取。请安装，或改用 zip 提交。",
        "7z and rar archives need libarchive, which is not installed. Install it, or use zip.",
    ),
    "not_placed": (
        "未能确定文字所在的页（转换超时或失败），依据只到段落和单元格。",
        "The file could not be rendered, so its quotes have paragraph and cell but no page.",
    ),
    "low_resolution": (
        "页面图像分辨率过低，识别结果可能有误，请核对或重新扫描（建议 200 dpi 以上）。",
        "The page's picture has too few pixels; check what was recognised, or scan it again.",
    ),
    "dark_page": (
        "页面图像过暗或对比度过低，识别结果可能有误，请核对或重新扫描。",
        "The page's picture is too dark or too flat; check what was recognised, or scan it again.",
    ),
    "under_seal": (
        "印章压住文字，识别结果可能有误，请核对原件。",
        "A seal lies over text; check what was recognised there.",
    ),
    "identifier_rounded": (
        "长号码按数值存储，末位可能已丢失，请核对原件。",
        "A long identifier is stored as a number and may have lost its last digits.",
    ),
    "table_doubtful": (
        "跨页表格接续后，序号不连续或合计与各行之和不符，可能缺页、缺行，请核对原件。",
        "A table joined over pages has serial numbers or sums that do not fit; rows or a page "
        "may be missing.",
    ),
    "limit_time": (
        "读取超过时间上限，已停止。请拆分或简化文件后提交。",
        "Reading took longer than the time limit and was stopped. Split or simplify the file.",
    ),
    "limit_memory": (
        "读取超过内存上限，已停止。请拆分或简化文件后提交。",
        "Reading took more memory than allowed and was stopped. Split or simplify the file.",
    ),
    "limit_size": (
        "文件或其展开后的内容超过大小上限。请拆分后提交。",
        "The file, or what it unpacks to, is larger than allowed. Split it.",
    ),
    "finder_failed": (
        "本单位外接的识别组件未能处理此文件，结果只来自本系统自身。",
        "An added finder did not answer about this file, so only our own findings are used; "
        "`rebuild` asks it again.",
    ),
    "unread_part": (
        "文件中有一部分未能读取，请打开原件核对。",
        "A part of the file was not read; open the original to check it.",
    ),
    "wrong_extension": (
        "文件扩展名与实际内容不符，已按实际内容读取。",
        "The extension does not match the content; it was read by its content.",
    ),
    "hidden_content": (
        "文件含隐藏的工作表、行列或文字，未作为申报内容采用。",
        "The file holds hidden sheets, rows, columns or text, which are not used.",
    ),
    "tracked_changes": (
        "文件含未接受的修订，已按接受插入、去除删除读取。",
        "The file holds tracked changes; insertions are read, deletions are not.",
    ),
    "formula_without_value": (
        "公式没有保存计算结果，其值未知。请用表格软件打开并保存后提交。",
        "A formula has no stored result. Open and save the workbook, then submit it again.",
    ),
    "error_value": (
        "单元格为错误值，其值未知。",
        "A cell holds an error value.",
    ),
    "contains_macros": (
        "文件含宏；宏不会运行，只读取文字。",
        "The file holds macros; they are never run, only text is read.",
    ),
    "external_content": (
        "文件引用外部内容；不会访问，未读取。",
        "The file refers to outside content; it is never fetched.",
    ),
    "parser_crashed": (
        "读取程序异常终止，文件未读。请重新导出后提交。",
        "The reader crashed on this file. Export and submit it again.",
    ),
    "empty": (
        "文件是空的。",
        "The file is empty.",
    ),
}

# What leaves content unread, wholly or in part: someone has to look at the original. The others
# only inform (macros never run, the extension was wrong) or come as findings of their own.
UNREAD = frozenset(
    {
        "encrypted",
        "damaged",
        "unsupported",
        "no_text",
        "no_recogniser",
        "no_converter",
        "no_unpacker",
        "conversion_failed",
        "limit_time",
        "limit_memory",
        "limit_size",
        "parser_crashed",
        "empty",
    }
)
PARTLY_READ = frozenset(
    {
        "repaired",
        "unread_part",
        "table_doubtful",
        "formula_without_value",
        "error_value",
        "identifier_rounded",
        "low_resolution",
        "dark_page",
    }
)


def problem(code: str, place: str = "") -> Problem:
    """The problem of that code at that place.

    Raises:
        KeyError: the code is not in MESSAGES (a programmer's mistake).
    """
    chinese, english = MESSAGES[code]
    return Problem(code, chinese, english, place)
