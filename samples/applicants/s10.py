"""喀什, xinjiang-2019: a vocational college's space; long tables over pages, no date.

Form in Word with boxes as R, plan as a long PDF whose mentors, tenants and events run over
pages without repeated headers, a return without the last year. Traps: the college's own staff,
buildings and patents, a workstation target, events of the year before in another table.
"""

# One row of a form, one sentence of a plan a line: they read best whole.
# ruff: noqa: E501

from __future__ import annotations

from samples.invented import credit_code, mobile
from samples.pdf import Pdf
from samples.sheet import Book
from samples.submission import Submission
from samples.tables import by_column, date, either, number, roster, rows, text
from samples.word import LEFT, UP, Word

OPERATOR = "喀什丝路职业技术学院"
SPACE = "葱岭众创空间"
CODE = credit_code("653101", OPERATOR, "12")
FORM, PLAN = "附件2 备案申报表.docx", "葱岭众创空间建设运营方案.pdf"

TENANTS = rows(
    "name product moved_in_on headcount",
    """
    喀什艾提尕尔铜艺有限公司|铜器錾刻|2022-03|9
    新疆帕米尔牦牛绒科技有限公司|绒毛分梳|2022-04|16
    喀什色满土陶文化有限公司|土陶釉彩|2022-04|7
    喀什市阿瓦提乡核桃机械有限公司|核桃去青皮机|2022-05|13
    新疆乃则尔巴格石榴汁有限公司|石榴汁澄清|2022-06|11
    喀什多来特巴格软件有限公司|双语点餐系统|2022-06|15
    喀什伯什克然木瓜业有限公司|伽师瓜分级|2022-07|12
    新疆塔什库尔干高原医疗有限公司|便携制氧|2022-09|10
    喀什荒地乡无花果食品有限公司|无花果干|2022-10|8
    喀什吐曼河照明工程有限公司|景观灯控|2022-11|9
    新疆浩罕乡跨境贸易有限公司|中巴货运代理|2023-02|14
    喀什夏马勒巴格服饰有限公司|艾德莱斯服装|2023-03|10
    喀什帕哈太克里养殖有限公司|肉鸽养殖监控|2023-04|6
    “一把热瓦普”乐器社|乐器制作|2022-05|4
    古城语音导览组|多语导览|2022-08|5
    胡杨盐碱地改良队|土壤改良剂|2022-09|6
    “馕上飞”短视频团队|美食短视频|2022-12|4
    沙漠玫瑰精油小组|玫瑰精油|2023-01|3
    院落民宿改造工作室|民宿设计|2023-02|5
    “石头城”3D扫描组|文物扫描|2023-03|4
    学生维修服务队|家电维修|2023-03|8
    “疆果”包装设计社|果品包装|2023-04|3
    """,
)
MENTORS = rows(
    "name organisation title field full_time",
    """
    努尔兰·哈山|喀什丝路职业技术学院|副教授|机电一体化|yes
    古丽米热·艾买提|喀什丝路职业技术学院|讲师|电子商务|yes
    靳松涛|喀什地区生产力促进中心|高级工程师|技术转移|no
    买合木提·卡德尔|喀什铜器行业协会|会长|传统工艺|no
    梁思源|喀什农商银行|信贷主管|创业贷款|no
    热依拉·玉素甫|新疆南天律师事务所|律师|法律事务|no
    佟海峰|丝路天使投资中心|合伙人|股权投资|no
    祖丽皮亚·肉孜|喀什市妇联|主任|女性创业|no
    郝卫民|新疆某农业企业|总经理|果品加工|no
    凯赛尔·吾买尔|喀什综保区服务公司|部长|跨境贸易|no
    """,
)
EVENTS = rows(
    "name held_on kind attendance",
    """
    春季项目征集说明会|2022-03-04|沙龙|46
    电商基础训练营|2022-03-18|培训|62
    核桃产业技术沙龙|2022-04-01|沙龙|33
    创业法律讲堂|2022-04-15|培训|58
    “葱岭杯”初赛|2022-05-06|大赛|105
    土陶手工体验日|2022-05-27|沙龙|41
    中巴贸易政策解读|2022-06-10|培训|37
    毕业生项目路演|2022-06-24|路演|84
    财税合规训练营|2022-09-09|培训|49
    古城文创沙龙|2022-09-23|沙龙|29
    “葱岭杯”决赛|2022-10-14|大赛|130
    果品包装设计交流|2022-11-04|沙龙|26
    银企对接会|2022-11-25|路演|53
    岁末创业者茶叙|2022-12-16|沙龙|38
    """,
)
YEARS = {
    2020: {"tenant_count": 13, "new_company_count": 5, "funded_count": 1, "funding_total_yuan": 800000, "event_count": 9, "mentor_count": 6, "jobs_count": 94, "graduate_count": 2},
    2021: {"tenant_count": 18, "new_company_count": 7, "funded_count": 1, "funding_total_yuan": 1300000, "event_count": 12, "mentor_count": 8, "jobs_count": 141, "graduate_count": 5},
}  # fmt: skip


