"""The settings of an installation in, what an administrator reads of them out. Read-only.

Each value with what it means and by which variable it is set; the tools that are there; by what
code and observations is computed. Secrets are never told, nor a password in an address.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from pipeline import settings as names
from pipeline.computation import Computation
from pipeline.settings import Settings

# postgresql://name:password@host/base
PASSWORD = re.compile(r"(?<=://)([^/@:]*):[^/@]*@")
ALL = "all"
Row = Callable[..., "Shown"]


@dataclass(frozen=True, slots=True)
class Shown:
    """One setting. `variable` is "" where no variable sets it, `given` says that one does."""

    name: str
    value: str
    meaning: str
    variable: str = ""
    given: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """Settings about one thing."""

    title: str
    rows: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool beside the program; `found` is "" where it is not there, `wanted` where it is off."""

    name: str
    found: str
    wanted: bool
    needed_for: str


def sections(
    settings: Settings, titles: Mapping[str, str], environ: Mapping[str, str] = os.environ
) -> tuple[Section, ...]:
    """The settings in force.

    Args:
        titles: Ruleset → its title, for the policies that want a second person.
    """

    def row(name: str, value: str, meaning: str, variable: str = "") -> Shown:
        given = bool(variable) and bool(environ.get(variable, "").strip())
        return Shown(name, value, meaning, variable, given)

    return (
        Section("复核", _work(settings, row, titles)),
        Section("登录与安全", _access(settings, row)),
        Section("读取", _reading(settings, row)),
        Section("存放", _places(settings, row)),
    )


def _work(settings: Settings, row: Row, titles: Mapping[str, str]) -> tuple[Shown, ...]:
    return (
        row("单位名称", settings.office or "未设置", "显示在每页右上角。", names.OFFICE_VARIABLE),
        row(
            "办理期限",
            f"{settings.review_days} 个工作日",
            "自收到材料之日起计算，待办列表据此显示到期日。",
            names.DAYS_VARIABLE,
        ),
        row(
            "占用时长",
            f"{settings.claim_minutes:g} 分钟",
            "打开一份材料后，无操作超过这段时间即自动释放给他人。",
            names.CLAIM_VARIABLE,
        ),
        row(
            "双人复核",
            _second(settings.second_review, titles),
            "这些政策的申报须由第二人独立复核，两人不一致时由第三人核定。",
            names.SECOND_VARIABLE,
        ),
        row(
            "直接采用的下限",
            f"{settings.accept_above:g}",
            "同类读数以往正确率的置信下限高于此值时直接采用，否则请人核对。",
            names.ACCEPT_VARIABLE,
        ),
    )


def _access(settings: Settings, row: Row) -> tuple[Shown, ...]:
    openid = settings.openid
    return (
        row(
            "无操作退出",
            f"{settings.idle_minutes:g} 分钟",
            "超过这段时间没有操作，须重新登录。",
            names.IDLE_VARIABLE,
        ),
        row(
            "最长登录",
            f"{settings.session_hours:g} 小时",
            "登录满这段时间后，须重新登录。",
            names.SESSION_VARIABLE,
        ),
        row(
            "访问地址",
            settings.url or "仅本机",
            "各位同事打开复核台所用的地址。",
            names.URL_VARIABLE,
        ),
        row(
            "允许的主机名",
            "、".join(sorted(settings.hosts)),
            "以其他名称发来的请求一律拒绝。",
            names.HOSTS_VARIABLE,
        ),
        row(
            "仅限加密连接",
            "是" if settings.https else "否",
            "登录凭证只在 HTTPS 连接上发送；由前置服务器加密时请打开。",
            names.HTTPS_VARIABLE,
        ),
        row(
            "统一身份认证",
            f"{openid.issuer}（{openid.client}）" if openid else "未启用",
            "由单位的 OpenID Connect 服务登录；密钥不在此显示。",
            names.OPENID_ISSUER_VARIABLE,
        ),
    )


