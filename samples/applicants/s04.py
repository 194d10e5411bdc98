"""弥勒, mile-2017 综合: the official form printed to PDF, plan in Word with the eight sections.

Traps: the bank's contact beside the applicant's, 无 in cells that must not be empty, output
and sales in 万元, trainings outside the count of events, the shop on the ground floor, a target
of rent, graduates counted from their table only.
"""

# One row of a form, one sentence of a plan a line: they read best whole.
# ruff: noqa: E501

from __future__ import annotations

from samples.invented import credit_code, mobile
from samples.pdf import Pdf
from samples.submission import Submission
from samples.tables import date, either, money, number, roster, rows, text
from samples.word import LEFT, UP, Word

OPERATOR = "弥勒市湖泉薪火创业服务有限责任公司"
SPACE = "薪火众创空间"
CODE = credit_code("532504", OPERATOR)
FORM, PLAN = "弥勒市众创空间认定申报书（薪火）.pdf", "附：薪火众创空间建设运营方案.docx"
SUMMARY = "2020年工作总结及今后两年工作计划.docx"

TENANTS = rows(
    "name product output_value_yuan sales_yuan moved_in_on headcount",
    """
    弥勒市东山菌业科技有限公司|羊肚菌工厂化栽培|835000|790000|2020-05|12
    弥勒市髯翁小筑民宿管理有限公司|民宿托管系统|412000|412000|2020-06|8
    弥勒市花口苗木有限公司|容器苗培育|1260000|980000|2020-06|10
    云南禄丰村数字农业有限公司|葡萄园环境监测|563000|505000|2020-09|9
    弥勒市白马河环保有限公司|秸秆炭化|318000|260000|2020-11|7
    弥勒市冰糖橙供应链有限公司|果品分级包装|2045000|1938000|2021-01|15
    弥勒市竹朋文创有限公司|竹编灯具|96000|88000|2021-03|5
    锦屏讲解员工作室|景区讲解培训||36000|2020-08|4
    “蒸汽小火车”手作组|木质模型|52000|47000|2020-12|3
    拖白水田间课堂团队|研学课程||25000|2021-04|5
    “橙视”航拍团队|农田航测||61000|2021-05|4
    """,
)
GRADUATES = rows(
    "name product moved_in_on graduated_on headcount",
    """
    弥勒市巡检司果蔬加工有限公司|果蔬脆片|2020-05|2021-06|26
    “云弥”程序开发组|小程序定制|2020-06|2021-04|6
    """,
)
TEAM = rows(
    "name major full_time service",
    """
    普建勋|工商管理|yes|全面管理、项目评审
    张映竹|会计学|yes|财务与代理记账
    李朝阳|法律事务|yes|工商注册、法律咨询
    龙秋怡|市场营销|yes|活动与市场
    王牧之|计算机应用|yes|网络与设备
    昂志远|食品工程|no|技术咨询
    """,
)
EVENTS = rows(
    "name held_on kind attendance",
    """
    返乡创业恳谈会|2020-06-12|沙龙|31
    羊肚菌种植户见面会|2020-07-18|对接|44
    民宿品牌设计讲座|2020-08-22|沙龙|27
    弥勒青创项目擂台赛|2020-09-26|大赛|88
    冰糖橙产销对接会|2020-10-30|对接|60
    双十一直播观摩|2020-11-11|沙龙|35
    年终项目路演|2020-12-19|路演|52
    """,
)


def make() -> Submission:
    made = Submission(
        id="s04",
        ruleset="mile-2017",
        on="2021-09-08",
        path="弥勒薪火众创空间",
        category="综合",
        derived={
            "graduate_count": ("2", ["graduates"]),
            "lease_years": ("5", ["lease_starts_on", "lease_ends_on"]),
        },
    )
    _form(made)
    _plan(made)
    _summary(made)
    _licence(made)
    return made