def make() -> Submission:
    made = Submission(
        id="s10",
        ruleset="xinjiang-2019",
        on="2023-06-01",
        path="喀什-葱岭众创空间备案",
        outcomes={"6.3b": "unknown", "6.6": "not_met", "6.10": "unknown"},
        findings=[{"code": "application_date_missing"}],
        derived={"public_share": ("0.3", ["public_area_m2", "total_area_m2"])},
    )
    _form(made)
    _plan(made)
    _statistics(made)
    _certificate(made)
    return made


def _form(made: Submission) -> None:
    form = Word(made, FORM, "申报表", ["application_form"], size=10)
    form.header("自治区众创空间备案", "")
    form.title("众创空间备案申报表")
    form.table(
        [
            ["众创空间名称", f"{{{{space_name|{SPACE}}}}}", LEFT, "申报日期", "{{?申报日期|}}"],
            ["申报单位", f"{{{{operator_name|{OPERATOR}}}}}", LEFT, "单位属性", "□企业 {{operator_kind=事业|R事业}} □其他"],
            ["统一社会信用代码", f"{{{{credit_code|{CODE}}}}}", LEFT, "法定代表人", "{{legal_representative|阿不都热合曼·依明}}"],
            ["住所", "{{registered_address|新疆喀什地区喀什市多来特巴格路302号}}", LEFT, "批准成立日期", "{{registered_on=2012-08|2012年8月}}"],
            ["空间地点", "{{space_address|喀什市多来特巴格路302号实训楼A区}}", LEFT, "所在县市", "{{division=653101 喀什市|喀什市}}"],
            ["联络", "联系人", "{{contact_name|任书远}}", "手机", "{{contact_mobile|18799050361}}"],
            [UP, "电话", "{{contact_phone|0998-2903317}}", "电子邮箱", "{{?电子邮箱|}}"],
            ["场所", "面积（㎡）", "{{total_area_m2=1100|1100}}", "开放时间", "{{operating_since=2019-11-12|2019年11月12日}}"],
            [UP, "创业座位（个）", "{{workstation_count=95|95}}", "座位区面积（㎡）", "{{workstation_area_m2=550|550}}"],
            [UP, "公共区面积（㎡）", "{{public_area_m2=330|330}}", "座位区与公共区占比", "{{usable_share=0.8|80%}}"],
            [UP, "取得方式", "□自有 □租赁 {{premises_tenure=无偿使用|R无偿使用}}", "法人资格", "{{independent_legal_person=yes|R独立法人}} □非独立"],
            ["人员", "服务人员（人）", "{{staff_count=9|9}}", "其中专职（人）", "{{full_time_staff_count=6|6}}"],
            [UP, "创业导师（人）", "{{mentor_count=10|10}}", "", ""],
            ["成效", "入驻总数（家）", "{{tenant_count=22|22}}", "团队（个）/企业（家）", "{{team_count=9|9}}/{{company_count=13|13}}"],
            [UP, "2022年新注册（家）", "{{new_company_count=7|7}}", "2022年获投（家）", "{{funded_count=2|2}}"],
            [UP, "2022年活动（场）", "{{event_count=14|14}}", "2022年典型案例（个）", "{{incubation_case_count=3|3}}"],
            ["初审意见", "（盖章）", LEFT, LEFT, LEFT],
        ]
    )  # fmt: skip
    form.save()