def _reading(settings: Settings, row: Row) -> tuple[Shown, ...]:
    limits, tools = settings.limits, settings.tools
    return (
        row(
            "识别扫描件",
            _on(tools.recognise),
            "用文字识别读取扫描件和照片。",
            names.RECOGNISE_VARIABLE,
        ),
        row(
            "转换旧格式",
            _on(tools.convert),
            "用 LibreOffice 读取 doc、wps、et、rtf。",
            names.CONVERT_VARIABLE,
        ),
        row(
            "Word 页面定位",
            _on(tools.place),
            "为 Word 文件的每一段找到所在页面，以便在页面图上框出。",
            names.PLACE_VARIABLE,
        ),
        row(
            "外加的读数程序",
            "、".join(settings.finders) or "无",
            "单位自行添加的读数程序，其读数同样须有出处。",
            names.FINDERS_VARIABLE,
        ),
        row(
            "外加程序的时限",
            f"{settings.finder_seconds:g} 秒",
            "外加的读数程序读一个文件最多用这么久。",
            names.FINDER_SECONDS_VARIABLE,
        ),
        row("同时读取", f"{settings.workers} 个文件", "默认与处理器数目相同。"),
        row(
            "单个文件的上限",
            f"{limits.seconds:g} 秒、{limits.memory_bytes // names.MIB} MB 内存",
            "每个文件在隔离的进程中读取，超过即停止并说明。",
        ),
        row(
            "一份材料的上限",
            f"{settings.most_files} 个文件、{settings.largest_file // names.MIB} MB",
            "超过的不收取，留在原处。",
        ),
    )


def _places(settings: Settings, row: Row) -> tuple[Shown, ...]:
    return (
        row(
            "数据目录",
            str(settings.home),
            "收件箱、原始文件、单位的政策与用语都在其中。",
            names.HOME_VARIABLE,
        ),
        row(
            "数据库",
            without_password(settings.database),
            "SQLite 文件或 PostgreSQL；密码不在此显示。",
            names.DATABASE_VARIABLE,
        ),
        row("时区", settings.timezone, "显示时间、计划批处理所用。", names.TIMEZONE_VARIABLE),
    )


def without_password(url: str) -> str:
    """The address of a database as it may be read by others.

    Example:
        >>> without_password("postgresql+psycopg://desk:s3cret@db.local/desk")
        'postgresql+psycopg://desk:···@db.local/desk'
    """
    return PASSWORD.sub(r"\1:···@", url)


def tools(settings: Settings) -> tuple[Tool, ...]:
    """What was found of the tools that not every machine has; starts none of them."""
    from extractors.readers.legacy.libreoffice import program
    from extractors.readers.packages.compressed import unpacker
    from extractors.readers.scan import engine

    office, library = program(), unpacker()
    wanted = settings.tools
    return (
        Tool(
            "文字识别",
            "RapidOCR" if engine.is_available() else "",
            wanted.recognise,
            "扫描件、照片",
        ),
        Tool(
            "LibreOffice",
            str(office) if office is not None else "",
            wanted.convert or wanted.place,
            "doc、wps、et、rtf；Word 页面图",
        ),
        Tool(
            "libarchive",
            dotted(library.ffi.version_number()) if library is not None else "",
            True,
            "7z、rar、tar 压缩包",
        ),
    )


def dotted(number: int) -> str:
    """The version of libarchive, which counts 1,000 to each part.

    Example:
        >>> dotted(3_006_002)
        '3.6.2'
    """
    return f"{number // 1_000_000}.{number // 1_000 % 1_000}.{number % 1_000}"


def revisions(settings: Settings, computation: Computation) -> tuple[Shown, ...]:
    """By what is computed: whoever reports a fault names these."""
    from extractors import REVISION

    own = "已有" if settings.observations.is_file() else "无"
    words = "已有" if settings.words.is_file() else "无"
    judging, _, table = computation.judging.rpartition("-")
    return (
        Shown("读取程序版本", REVISION, "程序、指标目录或政策用语有任何改动，版本即不同。"),
        Shown("读取环境版本", computation.revision, "另含本机工具、单位用语和外加程序。"),
        Shown("判断程序版本", judging, "据读数作出判断的程序。"),
        Shown("可信度表版本", table, "由以往核对结果统计；版本不同，直接采用的读数可能不同。"),
        Shown("单位自己的核对统计", own, f"由 calibrate 写入 {settings.observations.name}。"),
        Shown("单位自己的用语", words, f"由 learn 写入 {settings.words.name}。"),
    )


def _second(rulesets: Collection[str], titles: Mapping[str, str]) -> str:
    if ALL in rulesets:
        return "全部政策"
    return "、".join(titles.get(one, one) for one in sorted(rulesets)) or "不要求"


def _on(wanted: bool) -> str:
    return "开" if wanted else "关"
