"""楚雄, yunnan-2021: the form printed, sealed and scanned, the plan an old rich text file.

Traps: the seal lies over the form's figures, the cooperative's own members, events of two years,
a lease whose second floor is not the space's.
"""

# One row of a form, one sentence of a plan a line: they read best whole.
# ruff: noqa: E501

from __future__ import annotations

from samples.invented import credit_code, mobile
from samples.pdf import Pdf
from samples.rtf import Rtf
from samples.scan import Scan
from samples.submission import Submission
from samples.tables import date, number, roster, rows, text
from samples.word import LEFT, UP

OPERATOR = "楚雄彝绣坊创业服务有限公司"
SPACE = "彝绣坊众创空间"
CODE = credit_code("532301", OPERATOR)
FORM, PLAN = "众创空间认定申报表（盖章扫描）.pdf", "彝绣坊众创空间运营方案.rtf"
LEASE, LICENCE = "房屋租赁合同（扫描）.pdf", "营业执照.pdf"

TENANTS = rows(
    "name product established_on moved_in_on headcount",
    """
    楚雄马缨花绣品有限公司|手工绣片定制|2022-03-08|2022-05|14
    楚雄彝人古镇文创有限公司|火把节纪念品|2022-06-21|2022-07|9
    云南紫溪山野生菌有限公司|松茸冻干|2021-11-15|2022-04|17
    楚雄州鹿城数据标注有限公司|图像标注|2022-09-02|2022-10|21
    牟定喜鹊窝腐乳食品有限公司|小包装腐乳|2022-01-19|2022-06|12
    南华天堂山菌种科技有限公司|羊肚菌母种|2022-04-27|2022-08|8
    楚雄龙川江水务技术有限公司|管网测漏|2022-08-11|2022-09|6
    禄丰恐龙谷研学有限公司|化石修复课|2022-05-30|2022-11|7
    楚雄青山嘴智慧农业有限公司|冬早豌豆监测|2022-10-18|2022-12|5
    姚安莲花池藕业有限公司|藕带保鲜|2022-07-07|2023-01|10
    楚雄左脚舞文化传播有限公司|民族舞线上课|2023-02-14|2023-03|6
    大姚核桃智选科技有限公司|核桃光电分级|2022-12-05|2023-02|11
    “绣里有数”纹样小组|纹样数据库||2022-06|4
    银发数字课堂|老年人手机教学||2022-09|5
    山地无人机植保队|烤烟飞防||2023-01|6
    “一针一线”返乡团队|直播带货||2023-03|8
    """,
)
for tenant in TENANTS:
    tenant["phone"] = mobile(tenant["name"])


def make() -> Submission:
    made = Submission(
        id="s13",
        ruleset="yunnan-2021",
        on="2023-06-12",
        path="楚雄-彝绣坊众创空间",
        outcomes={"T3": "unknown"},  # the list does not say who is registered in the space
        derived={
            "usable_share": ("0.8", ["workstation_area_m2", "public_area_m2", "total_area_m2"]),
            "public_share": ("0.3", ["public_area_m2", "total_area_m2"]),
        },
    )
    _form(made)
    _plan(made)
    _lease(made)
    _licence(made)
    return made