def _plan(made: Submission) -> None:
    plan = Pdf(
        made,
        PLAN,
        "建设运营方案",
        ["operating_plan"],
        size=12,
        header=f"{SPACE}建设运营方案",
        footer="第{page}页  共8页",
    )
    plan.gap(160)
    plan.title(SPACE, size=26)
    plan.title("建设运营方案", size=22)
    plan.gap(220)
    plan.title(OPERATOR, size=15)
    plan.page_break()
    plan.heading("{{#necessity|第一章 建设的必要性}}")
    plan.para(
        "喀什是丝绸之路南道重镇，也是中巴经济走廊的起点。地区常住人口四百余万，三十岁以下青年接近一半，"
        "每年各类院校毕业生约1.9万人，其中选择自主创业的不到百分之四。地区现有众创空间11家，"
        "提供座位820个，服务在驻团队和企业190家，与需求相比仍有较大缺口。",
        "学院建于2012年，占地640亩，校舍建筑面积21万平方米，教职工610人、在校生9300余人，"
        "拥有专利74项、实训设备总值1.3亿元，这些资源面向创业者开放是建设空间的初衷。",
    )
    plan.heading("{{#foundation|第二章 具备的基础条件}}")
    plan.para(
        "第一节 场地。学院以无偿方式提供实训楼A区，{{premises_tenure|由空间无偿使用}}，"
        "{{total_area_m2|面积1100平方米}}。{{workstation_count|现设创业座位95个}}，"
        "{{workstation_area_m2|座位区面积550平方米}}；路演厅、会议室、直播间、公共厨房等"
        "{{public_area_m2|公共区面积330平方米}}。{{usable_share|两者合计占80%}}。"
        "计划2024年再增加座位60个。",
        "第二节 入驻。{{tenant_count|现有入驻22家}}（{{company_count|企业13家}}、{{team_count|团队9个}}），"
        "{{jobs_count=182|吸纳就业182人}}。2019年11月开放至今，"
        "累计入驻58家，{{graduate_count=7|累计毕业7家}}。",
    )
    plan.line("表2-1 在驻企业和团队")
    facts = [{**t, "phone": mobile(t["name"])} for t in TENANTS]
    plan.table(
        roster(
            made,
            "tenants",
            facts,
            [
                ("名称", "name", text),
                ("主营业务", "product", text),
                ("入驻时间", "moved_in_on", date("{y}年{mm}月")),
                ("人数", "headcount", number),
                ("电话", "phone", text),
            ],
        ),
        [34, 182, 92, 70, 34, 70],
        size=10,
    )
    plan.para(
        "第三节 2022年成效。{{new_company_count|团队注册新企业7家}}；{{funded_count|2家获得融资}}，"
        "{{funding_total_yuan=2100000|金额210万元}}；{{transfer_count=3|技术成果转化3项}}；"
        "{{ip_count=21|在驻企业累计取得知识产权21项}}。"
        "{{incubation_case_count|典型孵化案例3个}}：牦牛绒科技、多来特巴格软件、石榴汁公司。",
        "第四节 导师。{{mentor_count|现有创业导师10人}}。",
    )
    plan.line("表2-2 创业导师")
    plan.table(
        roster(
            made,
            "mentors",
            MENTORS,
            [
                ("姓名", "name", text),
                ("单位", "organisation", text),
                ("职务/职称", "title", text),
                ("指导领域", "field", text),
                ("全职", "full_time", either("是", "否")),
            ],
        ),
        [34, 104, 140, 76, 76, 40],
        size=10,
    )
    plan.para(
        "第五节 活动。{{event_count|2022年共举办创新创业活动14场}}，"
        "其中{{training_count=4|培训4场}}，参加870余人次；2021年12场。"
    )
    plan.line("表2-3 2022年活动")
    plan.table(
        roster(
            made,
            "events",
            EVENTS,
            [
                ("活动名称", "name", text),
                ("举办日期", "held_on", date("{y}.{mm}.{dd}")),
                ("类型", "kind", text),
                ("参加人数", "attendance", number),
            ],
        ),
        [34, 200, 90, 60, 66],
        size=10,
    )
    plan.heading("{{#goals|第三章 建设和运营目标}}")
    plan.para("到2026年：在驻45家，年新注册企业12家，年活动30场，种子资金200万元，导师25人。")
    plan.heading("{{#mechanism|第四章 运营机制}}")
    plan.para(
        "学院设创新创业中心专门管理空间，{{separate_accounting=yes|经费单独列账核算}}。"
        "现行制度：{{management_rules=评估准入、日常管理、财务管理、导师管理、毕业退出|"
        "《评估准入制度》《日常管理制度》《财务管理制度》《导师管理制度》《毕业退出制度》}}。"
        "入驻协议每期一年，最多两期。{{free_first_year=yes|第一年免收一切场地费用}}。"
    )
    plan.heading("{{#services|第五章 可提供的服务}}")
    plan.para(
        "空间提供{{services=工商注册、政策咨询、金融服务、技术研发、培训辅导、国际合作|"
        "工商注册、政策咨询、金融服务、技术研发、培训辅导、国际合作}}等服务。",
        "{{has_seed_fund=yes|学院基金会设立创业种子资金}}，{{seed_fund_yuan=300000|总额30万元}}，"
        "{{invested_project_count=0|尚未投出项目}}。"
        "{{has_investor_partnership=yes|与丝路天使投资中心、喀什农商银行签有合作协议}}。"
        "{{has_online_platform=yes|“葱岭在线”服务平台}}已开通。",
    )
    plan.heading("{{#safeguards|第六章 保障措施}}")
    plan.para(
        "学院院长办公会每季度研究一次空间工作；安保、消防纳入校园统一管理；每年考核服务人员。"
    )
    plan.heading("{{#budget|第七章 经费预算}}")
    plan.para("{{budget_total_yuan=465000|2023年预算46.5万元}}，全部列入学院年度预算。")
    plan.save()


