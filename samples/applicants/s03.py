"""平阳, wenzhou-2021: pet supplies, a form as ruled PDF with √, plan in Word, return in Excel.

Traps: the phone split over lines, R&D figures of the industry park, months of trial operation,
an area given floor by floor, planned beside actual, thousands of yuan beside 万元.
"""

# One row of a form, one sentence of a plan a line: they read best whole.
# ruff: noqa: E501

from __future__ import annotations

from samples.invented import credit_code, mobile
from samples.pdf import Pdf
from samples.sheet import Book
from samples.submission import Submission
from samples.tables import by_column, date, number, roster, rows, text
from samples.word import LEFT, UP, Word

OPERATOR = "平阳萌宠星球科技服务有限公司"
SPACE = "宠创工坊众创空间"
CODE = credit_code("330326", OPERATOR)
FORM, PLAN = "备案申请表-宠创工坊.pdf", "宠创工坊运营方案.docx"

TENANTS = rows(
    "name product established_on moved_in_on headcount",
    """
    平阳水头咬胶新材料有限公司|可降解咬胶|2021-06-03|2021-07|16
    温州猫步智能用品有限公司|自动喂食机主板|2021-09-13|2021-10|12
    平阳县鳌江宠物服饰有限公司|反光牵引服|2022-02-21|2022-03|7
    温州爪印供应链有限公司|跨境代发仓系统|2021-11-09|2021-12|15
    平阳南雁生物饲料有限公司|低敏冻干粮|2022-04-18|2022-05|9
    温州尾巴电子商务有限公司|直播选品|2022-06-01|2022-06|10
    平阳县昆阳检测技术有限公司|宠物食品快检|2021-12-24|2022-02|6
    温州毛球机械有限公司|羽毛清洗设备|2022-03-30|2022-04|8
    平阳腾蛟品牌设计有限公司|包装设计|2022-08-11|2022-09|4
    温州鹿耳数字科技有限公司|宠物身份芯片|2022-09-26|2022-10|11
    “喵语者”行为研究小组|猫叫声分类||2022-01|3
    “旧衣新窝”公益团队|旧衣改宠物窝||2022-05|5
    校园遛狗互助社|预约小程序||2022-07|4
    瓯菜狗粮研发队|鱼糜零食||2022-09|3
    “星宠医”远程问诊组|线上问诊||2022-11|6
    三维石膏爪模工作组|纪念品定制||2022-11|2
    盲犬训练志愿团队|训练课程||2022-12|4
    """,
)
MENTORS = rows(
    "name organisation title field",
    """
    温良玉|平阳县宠物用品协会|会长|产业链协作
    白茂林|温州理工类高校|教授|高分子材料
    黄梓桐|浙江瓯申律师事务所|主任|涉外合同
    苏振邦|温州瓯潮创业投资公司|合伙人|股权投资
    缪可欣|平阳萌宠星球科技服务有限公司|创业教练|商业计划
    """,
)
YEARS = {
    2021: {
        "tenant_count": 8, "new_company_count": 3, "funded_count": 0, "funding_total_yuan": 0,
        "event_count": 5, "training_count": 2, "mentor_count": 3, "jobs_count": 66,
    },
    2022: {
        "tenant_count": 17, "new_company_count": 6, "funded_count": 2,
        "funding_total_yuan": 4500000, "event_count": 18, "training_count": 4,
        "mentor_count": 5, "jobs_count": 125,
    },
}  # fmt: skip
# Four cells of a cover line hold what follows; the widths are those of the form's print.
WIDTHS = [86, 150, 86, 150]


def make() -> Submission:
    made = Submission(
        id="s03",
        ruleset="wenzhou-2021",
        on="2023-03-10",
        path="330326_宠创工坊_备案",
        derived={
            "public_share": ("0.2333", ["public_area_m2", "total_area_m2"]),
            "lease_years": ("5", ["lease_starts_on", "lease_ends_on"]),
        },
    )
    _form(made)
    _plan(made)
    _statistics(made)
    _licence(made)
    return made


