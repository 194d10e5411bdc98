"""苍南, wenzhou-2021: a private non-enterprise unit whose form is a workbook.

Traps: the plan's mentors differ from the form's, public area given floor by floor, a tenant
who overstays, a lease that ends too early, activities counted over two years, blank cells.
"""

# One row of a form, one sentence of a plan a line: they read best whole.
# ruff: noqa: E501

from __future__ import annotations

from samples.invented import credit_code, mobile
from samples.pdf import Pdf
from samples.sheet import Book
from samples.submission import Submission
from samples.tables import date, number, roster, rows, text
from samples.word import LEFT, Word

OPERATOR = "苍南县矾都青年创业服务中心"
SPACE = "矾都青创众创空间"
CODE = credit_code("330327", OPERATOR, "52")
FORM, PLAN = "备案申请表（矾都青创）.xlsx", "矾都青创运营方案.pdf"

TENANTS = rows(
    "name product moved_in_on headcount",
    """
    苍南县马站四季柚深加工有限公司|柚子果酱|2022-08|11
    温州玉苍山研学科技有限公司|地质研学|2022-09|6
    苍南县肥艚海鲜电商有限公司|海鲜冷链电商|2022-10|14
    温州明矾石文旅开发有限公司|矿洞实景剧|2021-06|9
    苍南县灵溪包装机械有限公司|小型封口机|2023-01|8
    温州金乡徽章数字文化有限公司|徽章定制平台|2023-02|12
    苍南县渔寮帆船运动有限公司|帆船培训|2023-03|5
    温州桥墩月饼食品有限公司|低糖月饼|2023-03|10
    蓝夹缬新生团队|夹缬家纺|2022-11|4
    “矾想家”研究小组|明矾晶体科普|2022-12|3
    畲歌录制组|畲族民歌|2023-01|4
    碗窑陶艺社|青花碗复烧|2023-04|5
    霞关渔灯设计队|渔灯文创|2023-05|3
    返乡会计姐妹团队|代理记账|2023-05|2
    棋盘山露营组|露营服务|2023-06|6
    """,
)
EVENTS = rows(
    "name held_on kind attendance",
    """
    青创公开课第一讲|2022-03-11|培训|40
    四季柚品牌沙龙|2022-05-20|沙龙|28
    矿山再生创意赛|2022-07-16|大赛|96
    海鲜电商训练营|2022-09-02|培训|55
    青年会客厅·徽章专场|2022-10-21|沙龙|33
    年度项目路演|2022-12-09|路演|70
    """,
)


def make() -> Submission:
    made = Submission(
        id="s09",
        ruleset="wenzhou-2021",
        on="2023-07-05",
        path="苍南-矾都青创（市级备案）",
        outcomes={"8.2d": "not_met", "8.4b": "not_met", "9": "not_met"},
        why={"mentor_count": "The form says 6, the plan names 4 with their letters of appointment: 4 are taken."},
        findings=[
            {"code": "documents_differ", "key": "mentor_count"},
            {"code": "claimed_count_differs", "key": "mentor_count", "claimed": 6, "listed": 4},
        ],
        derived={
            "usable_share": ("0.735", ["workstation_area_m2", "public_area_m2", "total_area_m2"]),
            "public_share": ("0.235", ["public_area_m2", "total_area_m2"]),
            "training_count": ("2", ["events"]),
        },
        ambiguous=["training_count"],
    )  # fmt: skip
    _form(made)
    _plan(made)
    _summary(made)
    _lease(made)
    _certificate(made)
    return made