def _statistics(made: Submission) -> None:
    book = Book(made, "统计年报2020-2021.xlsx", "统计年报", ["statistics"])
    items = [
        ("入驻数", "tenant_count", 1),
        ("新注册企业", "new_company_count", 1),
        ("获投数", "funded_count", 1),
        ("获投金额", "funding_total_yuan", 10000),
        ("活动场次", "event_count", 1),
        ("导师", "mentor_count", 1),
        ("就业人数", "jobs_count", 1),
        ("累计毕业", "graduate_count", 1),
    ]
    body = by_column(made, YEARS, items, now=2022)
    book.sheet(
        "汇总",
        [
            [f"{SPACE}统计年报", *[LEFT] * 8],
            ["（2022年年报尚在填报，金额单位：万元）", *[LEFT] * 8],
            ["年份", *[label for label, _, _ in items]],
            *[[f"{year}年", *row] for year, row in zip(YEARS, body, strict=True)],
        ],
    )
    book.save()


def _certificate(made: Submission) -> None:
    paper = Pdf(made, "事业单位法人证书.pdf", "事业单位法人证书", ["legal_person_proof"], size=12)
    paper.title("事业单位法人证书")
    paper.line(f"统一社会信用代码  {{{{credit_code|{CODE}}}}}")
    paper.table(
        [
            ["名        称", f"{{{{operator_name|{OPERATOR}}}}}"],
            ["宗旨和业务范围", "培养高素质技术技能人才，开展职业培训和技术服务。"],
            ["住        所", "{{registered_address|新疆喀什地区喀什市多来特巴格路302号}}"],
            ["法定代表人", "{{legal_representative|阿不都热合曼·依明}}"],
            ["经费来源", "财政补助"],
            ["开办资金", "￥8600万元"],
            ["举办单位", "喀什地区行政公署"],
        ],
        [110, 340],
        size=11,
    )
    paper.line(
        "有效期：自2021年03月31日至2026年03月31日", "登记管理机关：喀什地区事业单位登记管理局"
    )
    paper.save()