def _form(made: Submission) -> None:
    form = Scan(
        made,
        FORM,
        "申报表",
        ["application_form"],
        seals=[(1, 420, 150, OPERATOR), (1, 400, 330, OPERATOR)],
    )
    form.title("云南省众创空间认定申报表")
    form.table(
        [
            ["申报单位", f"{{{{operator_name|{OPERATOR}}}}}", "单位性质", "{{operator_kind=企业|■企业}} □事业 □其他"],
            ["众创空间名称", f"{{{{space_name|{SPACE}}}}}", "申报日期", "{{applied_on=2023-06-12|2023年6月12日}}"],
            ["统一社会信用代码", f"{{{{credit_code|{CODE}}}}}", "法定代表人", "{{legal_representative|普丽琼}}"],
            ["注册地址", "{{registered_address|云南省楚雄彝族自治州楚雄市鹿城镇团结路209号}}", "注册时间", "{{registered_on=2021-08-25|2021年8月25日}}"],
            ["空间地址", "{{space_address|楚雄市鹿城镇团结路209号老棉纺厂2号楼}}", "所在县（市）", "{{division=532301 楚雄市|楚雄市}}"],
            ["联系人", "{{contact_name|者文光}}", "联系电话", "{{contact_phone|0878-3395027}}"],
            [UP, UP, "手机", "{{contact_mobile|13987860415}}"],
            [UP, UP, "电子邮箱", "{{contact_email|office@yixiufang.cn}}"],
            ["独立法人资格", "{{independent_legal_person=yes|■是}} □否", "财务单独核算", "{{separate_accounting=yes|■是}} □否"],
            ["空间运营时间", "{{operating_since=2022-03-01|2022年3月1日}}", "场地性质", "□自有 {{premises_tenure=租赁|■租赁}}"],
            ["场地总面积（平方米）", "{{total_area_m2=1200|1200}}", "创业工位（个）", "{{workstation_count=86|86}}"],
            ["工位面积（平方米）", "{{workstation_area_m2=600|600}}", "公共服务场地（平方米）", "{{public_area_m2=360|360}}"],
            ["入驻企业和团队（家）", "{{tenant_count=16|16}}", "其中企业（家）", "{{company_count=12|12}}"],
            ["管理服务人员（人）", "{{staff_count=8|8}}", "其中专职（人）", "{{full_time_staff_count=6|6}}"],
            ["创业导师（人）", "{{mentor_count=9|9}}", "带动就业（人）", "{{jobs_count=149|149}}"],
            ["种子基金", "{{has_seed_fund=yes|■有}} □无", "规模（万元）", "{{seed_fund_yuan=2000000|200}}"],
            ["投融资机构合作", "{{has_investor_partnership=yes|■有}} □无", "实际投资项目（个）", "{{invested_project_count=3|3}}"],
            ["申报单位意见", "以上内容真实，同意申报。", LEFT, LEFT],
        ],
        [105, 150, 95, 120],
        size=10,
    )  # fmt: skip
    form.save()


