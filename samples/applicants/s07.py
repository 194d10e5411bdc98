"""弥勒, mile-2017 专业: ceramics; the official form in Word with a cell left empty.

Traps: tracked changes in the plan (the deleted number is the old one), a rent below market but
above the rule, the head's introduction too long, a nested table of the team, the cover's number
filled in, a workshop that belongs to the parent.
"""

# One row of a form, one sentence of a plan a line: they read best whole.
# ruff: noqa: E501

from __future__ import annotations

from samples.invented import credit_code, mobile
from samples.pdf import Pdf
from samples.submission import Submission
from samples.tables import date, either, money, number, roster, rows, text
from samples.word import LEFT, UP, Word

OPERATOR = "弥勒市白瓦窑陶艺有限公司"
SPACE = "白瓦窑陶艺专业众创空间"
CODE = credit_code("532504", OPERATOR)
FORM, PLAN = "白瓦窑-认定申报书.docx", "白瓦窑-建设运营方案（定稿）.docx"

TENANTS = rows(
    "name product output_value_yuan sales_yuan moved_in_on headcount",
    """
    弥勒市泥与火陶瓷设计有限公司|日用陶瓷|758000|702000|2018-01|9
    弥勒市黑陶印象工艺品有限公司|黑陶茶器|431000|398000|2018-03|6
    云南甸溪河釉料有限公司|草木灰釉|263000|240000|2018-06|5
    弥勒市土锅人家餐饮用品有限公司|汽锅砂锅|1125000|1090000|2018-08|14
    弥勒市小窑口研学服务有限公司|陶艺研学|317000|317000|2018-10|7
    弥勒市瓦当文创有限公司|瓦当摆件|154000|121000|2019-01|4
    “手捏时光”亲子陶吧|亲子陶艺||46000|2018-05|3
    柴烧研究小组|柴烧窑炉改良|||2018-09|4
    彝纹陶印团队|纹样印模|38000|33000|2018-12|5
    “空山”茶器工作室|手工茶器|92000|87000|2019-02|3
    """,
)
TEAM = rows(
    "name major full_time service",
    """
    孔维窑|陶瓷艺术|yes|总负责、工艺指导
    师雨禾|艺术设计|yes|设计服务
    郎清泉|硅酸盐工程|yes|釉料与烧成
    代小满|会计|no|财务
    """,
)
LIFE = (
    "孔维窑，男，1975年生，陶瓷艺术专业，高级工艺美术师。十八岁随父学艺，先后在建水、景德镇、宜兴三地窑口做工，"
    "掌握手拉坯、泥条盘筑、印坯、刻填、柴烧等全部工序；二〇〇三年回乡恢复停烧多年的白瓦窑，带出学徒四十余名，"
    "其中十一人独立开办工坊。作品先后在省、州工艺美术展览中获奖，参与编写地方陶艺教材一部。"
    "近年来致力于传统柴窑的节能改造，与高校教师合作完成窑炉余热利用试验，单窑柴耗明显下降。"
    "现任公司执行董事兼经理，负责众创空间的全面工作，主持项目评审、工艺辅导与对外合作，并兼任县工艺美术行业协会副会长。"
)


def make() -> Submission:
    made = Submission(
        id="s07",
        ruleset="mile-2017",
        on="2019-05-20",
        path="弥勒白瓦窑陶艺专业众创空间",
        category="专业",
        outcomes={"5.2d": "not_met", "5.3b": "not_met", "5.4": "not_met"},
        derived={"team_count": ("4", ["tenants"]), "company_count": ("6", ["tenants"])},
        findings=[
            {
                "code": "text_too_long",
                "label": "创办/负责人简介",
                "limit": 200,
                "length": len(LIFE),
            },
            {"code": "tracked_changes", "document": PLAN},
            {"code": "form_cell_blank", "label": "电子邮箱"},
            {"code": "cover_number_filled", "value": "2019-003"},
            {"code": "material_missing", "material": "annual_plan"},
        ],
    )
    _form(made)
    _plan(made)
    _licence(made)
    return made