def _form(made: Submission) -> None:
    form = Pdf(
        made,
        FORM,
        "备案申请表",
        ["application_form"],
        header="温州市众创空间备案",
        footer="{page}/2",
    )
    form.title("温州市众创空间备案申请表", size=16)
    form.table(
        [
            ["众创空间", f"{{{{space_name|{SPACE}}}}}", "所在地", "{{division=330326 平阳县|平阳县}}"],
            ["运营主体", f"{{{{operator_name|{OPERATOR}}}}}", "主体性质", "{{operator_kind=企业|√企业}} □事业 □其他"],
            ["信用代码", f"{{{{credit_code|{CODE}}}}}", "注册日期", "{{registered_on=2020-12-08|2020-12-08}}"],
            ["法定代表人", "{{legal_representative|缪可欣}}", "投入运营", "{{operating_since=2021-05|2021年5月}}"],
            ["运营地址", "{{space_address|温州市平阳县水头镇宠物小镇创业路9号2号楼1-3层}}", LEFT, LEFT],
            ["注册地址", "{{registered_address|浙江省温州市平阳县水头镇宠物小镇创业路9号2号楼301室}}", LEFT, LEFT],
            ["联系人", "{{contact_name|章予安}}", "联系电话", "{{contact_phone|0577-63801277}}"],
            ["手机", "{{contact_mobile|13968825716}}", "邮箱", "{{contact_email|cg@chongchuang.work}}"],
            ["服务场地面积", "{{total_area_m2=1500|1500㎡}}", "创业工位", "{{workstation_count=126|126个}}"],
            ["工位区面积", "{{workstation_area_m2=760|760㎡}}", "公共场地面积", "{{public_area_m2=350|350㎡}}"],
            ["两项占比", "{{usable_share=0.74|74%}}", "场地性质", "□自有 {{premises_tenure=租赁|√租赁}} □无偿"],
            ["租期", "{{lease_starts_on=2021-03-01|2021年3月1日}}—{{lease_ends_on=2026-02-28|2026年2月28日}}", "独立法人", "{{independent_legal_person=yes|√是}} □否"],
            ["管理服务人员", "{{staff_count=6|6名}}", "其中专职", "{{full_time_staff_count=4|4名}}"],
            ["创业导师", "{{mentor_count=5|5名}}", "协议入驻", "{{tenant_count=17|17家}}"],
            ["上年新注册企业", "{{new_company_count=6|6家}}", "上年活动", "{{event_count=18|18场次}}"],
            ["上年获投", "{{funded_count=2|2家}}", "获投金额", "{{funding_total_yuan=4500000|450万元}}"],
            ["申报承诺", "以上内容真实准确。\n负责人（签名）：            （盖章）\n{{applied_on=2023-03-10|2023年3月10日}}", LEFT, LEFT],
        ],
        WIDTHS,
    )  # fmt: skip
    form.page_break()
    form.heading("附：入驻创业企业和团队名册（截至2023年2月底）")
    facts = [{**t, "phone": mobile(t["name"])} for t in TENANTS]
    form.table(
        roster(
            made,
            "tenants",
            facts,
            [
                ("名称", "name", text),
                ("产品（方向）", "product", text),
                ("成立", "established_on", date("{y}.{m}.{d}")),
                ("入驻", "moved_in_on", date("{y}.{m}")),
                ("人数", "headcount", number),
                ("电话", "phone", text),
            ],
            none="-",
        ),
        [34, 158, 104, 62, 48, 34, 66],
        repeat=1,
    )
    form.save()