def _form(made: Submission) -> None:
    form = Pdf(made, FORM, "申报书", ["application_form"], footer="-{page}-")
    form.gap(90)
    form.title("弥勒市众创空间认定")
    form.title("申  报  书", size=24)
    form.gap(60)
    form.line(
        f"申报单位（公章）：{{{{operator_name|{OPERATOR}}}}}",
        f"众创空间名称：{{{{space_name|{SPACE}}}}}",
        "众创空间地址：{{space_address|弥勒市弥阳街道湖泉路31号2楼}}",
        "法 人 代 表 ：{{legal_representative|普建勋}}",
        "联 系 电 话 ：{{contact_phone|0873-6139027}}",
        "申报认定类型：{{category=综合|综合}}",
        "申 报 日 期 ：{{applied_on=2021-09-08|二〇二一年九月八日}}",
        "编      号 ：",
    )
    form.page_break()
    form.heading("填 报 须 知")
    form.para(
        "一、凡申请认定的单位，应在弥勒市内注册且具有独立法人资格。",
        "二、封面中编号项不填。",
        "三、表内栏目不得空缺，无该项内容时填“无”。",
        "四、本申报书（含建设运营方案）一式四份。",
    )
    form.page_break()
    form.heading("基本信息表")
    form.table(_basics(made), [66, 62, 62, 92, 54, 54, 84])
    form.heading("入驻企业或创业团队基本情况表")
    facts = [{**t, "phone": mobile(t["name"])} for t in TENANTS]
    form.table(
        roster(
            made,
            "tenants",
            facts,
            [
                ("企业或创业团队名称", "name", text),
                ("主导产品", "product", text),
                ("上年度年总产值(万元)", "output_value_yuan", money("万元")),
                ("上年度年销售额(万元)", "sales_yuan", money("万元")),
                ("入驻时间(年、月)", "moved_in_on", date("{y}.{m}")),
                ("职工总数（人）", "headcount", number),
                ("联系电话", "phone", text),
            ],
            serial=None,
            none="无",
        ),
        [142, 82, 54, 54, 48, 36, 64],
        repeat=1,
        size=8.5,
    )
    form.heading("已毕业企业或创业团队基本情况表")
    form.table(_graduates(made), [142, 82, 60, 60, 54, 76], size=8.5)
    form.table(
        [
            ["申请理由", "本公司在弥勒登记注册，空间开放一年有余，服务项目较齐全，现申请认定。\n法人代表签字（签章）：      单位（盖章）      年  月  日"],
            ["市科技部门意见", "\n（盖章）      年  月  日"],
        ],
        [90, 384],
    )  # fmt: skip
    form.save()


def _basics(made: Submission) -> list[list[object]]:
    team = [
        [
            "创办负责人" if n == 0 else "成员",
            fact["name"],
            mobile(fact["name"]),
            fact["major"],
            "专职" if fact["full_time"] == "yes" else "兼职",
            fact["service"],
        ]
        for n, fact in enumerate(TEAM)
    ]
    roster(
        made,
        "team_members",
        [{**t, "phone": mobile(t["name"])} for t in TEAM],
        [
            ("姓名", "name", text),
            ("联系电话", "phone", text),
            ("专业", "major", text),
            ("专/兼职", "full_time", either("专职", "兼职")),
            ("提供服务内容", "service", text),
        ],
    )
    return [
        ["申请单位名称", f"{{{{operator_name|{OPERATOR}}}}}", LEFT, LEFT, "单位性质", "{{operator_kind=企业|■企业}} □事业 □其他", LEFT],
        ["拟认定众创空间名称", f"{{{{space_name|{SPACE}}}}}", *[LEFT] * 5],
        ["通讯地址", "弥勒市弥阳街道湖泉路31号", LEFT, LEFT, "行政区划", "{{division=532504 弥勒市|弥勒市}}", LEFT],
        ["法定代表人", "{{legal_representative|普建勋}}", LEFT, LEFT, "联系电话", mobile("普建勋"), LEFT],
        ["联系人", "{{contact_name|龙秋怡}}", "电话", "{{contact_phone|0873-6139027}}", "电子邮件", "{{contact_email|xinhuo_ml@mlxinhuo.cn}}", LEFT],
        [UP, UP, "手机", f"{{{{contact_mobile|{mobile('龙秋怡')}}}}}", UP, UP, UP],
        ["成立时间", "{{registered_on=2020-01-15|2020年1月15日}}", *[LEFT] * 5],
        ["办公地址及面积（㎡）", "{{space_address|弥勒市弥阳街道湖泉路31号2楼}}，{{total_area_m2=260|260㎡}}", *[LEFT] * 5],
        ["银行财务信息", "账户名", OPERATOR, LEFT, "联系人", "张映竹", LEFT],
        [UP, "开户行", "弥勒农商银行湖泉支行", LEFT, "联系电话", mobile("张映竹"), LEFT],
        [UP, "开户账号", "5301 0427 9066 1183", LEFT, "电子邮箱", "无", LEFT],
        ["团队成员", "职责", "姓名", "联系电话", "专业", "专/兼职", "提供服务内容"],
        *[[UP, *row] for row in team],
        ["制度建设", "1.{{management_rules=评估准入、财务管理、日常管理|《创业实体评估准入制度》《财务管理制度》\n2.《日常管理服务制度》}}", *[LEFT] * 5],
        ["合作机构", "1.{{has_investor_partnership=yes|红河谷风险投资有限公司\n2.弥勒市农信融资担保有限公司}}", *[LEFT] * 5],
        ["创办/负责人简介（简述200字以内）", "普建勋，男，1984年出生，大专学历，曾任食品企业生产厂长十年，2020年创办本公司，熟悉农产品加工和乡村项目。", *[LEFT] * 5],
        ["申请众创空间建设运营方案概要", "面向返乡青年和农文旅项目，以“低成本、全要素”为宗旨，提供场地、培训、融资和产销对接。", *[LEFT] * 5],
        ["年度工作计划", "举办活动10次，新增入驻6家，毕业2家。", *[LEFT] * 5],
    ]  # fmt: skip


