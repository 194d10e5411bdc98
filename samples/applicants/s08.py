"""文山, yunnan-2021: a zip with GBK names; hardly a number is exact.

The form is lines of label and value without a table, the plan has a text box. Traps: 近, 余,
约, a credit code whose check character is wrong, a roster shorter than the claim, the parent
association's members, an area in 亩 and one in 万平方米.
"""

# One row of a form, one sentence of a plan a line: they read best whole.
# ruff: noqa: E501

from __future__ import annotations

from samples.invented import credit_code, wrong_code
from samples.pdf import Pdf
from samples.submission import Submission
from samples.tables import date, either, roster, rows, text
from samples.word import LEFT, Word

OPERATOR = "文山七乡创业投资管理有限公司"
SPACE = "七乡众创空间"
RIGHT = credit_code("532601", OPERATOR)
CODE = wrong_code(RIGHT)
FORM, PLAN = "众创空间认定申请.docx", "七乡众创空间运营方案.docx"
LEASE, LICENCE = "租房合同.pdf", "营业执照.pdf"

TENANTS = rows(
    "name product established_on moved_in_on registered_in_space",
    """
    文山苗乡三七提取物有限公司|三七总皂苷提取|2021-07-12|2021-09|yes
    文山市坝美旅游策划有限公司|喀斯特徒步线路|2021-11-30|2022-01|yes
    云南普者黑藕粉食品有限公司|速溶藕粉|2020-05-06|2021-12|yes
    文山盘龙河水处理技术有限公司|小型净水站|2022-02-15|2022-03|yes
    文山市头塘蔬菜供应链有限公司|净菜配送|2022-01-07|2022-04|yes
    砚山江那辣椒科技有限公司|辣椒烘干|2021-10-25|2022-02|no
    文山壮锦坊文化有限公司|壮锦复刻|2022-03-21|2022-05|yes
    文山市开化智慧停车有限公司|停车诱导|2021-12-01|2022-03|yes
    文山薄竹山茶业有限公司|古树茶溯源|2022-04-11|2022-06|yes
    “山货出滇”直播团队|山货直播||2022-01|
    铜鼓声纹研究小组|铜鼓音色数据库||2022-03|
    “花倮”影像团队|民俗纪录||2022-05|
    校园旧物循环社|二手平台||2022-06|
    """,
)
MENTORS = rows(
    "name organisation field",
    """
    骆长风|文山学院|三七加工
    农玉霞|州律师协会|法律
    贺云起|滇东南产业基金|投融资
    """,
)


def make() -> Submission:
    made = Submission(
        id="s08",
        ruleset="yunnan-2021",
        on="2022-07-29",
        path="文山七乡众创空间（申报材料）.zip",
        outcomes={
            "2b": "unknown", "5": "unknown", "6": "met", "7": "unknown", "T1": "not_met",
            "T3": "not_met", "9d": "unknown",
        },
        leave_out=["tenant_count"],
        computed={"tenant_count": 13},
        why={"tenant_count": "近20家 is claimed, 13 are listed: on both sides of 15."},
        findings=[
            {"code": "credit_code_invalid", "value": CODE},
            {"code": "claimed_count_differs", "key": "tenant_count", "claimed": 20, "listed": 13},
        ],
        derived={
            "public_share": ("0.25~", ["public_area_m2", "total_area_m2"]),
            "team_count": ("4", ["tenants"]),
            "company_count": ("9", ["tenants"]),
        },
        ambiguous=["public_share", "team_count", "company_count", "materials.tenant_proof"],
    )  # fmt: skip
    _form(made)
    _plan(made)
    _lease(made)
    _licence(made)
    return made


def _form(made: Submission) -> None:
    form = Word(made, FORM, "申请", ["application_form"], size=12)
    form.title("云南省众创空间认定申请")
    form.para(
        f"众创空间名称：{{{{space_name|{SPACE}}}}}",
        f"申请单位：{{{{operator_name|{OPERATOR}}}}}",
        f"统一社会信用代码：{{{{credit_code={CODE}|{CODE}}}}}",
        "单位性质：{{operator_kind=企业|☑企业}}　☐事业单位　☐其他",
        "法定代表人：{{legal_representative|韦长庚}}　　注册时间：{{registered_on|2020年11月}}",
        "注册地址：{{registered_address|云南省文山壮族苗族自治州文山市开化街道凤凰路三段18号}}",
        "空间地址：{{space_address|文山市开化街道凤凰路三段18号老粮站5号库}}",
        "行政区划：{{division=532601 文山市|文山市}}",
        "联系人：{{contact_name|陆采薇}}　　手机：{{contact_mobile|15087690213}}",
        "电话：{{contact_phone|0876-2150633}}　　邮箱：{{contact_email|qixiang@qxspace.org.cn}}",
        "独立法人：{{independent_legal_person=yes|☑是}}　☐否",
        "开始运营：{{operating_since=2021-06|2021年6月}}",
        "场地：{{total_area_m2=800~|约0.08万平方米}}，{{premises_tenure=租赁|☑租赁}}　☐自有",
        "工位：{{workstation_count=20~|约20个}}",
        "入驻情况：{{!tenant_count=20-|近20家}}",
        "专职服务人员：{{full_time_staff_count=4|肆人}}",
        "创业导师：{{mentor_count=3|三名}}",
        "种子基金：{{has_seed_fund=yes|☑有}}　☐无",
        "申请日期：{{applied_on=2022-07-29|2022年7月29日}}",
    )
    form.save()