def _form(made: Submission) -> None:
    book = Book(made, FORM, "备案申请表", ["application_form"])
    book.sheet(
        "申请表",
        [
            ["温州市众创空间备案申请表", LEFT, LEFT, LEFT],
            ["众创空间名称", f"{{{{space_name|{SPACE}}}}}", "申请日期", "{{applied_on=2023-07-05|2023.7.5}}"],
            ["运营单位", f"{{{{operator_name|{OPERATOR}}}}}", "单位性质", "{{operator_kind=其他|民办非企业单位}}"],
            ["统一社会信用代码", f"{{{{credit_code|{CODE}}}}}", "是否独立法人", "{{independent_legal_person=yes|是}}"],
            ["负责人（法定代表人）", "{{legal_representative|缪知夏}}", "登记日期", "{{registered_on=2020-09-22|2020.9.22}}"],
            ["所在县（市、区）", "{{division=330327 苍南县|苍南县}}", "运营起始", "{{operating_since=2021-04|2021.4}}"],
            ["登记住所", "{{registered_address|温州市苍南县矾山镇新华街55号}}", LEFT, LEFT],
            ["空间地址", "{{space_address|温州市苍南县矾山镇新华街55号老矿部办公楼一至三楼}}", LEFT, LEFT],
            ["联系人", "{{contact_name|朱一诺}}", "手机", "{{contact_mobile|13676540982}}"],
            ["办公电话", "{{?办公电话|}}", "电子邮箱", "{{contact_email|fandu@fdqc.org}}"],
            ["总面积（平方米）", "{{total_area_m2=1000|1000}}", "工位数（个）", "{{workstation_count=58|58}}"],
            ["工位面积（平方米）", "{{workstation_area_m2=500|500}}", "公共服务场地（平方米）", "{{public_area_m2=235|235}}"],
            ["场地性质", "{{premises_tenure=租赁|租赁}}", "租期", "{{lease_starts_on=2021-01-01|2021.1.1}}-{{lease_ends_on=2024-12-31|2024.12.31}}"],
            ["管理服务人员（人）", "{{staff_count=5|5}}", "其中专职（人）", "{{full_time_staff_count=3|3}}"],
            ["创业导师（人）", "{{!mentor_count=6|6}}", "入驻数（家）", "{{tenant_count=15|15}}"],
            ["2022年新注册企业（家）", "{{new_company_count=2|2}}", "2022年活动（场）", "{{event_count=6|6}}"],
            ["2022年获投（家）", "{{funded_count=0|0}}", "种子基金", "{{has_seed_fund=no|无}}"],
            ["申请单位意见", "情况属实。（盖章）", LEFT, LEFT],
        ],
        widths=[24, 30, 24, 24],
    )  # fmt: skip
    book.sheet(
        "入驻名单",
        roster(
            made,
            "tenants",
            [{**t, "phone": mobile(t["name"])} for t in TENANTS],
            [
                ("入驻企业（团队）", "name", text),
                ("产品/服务", "product", text),
                ("入驻时间", "moved_in_on", date("{y}/{mm}")),
                ("从业人数", "headcount", number),
                ("联系人手机", "phone", text),
            ],
        ),
        widths=[6, 34, 20, 12, 10, 16],
    )
    book.save()