def _graduates(made: Submission) -> list[list[str]]:
    return roster(
        made,
        "graduates",
        [{**g, "phone": mobile(g["name"])} for g in GRADUATES],
        [
            ("企业或创业团队名称", "name", text),
            ("主导产品", "product", text),
            ("入驻时间(年、月)", "moved_in_on", date("{y}.{m}")),
            ("毕业时间(年、月)", "graduated_on", date("{y}.{m}")),
            ("职工总数（人）", "headcount", number),
            ("联系电话", "phone", text),
        ],
        serial=None,
    )


def _plan(made: Submission) -> None:
    plan = Word(made, PLAN, "建设运营方案", ["operating_plan"])
    plan.header(SPACE, "建设运营方案")
    plan.title("薪火众创空间建设运营方案")
    plan.heading("{{#necessity|一、建设的必要性}}", 2)
    plan.para(
        "弥勒每年接待游客逾千万人次，葡萄、柑橘、菌类种植面积超过五十万亩，年轻人返乡做民宿、做电商的越来越多，"
        "但县城写字楼租金一平方米要三四十元，办一家小公司先要掏几万块，不少好点子因此搁下。",
        "州里近年认定的众创空间有二十多家，多数在州府，弥勒城区仍需要一处门槛低、离市场近的场所。",
    )
    plan.heading("{{#foundation|二、具备的基础条件}}", 2)
    plan.para(
        "1. 场地与设施。空间在湖泉路31号2楼，{{premises_tenure=租赁|为租赁房屋}}，"
        "{{total_area_m2|实用面积260平方米}}；一楼是房东的电动车行，不在其内。"
        "室内{{workstation_count=34|摆放工位34个}}，会议室、洽谈间、复印区等"
        "{{public_area_m2=32.5|公共办公场所32.5平方米}}，{{public_share=0.125|占总面积的12.5%}}。"
        "水、电、消防、光纤俱全，拎包即可办公。租约"
        "{{lease_starts_on=2020-03-01|2020年3月1日起}}、{{lease_ends_on=2025-02-28|2025年2月28日止}}。",
        "2. 入驻情况。{{operating_since=2020-05-06|2020年5月6日开门运营}}。"
        "{{tenant_count=11|在驻企业和团队11家}}，{{company_count=7|企业7家}}、{{team_count=4|团队4家}}，"
        "{{jobs_count=82|带动就业82人}}。先后来访咨询三百多人次，办过入驻手续的累计19家。",
        "3. 2020年度服务成效。{{event_count=7|举办创新创业活动7次}}；"
        "{{training_count=3|另开展创业教育培训3次}}；"
        "{{funded_count=0|尚无企业获得投融资}}，{{funding_total_yuan=0|当年投资总额为零}}；"
        "{{transfer_count=0|科技成果转移转化0个}}；{{new_company_count=3|团队注册新企业3家}}。",
        "4. 人员。{{staff_count=6|管理服务人员6人}}，{{full_time_staff_count=5|其中专职5人}}；"
        "{{mentor_count=4|外聘导师4人}}，分别来自红河州农科部门、弥勒农商银行、本地食品企业和律师事务所。",
    )
    plan.heading("{{#goals|三、建设和运营目标}}", 2)
    plan.para("两年内在驻达到20家，每年毕业3家以上，场地扩到500平方米，导师增至10人。")
    plan.heading("{{#mechanism|四、运营机制}}", 2)
    plan.para(
        "公司统一管理、{{separate_accounting=yes|建设运营账目单独核算}}。服务期三年："
        "{{free_first_year=yes|第一年场租、网费全免}}，"
        "{{rent_share_second_year=0.3|第二年按市场价三成收取}}，"
        "{{rent_share_third_year=0.5|第三年按市场价五成收取}}；三年期满原则上迁出。"
    )
    plan.heading("{{#services|五、可提供的服务}}", 2)
    plan.para(
        "设一站式窗口，提供{{services=工商注册、融资对接、团队融合、项目推介、市场开拓、培训辅导、成果申报、沟通交流|"
        "工商注册、融资对接、团队融合、项目推介、市场开拓、培训辅导、成果申报、沟通交流}}等服务。"
        "{{has_seed_fund=no|未设立种子基金}}；"
        "{{has_investor_partnership|与红河谷风险投资有限公司、弥勒市农信融资担保有限公司签订了合作协议}}。"
    )
    plan.heading("{{#safeguards|六、保障措施}}", 2)
    plan.para(
        "成立由法人代表牵头的服务小组，落实安全责任；公司每年从物业收入中拿出不少于十万元补贴空间。"
    )
    plan.heading("{{#budget|七、经费预算}}", 2)
    plan.para("{{budget_total_yuan=196000|年度预算19.6万元}}：")
    plan.table(
        [
            ["支出", "房租", "宽带", "软硬件", "教育培训", "导师服务", "创业活动", "合计"],
            ["万元", "6.2", "0.8", "3.1", "2.5", "2.0", "5.0", "{{budget_total_yuan|19.6}}"],
        ]
    )
    plan.heading("{{#attachments|八、附件}}", 2)
    plan.para("年度工作总结、未来两年工作计划、营业执照、租赁合同复印件、合作协议复印件。")
    plan.save()