def _plan(made: Submission) -> None:
    plan = Word(made, PLAN, "运营方案", ["operating_plan"])
    plan.title("七乡众创空间运营方案")
    plan.heading("{{#necessity|（一）建设必要性}}")
    plan.para(
        "文山号称“三七之乡”，三七产业综合产值突破两百亿元，从业者三十万人。"
        "公司所属的州青年企业家协会有会员企业260余家，每年接到的创业求助不下百件，"
        "而州府所在地可供初创者使用的低价场所屈指可数。"
    )
    plan.heading("{{#foundation|（二）基础条件}}")
    plan.para(
        "老粮站占地约15亩，共有旧仓库7座。我们{{premises_tenure|租下其中的5号库}}改造成空间，"
        "{{total_area_m2|使用面积约800平方米}}，{{public_area_m2=200~|公共区约200平方米}}，"
        "{{workstation_count|可用工位约20个}}，其余为展销和仓储。"
        "6号库正在谈，谈成后再加600平方米。",
        "名册所列为2022年6月底在驻者（注册在外县的也列入）：",
    )
    plan.table(
        roster(
            made,
            "tenants",
            TENANTS,
            [
                ("名称", "name", text),
                ("项目", "product", text),
                ("成立", "established_on", date("{y}年{m}月{d}日")),
                ("入驻", "moved_in_on", date("{y}年{m}月")),
                ("注册地址在空间内", "registered_in_space", either("√", "×")),
            ],
            none="",
        )
    )
    plan.para(
        "2021年6至12月，{{new_company_count=3+|团队新注册企业3家以上}}；"
        "{{funded_count=1|1家获得投资}}，{{funding_total_yuan=1000000~|融资100万元左右}}；"
        "{{event_count=10+|举办各类活动十余场}}；{{incubation_case_count=2~|形成典型案例两个左右}}。"
        "{{jobs_count=110+|带动就业110余人}}。",
        "{{staff_count=6|运营人员六人}}，{{full_time_staff_count|专职四人}}；{{mentor_count|导师三名}}如下：",
    )
    plan.table(
        roster(
            made,
            "mentors",
            MENTORS,
            [("姓名", "name", text), ("来自", "organisation", text), ("专长", "field", text)],
            serial=None,
        )
    )
    plan.text_box("联系我们：凤凰路三段18号老粮站，公交4路粮站下")
    plan.heading("{{#goals|（三）目标}}")
    plan.para("两年内入驻30家，工位增加到60个，办活动40场，省级众创空间认定一次通过。")
    plan.heading("{{#mechanism|（四）运营机制}}")
    plan.para(
        "实行项目经理负责制，已有{{management_rules=评估准入、财务管理、日常管理|"
        "《项目准入评估办法》《财务管理办法》《日常管理制度》}}三项制度，毕业退出办法正在起草。"
    )
    plan.heading("{{#services|（五）服务内容}}")
    plan.para(
        "可以提供{{services=工商注册、政策咨询、融资对接、市场开拓|工商注册、政策咨询、融资对接、市场开拓}}服务。"
        "{{has_seed_fund|设立了七乡种子基金}}，{{seed_fund_yuan=500000-|规模近50万元}}；"
        "{{has_investor_partnership=yes|与滇东南产业基金、文山农商行合作}}；"
        "拟于年内完成首笔投资。"
    )
    plan.heading("{{#safeguards|（六）保障措施}}")
    plan.para("州青企协会长单位兜底担保房租；仓库加装喷淋与烟感。")
    plan.save()


def _lease(made: Submission) -> None:
    lease = Pdf(made, LEASE, "租房合同", ["premises_proof"])
    lease.title("租 房 合 同")
    lease.line("甲方：文山市第二粮油储备站", f"乙方：{OPERATOR}")
    lease.para(
        "甲方同意将凤凰路三段18号5号库出租给乙方，库房以现状交付。",
        "{{lease_years=4|租赁期肆年}}，自{{lease_starts_on=2021-03-16|2021年3月16日}}起，"
        "至{{lease_ends_on=2025-03-15|2025年3月15日}}止。",
        "租金每年人民币玖万陆仟元整，乙方于每年3月16日前付清。",
        "乙方不得储存易燃易爆物品。合同未尽事宜，双方协商解决。",
    )
    lease.line("2021年3月10日")
    lease.save()


def _licence(made: Submission) -> None:
    licence = Pdf(made, LICENCE, "营业执照", ["legal_person_proof"], size=12)
    licence.title("营 业 执 照")
    licence.table(
        [
            ["统一社会信用代码", f"{{{{credit_code|{CODE}}}}}", LEFT, LEFT],
            ["名  称", f"{{{{operator_name|{OPERATOR}}}}}", "法定代表人", "{{legal_representative|韦长庚}}"],
            ["类  型", "{{independent_legal_person|有限责任公司}}", "成立日期", "{{registered_on=2020-11-05|2020年11月05日}}"],
            ["住  所", "{{registered_address|云南省文山壮族苗族自治州文山市开化街道凤凰路三段18号}}", LEFT, LEFT],
        ],
        [110, 170, 80, 110],
        size=10,
    )  # fmt: skip
    licence.line("登记机关：文山市市场监督管理局")
    licence.save()