def _plan(made: Submission) -> None:
    plan = Word(made, PLAN, "运营方案", ["operating_plan"])
    plan.title("宠创工坊众创空间运营方案")
    plan.bold("{{#necessity|一、建设背景}}")
    plan.para(
        "水头镇的皮革业转型做宠物用品已有十多年，目前全镇宠物用品企业140余家，2022年产值63亿元，"
        "出口占七成以上。宠物小镇规划用地1.8平方公里，孵化、中试、仓储三区联动，"
        "园区研发投入合计1.1亿元、拥有专利870件。放眼全国，国家备案众创空间已有2500多家，面向宠物行业的不过个位数。",
        "产业越大，越需要小而快的创意。年轻人想做一款新牵引绳，最缺的是打样、检测和第一个买家，"
        "宠创工坊就是为这三件事建的。",
    )
    plan.bold("{{#foundation|二、空间现状}}")
    plan.para(
        "空间在2号楼，一层300平方米为展示与路演区，二层、三层各600平方米为办公区，"
        "{{total_area_m2|合计1500平方米}}。{{workstation_count|现有卡座126个}}，"
        "{{workstation_area_m2|卡座区面积760平方米}}；"
        "{{public_area_m2|会议、路演、拍摄棚、检测角等公共场地350平方米}}，"
        "{{usable_share|两者占总面积74%}}。四层正在装修，完工后增加500平方米。",
        "2021年3—4月为内部试运行，{{operating_since|2021年5月正式对外开放}}。"
        "截至今年2月底{{tenant_count|协议入驻17家}}，{{company_count=10|其中企业10家}}、"
        "{{team_count=7|团队7个}}，{{jobs_count=125|从业人员125人}}；累计服务过的项目71个，"
        "{{graduate_count=4|毕业4家}}；入驻者{{ip_count=38|持有专利、商标、软著等38项}}。",
        "2022年，{{new_company_count|团队新登记注册企业6家}}；{{funded_count|2家获得融资}}，"
        "{{funding_total_yuan|共450万元}}；{{event_count|办各类创业活动18场次}}，"
        "{{training_count=4|培训4场次}}；{{transfer_count=1|承接高校成果转化1项}}。"
        "2023年计划办24场次。",
        "{{incubation_case_count=3|去年的典型孵化案例有三个}}：水头咬胶、猫步智能、爪印供应链。",
    )
    plan.text_box("宠创热线：周一至周五9:00—17:30，咨询请到二层前台")
    plan.bold("三、服务队伍")
    plan.para(
        "{{staff_count|管理服务人员6名}}，{{full_time_staff_count|专职4名}}，兼职2名。"
        "{{mentor_count|聘任创业导师5名}}："
    )
    plan.table(
        roster(
            made,
            "mentors",
            MENTORS,
            [
                ("导师姓名", "name", text),
                ("单位", "organisation", text),
                ("职务", "title", text),
                ("服务方向", "field", text),
            ],
        )
    )
    plan.bold("{{#mechanism|四、运行机制}}")
    plan.para(
        "实行公司化运作，{{separate_accounting=yes|空间独立建账核算}}。制定了"
        "{{management_rules=评估准入、财务管理、日常管理、毕业退出|"
        "《项目准入评估办法》《财务管理办法》《日常管理规定》《退出管理办法》}}。"
        "入驻期一年，可续一年，最长24个月。需求当天登记，三天内给出方案，事后回访打分。"
    )
    plan.bold("{{#services|五、服务内容}}")
    plan.para(
        "为入驻者提供{{services=工商注册、法律法务、融资对接、产品发布、市场开拓、技术研发|"
        "工商注册、法律法务、融资对接、产品发布、市场开拓、技术研发}}等服务。",
        "{{has_seed_fund=yes|设有“萌芽”种子资金}}，{{seed_fund_yuan=800000|规模80万元}}；"
        "{{has_investor_partnership=yes|与温州瓯潮创业投资公司、平阳农商银行建立合作}}；"
        "{{invested_project_count=1|已投出项目1个}}。"
        "{{has_online_platform=yes|“宠创通”线上服务平台}}注册用户三千余个。",
    )
    plan.bold("{{#goals|六、今后三年的打算}}")
    plan.para("在驻40家、年活动30场次、每年新注册企业10家；争取三年内成为省级众创空间。")
    plan.bold("{{#safeguards|七、保障}}")
    plan.para("镇政府给予三年房租补助；公司为全部卡座投保财产险；每季度一次消防演练。")
    plan.bold("{{#budget|八、预算}}")
    plan.para("2023年{{budget_total_yuan=930000|预算总额93万元}}。")
    plan.table(
        [
            ["支出项目", "金额（千元）", "备注"],
            ["房租", "360", "政府补助前"],
            ["人员", "290", "含导师津贴"],
            ["活动与培训", "165", ""],
            ["设备与平台", "115", ""],
            ["合计", "{{budget_total_yuan|930}}", ""],
        ]
    )
    plan.save()


def _statistics(made: Submission) -> None:
    book = Book(made, "众创空间统计年报.xlsx", "统计年报", ["statistics"])
    items = [
        ("在驻企业和团队（家）", "tenant_count", 1),
        ("新注册企业（家）", "new_company_count", 1),
        ("获投融资数（家）", "funded_count", 1),
        ("获投融资额（千元）", "funding_total_yuan", 1000),
        ("活动（场次）", "event_count", 1),
        ("培训（场次）", "training_count", 1),
        ("导师（名）", "mentor_count", 1),
        ("就业（人）", "jobs_count", 1),
    ]
    body = by_column(made, YEARS, items, now=2022)
    book.sheet(
        "年报",
        [
            ["众创空间统计年报", *[LEFT] * 8],
            ["年度", "入驻", LEFT, "投融资", LEFT, "活动", LEFT, "人员", LEFT],
            [UP, *[label for label, _, _ in items]],
            *[[f"{year}", *row] for year, row in zip(YEARS, body, strict=True)],
        ],
    )
    book.sheet("填报说明", [["金额以千元为单位，人数为年末数。"]], hidden=True)
    book.save()


def _licence(made: Submission) -> None:
    licence = Pdf(made, "营业执照.pdf", "营业执照", ["legal_person_proof"], size=12)
    licence.title("营业执照")
    licence.table(
        [
            ["统一社会信用代码", f"{{{{credit_code|{CODE}}}}}", "注册资本", "伍佰万元整"],
            ["名称", f"{{{{operator_name|{OPERATOR}}}}}", "成立日期", "{{registered_on|2020年12月08日}}"],
            ["类型", "{{independent_legal_person|有限责任公司}}", "法定代表人", "{{legal_representative|缪可欣}}"],
            ["住所", "{{registered_address|浙江省温州市平阳县水头镇宠物小镇创业路9号2号楼301室}}", LEFT, LEFT],
        ],
        [100, 190, 70, 110],
        ruled=False,
        size=10,
    )  # fmt: skip
    licence.line("登记机关：平阳县市场监督管理局")
    licence.save()