def _summary(made: Submission) -> None:
    paper = Word(made, SUMMARY, "年度工作总结、计划", ["annual_summary", "annual_plan"])
    paper.title("薪火众创空间2020年工作总结及今后两年工作计划")
    paper.para(
        "2020年是开业头一年。受各种因素影响，线下活动自六月起才恢复，全年共办7次，清单见下；培训另行统计。"
    )
    paper.table(
        roster(
            made,
            "events",
            EVENTS,
            [
                ("日期", "held_on", date("{m}月{d}日")),
                ("活动主题", "name", text),
                ("形式", "kind", text),
                ("参加人数", "attendance", number),
            ],
            serial="次",
        )
    )
    paper.para(
        "不足：融资服务还没有实质成果，导师到场次数偏少，将在2021年改进。",
        "今后两年：2021年办活动10次、培训5次，新增入驻6家；2022年办活动12次、培训8次，毕业3家，"
        "力争引进基金1支。",
    )
    paper.save()


def _licence(made: Submission) -> None:
    licence = Pdf(made, "营业执照（薪火）.pdf", "营业执照", ["legal_person_proof"], size=12)
    licence.title("营业执照")
    licence.line(f"统一社会信用代码：{{{{credit_code|{CODE}}}}}", "（副本）")
    licence.table(
        [
            ["名  称", f"{{{{operator_name|{OPERATOR}}}}}"],
            ["类  型", "{{independent_legal_person=yes|有限责任公司（自然人独资）}}"],
            ["法定代表人", "{{legal_representative|普建勋}}"],
            ["注册资本", "伍拾万元整"],
            ["成立日期", "{{registered_on|2020年01月15日}}"],
            ["营业期限", "2020年01月15日至2040年01月14日"],
            [
                "住  所",
                "{{registered_address|云南省红河哈尼族彝族自治州弥勒市弥阳街道湖泉路31号2楼}}",
            ],
        ],
        [90, 370],
        ruled=False,
        size=11,
    )
    licence.line("登记机关：弥勒市市场监督管理局")
    licence.save()