def _form(made: Submission) -> None:
    form = Word(made, FORM, "申报书", ["application_form"], size=11)
    form.title("弥勒市众创空间认定")
    form.title("申 报 书")
    form.para(
        f"申报单位（公章）：{{{{operator_name|{OPERATOR}}}}}",
        f"众创空间名称：{{{{space_name|{SPACE}}}}}",
        "众创空间地址：{{space_address|弥勒市西一镇白瓦窑村86号}}",
        "法人代表：{{legal_representative|孔维窑}}",
        "联系电话：{{contact_phone|0873-6208841}}",
        "申报认定类型：{{category=专业|专业}}",
        "申报日期：{{applied_on=2019-05-20|2019年5月20日}}",
        "编号：2019-003",
    )
    form.page_break()
    form.para("填报须知：表内栏目不得空缺，无该项内容时填“无”；编号项不填。")
    form.table(
        [
            ["申请单位名称", f"{{{{operator_name|{OPERATOR}}}}}", LEFT, "单位性质", "{{operator_kind=企业|√企业}} □事业 □其他"],
            ["拟认定众创空间名称", f"{{{{space_name|{SPACE}}}}}", LEFT, LEFT, LEFT],
            ["通讯地址", "弥勒市西一镇白瓦窑村86号", LEFT, "行政区划", "{{division=532504 弥勒市|云南省弥勒市}}"],
            ["法定代表人", "{{legal_representative|孔维窑}}", LEFT, "联系电话", mobile("孔维窑")],
            ["联系人", "{{contact_name|师雨禾}}", "电话", "{{contact_phone|0873-6208841}}", "电子邮件：{{contact_email|bwy@baiwayao.net}}"],
            [UP, UP, "手机", f"{{{{contact_mobile|{mobile('师雨禾')}}}}}", UP],
            ["成立时间", "{{registered_on=2017-07-03|2017年7月3日}}", LEFT, LEFT, LEFT],
            ["办公地址及面积（m²）", "{{space_address|弥勒市西一镇白瓦窑村86号}}，{{total_area_m2=1200|1200平方米}}", LEFT, LEFT, LEFT],
            ["银行财务信息", "账户名", OPERATOR, "联系人", "代小满"],
            [UP, "开户行", "弥勒农商银行西一支行", "联系电话", mobile("代小满")],
            [UP, "开户账号", "5304 2217 0090 3356", "电子邮箱", "{{?电子邮箱|}}"],
            ["团队成员", _team(made), LEFT, LEFT, LEFT],
            ["制度建设", "{{management_rules=评估准入、财务管理、日常管理、毕业退出|1.《评估准入制度》2.《财务管理制度》\n3.《日常管理制度》4.《毕业退出制度》}}", LEFT, LEFT, LEFT],
            ["合作机构", "{{has_investor_partnership=yes|红河州中小企业信用担保公司}}", LEFT, LEFT, LEFT],
            ["创办/负责人简介（简述200字以内）", LIFE, LEFT, LEFT, LEFT],
            ["申请众创空间建设运营方案概要", "依托传统窑口，为陶艺创业者提供场地、窑炉、釉料检测和销售渠道。", LEFT, LEFT, LEFT],
            ["年度工作计划", "办展2次、培训6次，新增入驻3家。", LEFT, LEFT, LEFT],
        ]
    )  # fmt: skip
    form.bold("入驻企业或创业团队基本情况表")
    form.table(_tenants(made))
    form.bold("已毕业企业或创业团队基本情况表")
    form.table(
        [
            ["企业或创业团队名称", "主导产品", "入驻时间(年、月)", "毕业时间(年、月)", "职工总数（人）", "联系电话"],
            ["无", "无", "无", "无", "无", "无"],
        ]
    )  # fmt: skip
    form.save()


def _team(made: Submission) -> list[list[str]]:
    return roster(
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
        serial=None,
    )


def _tenants(made: Submission) -> list[list[str]]:
    return roster(
        made,
        "tenants",
        [{**t, "phone": mobile(t["name"])} for t in TENANTS],
        [
            ("企业或创业团队名称", "name", text),
            ("主导产品", "product", text),
            ("上年度年总产值(万元)", "output_value_yuan", money("万元")),
            ("上年度年销售额(万元)", "sales_yuan", money("万元")),
            ("入驻时间(年、月)", "moved_in_on", date("{y}年{m}月")),
            ("职工总数（人）", "headcount", number),
            ("联系电话", "phone", text),
        ],
        serial=None,
        none="无",
    )