def _plan(made: Submission) -> None:
    plan = Rtf(made, PLAN, "运营方案", ["operating_plan"])
    plan.title("彝绣坊众创空间运营方案")
    plan.heading("{{#necessity|一、建设必要性}}")
    plan.para(
        "楚雄州有绣娘五万七千余人，彝绣年产值过亿元，但会画图、会开店、会谈订单的人少。"
        "出资方楚雄州彝绣协作社有社员4300人、合作绣坊62家，多年来想找一处能把手艺变成公司的地方。"
    )
    plan.heading("{{#foundation|二、基础条件}}")
    plan.para(
        "空间在老棉纺厂2号楼一层，{{total_area_m2|总面积1200平方米}}，{{workstation_count|设工位86个}}，"
        "{{workstation_area_m2|工位区600平方米}}，{{public_area_m2|公共服务区360平方米}}。"
        "二层由协作社自用作展厅，不在空间之内。",
        "{{tenant_count|现有入驻企业和团队16家}}，{{company_count|企业12家}}，{{team_count=4|团队4个}}，"
        "{{jobs_count|带动就业149人}}。名单如下：",
    )
    plan.table(
        roster(
            made,
            "tenants",
            TENANTS,
            [
                ("企业或团队名称", "name", text),
                ("主营产品", "product", text),
                ("成立时间", "established_on", date("{y}-{mm}-{dd}")),
                ("入驻时间", "moved_in_on", date("{y}年{m}月")),
                ("人数", "headcount", number),
                ("联系电话", "phone", text),
            ],
            none="—",
        ),
        [30, 140, 80, 65, 60, 30, 75],
    )
    plan.para(
        "2022年，{{new_company_count=9|入驻团队新注册企业9家}}，{{funded_count=2|2家获得融资}}，"
        "{{funding_total_yuan=1800000|融资总额180万元}}；{{incubation_case_count=3|形成典型孵化案例3个}}；"
        "{{event_count=21|举办创新创业活动21场}}，{{training_count=8|其中创业培训8场}}。"
        "2023年前五个月已办活动11场。",
        "{{staff_count|管理服务人员8人}}，{{full_time_staff_count|专职6人}}；{{mentor_count|聘请创业导师9名}}。"
        "{{ip_count=34|累计取得知识产权34件}}，{{graduate_count=5|累计毕业企业5家}}。",
    )
    plan.heading("{{#goals|三、发展目标}}")
    plan.para("到2025年入驻达到40家，工位增至150个，每年举办活动36场。")
    plan.heading("{{#mechanism|四、运营机制}}")
    plan.para(
        "制定{{management_rules=评估准入、财务管理、日常管理、毕业退出|"
        "《评估准入制度》《财务管理制度》《日常管理制度》《毕业退出制度》}}，{{separate_accounting|财务单独核算}}。"
    )
    plan.heading("{{#services|五、服务内容}}")
    plan.para(
        "提供{{services=工商注册、法律法务、政策咨询、融资对接、产品发布|"
        "工商注册、法律法务、政策咨询、融资对接、产品发布}}等服务，"
        "{{has_online_platform=yes|“绣里云”线上平台}}可预约导师。"
        "{{seed_fund_yuan|设立种子基金200万元}}，{{has_investor_partnership|与三家投资机构签订合作协议}}，"
        "{{invested_project_count|已实际投资3个项目}}。"
    )
    plan.heading("{{#safeguards|六、保障措施}}")
    plan.para("协作社承诺五年内不调整租金；设备和消防已验收。")
    plan.save()


def _lease(made: Submission) -> None:
    lease = Scan(
        made,
        LEASE,
        "租赁合同",
        ["premises_proof"],
        seals=[(1, 160, 400, "楚雄州彝绣协作社"), (1, 400, 410, OPERATOR)],
        tilt=-0.4,
    )
    lease.title("房 屋 租 赁 合 同")
    lease.line("出租方（甲方）：楚雄州彝绣协作社", f"承租方（乙方）：{OPERATOR}")
    lease.para(
        "一、甲方将楚雄市鹿城镇团结路209号老棉纺厂2号楼一层租给乙方使用，"
        "{{total_area_m2|建筑面积1200平方米}}。二层展厅由甲方自用。",
        "二、{{lease_years=5|租赁期限五年}}，自{{lease_starts_on=2021-12-01|2021年12月1日}}起"
        "至{{lease_ends_on=2026-11-30|2026年11月30日}}止。",
        "三、租金每月壹万捌仟元，按季度支付。",
        "四、乙方可以将工位提供给入驻的企业和团队使用，不视为转租。",
        "五、本合同一式两份，自双方盖章之日起生效。",
    )
    lease.gap(40)
    lease.line("甲方（盖章）：                                乙方（盖章）：")
    lease.gap(30)
    lease.line("2021年11月22日")
    lease.save()


def _licence(made: Submission) -> None:
    licence = Pdf(made, LICENCE, "营业执照", ["legal_person_proof"], size=12)
    licence.title("营 业 执 照")
    licence.line(
        f"统一社会信用代码：{{{{credit_code|{CODE}}}}}",
        f"名称：{{{{operator_name|{OPERATOR}}}}}",
        "类型：{{independent_legal_person|有限责任公司}}",
        "法定代表人：{{legal_representative|普丽琼}}",
        "成立日期：{{registered_on|2021年08月25日}}",
        "住所：{{registered_address|云南省楚雄彝族自治州楚雄市鹿城镇团结路209号}}",
    )
    licence.gap(20)
    licence.line("登记机关：楚雄市市场监督管理局")
    licence.save()