def _plan(made: Submission) -> None:
    plan = Pdf(made, PLAN, "运营方案", ["operating_plan"], header=OPERATOR, footer="第 {page} 页")
    plan.title("矾都青创众创空间运营方案")
    plan.heading("{{#necessity|1 建设的必要性}}")
    plan.para(
        "矾山镇因矿而兴，六百年采炼史留下大片工业遗存。矿山停采后人口外流，2010年以来常住人口减少近四成；"
        "近三年又有三百多名青年陆续返乡，他们需要一间不贵的办公室，也需要一群同行的人。"
    )
    plan.heading("{{#foundation|2 现有条件}}")
    plan.para(
        "2.1 场地。{{premises_tenure|租用老矿部办公楼一至三楼}}，一楼240平方米、二楼380平方米、三楼380平方米，"
        "{{total_area_m2|共1000平方米}}；{{workstation_count|开放席位与独立间合计工位58个}}，"
        "{{workstation_area_m2|工位面积500平方米}}，一楼会客厅135平方米和三楼路演厅100平方米，"
        "{{public_area_m2|公共服务场地计235平方米}}。对照备案条件（服务场地300平方米以上或工位20个以上、协议入驻15家以上、每年新注册企业4家以上、导师2名以上），中心在新注册企业一项上还有差距。周边另有矿洞展馆1.2万平方米，由镇文旅公司经营。",
        "2.2 成效。{{tenant_count|协议入驻15家}}，{{company_count=8|企业8家}}，{{team_count=7|团队7个}}，"
        "{{jobs_count=102|带动就业102人}}，{{graduate_count=3|已毕业3家}}。2021年5月以来两年共办活动14场，"
        "{{event_count|其中2022年6场}}；{{new_company_count|2022年新注册企业2家}}，"
        "{{funded_count|没有企业获得融资}}。{{ip_count=9|知识产权9件}}。",
        "2.3 人员。{{staff_count|管理服务人员5人}}，{{full_time_staff_count|专职3人}}。",
        "2.4 导师。目前已发聘书的{{mentor_count=4|创业导师4人}}：",
    )
    plan.table(
        roster(
            made,
            "mentors",
            rows(
                "name organisation title",
                """
                章望舒|苍南县农业农村局|高级农艺师
                蔡景和|温州民营经济学院类院校|讲师
                林疏影|苍南农商银行|客户经理
                易远山|浙南律师事务所|律师
                """,
            ),
            [("姓名", "name", text), ("单位", "organisation", text), ("职务", "title", text)],
            serial=None,
        ),
        [80, 200, 120],
        ruled=False,
    )
    plan.heading("{{#mechanism|3 运行机制}}")
    plan.para(
        "中心理事会决策，主任负责日常。已制定{{management_rules=评估准入、财务管理、日常管理|"
        "《入驻评估办法》《财务管理制度》《日常管理办法》}}。"
    )
    plan.heading("{{#services|4 服务内容}}")
    plan.para(
        "提供{{services=工商注册、政策咨询、培训辅导、市场开拓|工商注册、政策咨询、培训辅导、市场开拓}}四类服务。"
        "{{has_investor_partnership=yes|与苍南农商银行、浙南创新基金签订合作协议}}；"
        "{{has_seed_fund|未设种子基金}}。"
    )
    plan.heading("{{#goals|5 目标}}")
    plan.para("力争2025年入驻30家，每年新注册企业不低于4家，活动不少于12场。")
    plan.heading("{{#budget|6 预算}}")
    plan.para(
        "{{budget_total_yuan=384000|2023年经费预算为叁拾捌万肆仟元}}，来源为政府购买服务和自有收入。"
    )
    plan.save()


def _summary(made: Submission) -> None:
    paper = Word(made, "2022年工作总结.docx", "年度工作总结", ["annual_summary"])
    paper.title("矾都青创2022年工作总结")
    paper.para("全年{{event_count|举办活动6场}}，情况如下：")
    paper.table(
        roster(
            made,
            "events",
            EVENTS,
            [
                ("活动名称", "name", text),
                ("时间", "held_on", date("{y}-{mm}-{dd}")),
                ("类别", "kind", text),
                ("人数", "attendance", number),
            ],
        )
    )
    paper.save()


def _lease(made: Submission) -> None:
    lease = Word(made, "房屋租赁合同书.docx", "租赁合同", ["premises_proof"])
    lease.title("房屋租赁合同书")
    lease.para(
        "出租人（甲方）：苍南县矾山镇资产经营公司",
        f"{{{{premises_tenure|承租人}}}}（乙方）：{OPERATOR}",
    )
    lease.para(
        "房屋位置：矾山镇新华街55号老矿部办公楼一至三楼，{{total_area_m2|建筑面积1000平方米}}。",
        "{{lease_years=4|租赁期限为4年}}，{{lease_starts_on|2021年1月1日}}至{{lease_ends_on|2024年12月31日}}。",
        "年租金：人民币12万元，甲方每年返还三成作为扶持。",
    )
    lease.save()


def _certificate(made: Submission) -> None:
    paper = Pdf(made, "登记证书.pdf", "民办非企业单位登记证书", ["legal_person_proof"], size=12)
    paper.title("民办非企业单位登记证书")
    paper.line(
        f"统一社会信用代码：{{{{credit_code|{CODE}}}}}",
        f"名称：{{{{operator_name|{OPERATOR}}}}}",
        "类型：{{independent_legal_person|民办非企业单位（法人）}}",
        "法定代表人：{{legal_representative|缪知夏}}",
        "住所：{{registered_address|温州市苍南县矾山镇新华街55号}}",
        "开办资金：叁万元",
        "成立登记日期：{{registered_on|2020年9月22日}}",
        "发证机关：苍南县民政局",
    )
    paper.save()