def _plan(made: Submission) -> None:
    plan = Word(made, PLAN, "建设运营方案", ["operating_plan"])
    plan.title("白瓦窑陶艺专业众创空间建设运营方案")
    plan.heading("{{#necessity|一、建设的必要性}}")
    plan.para(
        "西一镇烧陶已有三百多年，最盛时有窑二十八座。如今老艺人平均年龄六十二岁，年轻人想学手艺、想开工坊，"
        "却买不起窑、找不到釉料、卖不出货。建设专业空间，就是把公共的窑、公共的釉、公共的店建起来。"
    )
    plan.heading("{{#foundation|二、具备的基础条件}}")
    plan.tracked(
        ("", "场地为{{premises_tenure=自有|公司自有房屋}}，空间面积"),
        ("del", "1350"),
        ("ins", "{{total_area_m2|1200}}"),
        (
            "",
            "平方米，设{{workstation_count=30|拉坯与办公工位30个}}，电窑、气窑各2座。公司自用的生产车间800平方米另计。",
        ),
    )
    plan.para(
        "展厅、洽谈室、洗手间等{{public_area_m2=102|公共办公场所102平方米}}，"
        "{{public_share=0.085|占8.5%}}。{{operating_since=2017-12|2017年12月起对外开放}}。"
    )
    plan.tracked(
        ("", "{{tenant_count=10|现有入驻10家}}，"),
        ("del", "带动就业74人，"),
        ("ins", "{{jobs_count=60|带动就业60人}}，"),
        ("", "{{graduate_count=0|尚无毕业企业}}。"),
    )
    plan.para(
        "2018年{{event_count=8|举办陶艺沙龙、展销、比赛等活动8次}}，{{training_count=5|开展培训5次}}；"
        "{{new_company_count=2|新注册企业2家}}；{{funded_count=0|没有企业获得投融资}}；"
        "{{transfer_count=1|柴窑节能技术转化1项}}。",
        "{{staff_count=4|管理服务人员4人}}，{{full_time_staff_count=3|其中专职3人}}；"
        "{{mentor_count=3|聘请陶艺导师3人}}。",
    )
    plan.heading("{{#goals|三、建设和运营目标}}")
    plan.para("到2021年入驻20家，其中企业12家；服务人员增加到8人；公共场所扩到200平方米。")
    plan.heading("{{#mechanism|四、运营机制}}")
    plan.para(
        "入驻{{free_first_year=yes|第一年免收场地租金和网络费}}；"
        "{{rent_share_second_year=0.4|第二年按市价的40%收取}}，"
        "{{rent_share_third_year=0.6|第三年按市价的60%收取}}。窑炉按烧成次数另行计费。"
    )
    plan.heading("{{#services|五、可提供的服务}}")
    plan.para(
        "提供{{services=技术研发、产品发布、市场开拓、培训辅导、沟通交流|"
        "技术研发、产品发布、市场开拓、培训辅导、沟通交流}}等服务，代办工商注册手续。"
        "{{has_investor_partnership|与红河州中小企业信用担保公司有合作}}，"
        "{{has_seed_fund=no|无种子基金}}。"
    )
    plan.heading("{{#safeguards|六、保障措施}}")
    plan.para("窑炉由持证人员操作；每年从销售收入中提取百分之五用于设备检修。")
    plan.heading("{{#budget|七、经费预算}}")
    plan.para("{{budget_total_yuan=152000|全年预算15.2万元}}，主要用于燃料、釉料检测和展销。")
    plan.save()


def _licence(made: Submission) -> None:
    licence = Pdf(made, "白瓦窑-营业执照.pdf", "营业执照", ["legal_person_proof"], size=12)
    licence.title("营业执照")
    licence.table(
        [
            ["统一社会信用代码", f"{{{{credit_code|{CODE}}}}}"],
            ["名称", f"{{{{operator_name|{OPERATOR}}}}}"],
            ["类型", "{{independent_legal_person=yes|有限责任公司（自然人投资或控股）}}"],
            ["住所", "{{registered_address|云南省红河州弥勒市西一镇白瓦窑村86号}}"],
            ["法定代表人", "{{legal_representative|孔维窑}}"],
            ["成立日期", "{{registered_on|2017年07月03日}}"],
            ["注册资本", "捌拾万元整"],
        ],
        [130, 330],
        size=11,
    )
    licence.save()
