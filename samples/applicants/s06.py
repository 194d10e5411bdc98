"""安宁, kunming-2017 技术支撑类: a materials laboratory; the form is a PDF without rules.

Traps: the parent's plant and patents, trial months, equipment counts, cumulative and annual
numbers in one sentence, a plan's budget in 元, next year's platform users.
"""

# One row of a form, one sentence of a plan a line: they read best whole.
# ruff: noqa: E501

from __future__ import annotations

from samples.invented import credit_code, mobile
from samples.pdf import Pdf
from samples.sheet import Book
from samples.submission import Submission
from samples.tables import date, either, number, roster, rows, text
from samples.word import LEFT, Word

OPERATOR = "云南螳川新材料技术服务有限公司"
SPACE = "螳川材料众创空间"
CODE = credit_code("530181", OPERATOR)
FORM, PLAN = "申请表.pdf", "螳川材料众创空间建设方案.docx"

TENANTS = rows(
    "name credit_code product established_on moved_in_on headcount",
    """
    昆明连然耐磨材料有限公司|y|衬板表面改性|2018-04-16|2018-05-20|10
    安宁温泉石墨科技有限公司|y|导热膜|2018-06-11|2018-07-02|13
    昆明草铺磷石膏利用有限公司|y|轻质隔墙板|2018-09-05|2018-09-28|17
    云南八街花脂生物有限公司|y|玫瑰纯露膜分离|2018-08-30|2018-11-12|8
    昆明青龙哨铸造技术有限公司|y|砂型三维打印|2019-01-08|2019-01-21|12
    安宁法华寺文物修复材料有限公司|y|石质加固剂|2019-03-19|2019-04-08|6
    钛白渣利用课题组||二氧化钛废渣制砖||2018-10-15|5
    “一炉好火”节能改造组||工业窑炉燃烧器||2019-02-26|4
    大学生3D打印小队||教学耗材||2019-04-01|7
    """,
)
for tenant in TENANTS:
    if tenant["credit_code"]:
        tenant["credit_code"] = credit_code("530181", tenant["name"])

MENTORS = rows(
    "name organisation title field full_time",
    """
    蔺国钧|云南冶金设计院|教授级高工|冶金工艺|no
    晏如海|昆明某材料研究所|研究员|高分子|no
    储星月|云南螳川新材料技术服务有限公司|检测主管|分析测试|yes
    闵之恒|昆明滇中产业基金公司|投资经理|产业投资|no
    """,
)


def make() -> Submission:
    made = Submission(
        id="s06",
        ruleset="kunming-2017",
        on="2019-06-28",
        path="安宁螳川材料众创空间",
        category="技术支撑类",
        derived={"public_share": ("0.3036", ["public_area_m2", "total_area_m2"])},
        ambiguous=["materials.tenant_proof", "materials.agreements"],
    )
    _form(made)
    _plan(made)
    _lists(made)
    _work(made)
    _licence(made)
    return made


def _form(made: Submission) -> None:
    form = Pdf(made, FORM, "申请表", ["application_form"], size=11, footer="{page}")
    form.title("昆明市众创空间认定申请表", size=17)
    form.heading("一、申请单位")
    widths = [104, 150, 92, 126]
    form.table(
        [
            ["单位名称：", f"{{{{operator_name|{OPERATOR}}}}}", "单位性质：", "{{operator_kind=企业|■企业}} □事业单位"],
            ["统一社会信用代码：", f"{{{{credit_code|{CODE}}}}}", "法定代表人：", "{{legal_representative|庾怀远}}"],
            ["注册地址：", "{{registered_address|云南省安宁市草铺街道青武路3号1幢}}", "注册日期：", "{{registered_on=2017-11-09|2017年11月9日}}"],
            ["联系人：", "{{contact_name|储星月}}", "手机：", "{{contact_mobile|13629487715}}"],
            ["电话：", "{{contact_phone|0871-68635120}}", "电子邮箱：", "{{contact_email|tclab@tangchuan-mat.cn}}"],
            ["是否独立法人：", "{{independent_legal_person=yes|■是}} □否", "是否单独核算：", "{{separate_accounting=yes|■是}} □否"],
        ],
        widths,
        ruled=False,
        size=10,
    )  # fmt: skip
    form.heading("二、众创空间")
    form.table(
        [
            ["空间名称：", f"{{{{space_name|{SPACE}}}}}", "类别：", "{{category=技术支撑类|■技术支撑类}} □综合服务类"],
            ["空间地址：", "{{space_address|安宁市草铺街道青武路3号1幢、2幢}}", "行政区划：", "{{division=530181 安宁市|安宁市}}"],
            ["启用时间：", "{{operating_since=2018-05-18|2018年5月18日}}", "场地产权：", "{{premises_tenure=自有|■自有}} □租赁"],
            ["空间面积：", "{{total_area_m2=1680|1680平方米}}", "工位数：", "{{workstation_count=45|45个}}"],
            ["公共场地面积：", "{{public_area_m2=510|510平方米}}", "线上平台：", "{{has_online_platform=yes|■有}} □无"],
            ["在驻数量：", "{{tenant_count=9|9家}}", "导师人数：", "{{mentor_count=4|4人}}"],
            ["服务人员：", "{{staff_count=11|11人}}", "其中专职：", "{{full_time_staff_count=9|9人}}"],
            ["种子基金：", "□有 {{has_seed_fund=no|■无}}", "合作投资机构：", "{{has_investor_partnership=yes|■有}} □无"],
        ],
        widths,
        ruled=False,
        size=10,
    )  # fmt: skip
    form.gap()
    form.line("申请单位（盖章）：                     {{applied_on=2019-06-28|2019年6月28日}}")
    form.save()


def _plan(made: Submission) -> None:
    plan = Word(made, PLAN, "建设方案", ["operating_plan"])
    plan.title("螳川材料众创空间建设方案")
    plan.bold("1．{{#necessity|必要性}}")
    plan.para(
        "安宁是云南的工业重镇，钢铁、磷化工、石油炼化年产值超过八百亿元，随之而来的磷石膏、钛白渣、冶炼渣每年数百万吨。"
        "把“渣”变成“材”，需要大量小试和中试，而个人团队做一次扫描电镜、一次落锤试验都要四处求人。",
        "控股股东螳川集团拥有厂区310亩、职工1240人、有效专利96件，2018年销售收入11.7亿元，"
        "其检测中心对本空间开放。",
    )
    plan.bold("2．{{#foundation|基础条件}}")
    plan.para(
        "（1）场所与设备。空间使用青武路3号1幢和2幢，{{premises_tenure|均为公司自有房产}}，"
        "{{total_area_m2|面积合计1680平方米}}。1幢为办公与交流区，{{workstation_count|设工位45个}}；"
        "2幢为实验与试制区。{{public_area_m2|公共场地510平方米}}。共享仪器设备37台（套），原值1460万元。",
        "（2）入驻。2018年3月、4月为设备调试期，{{operating_since|2018年5月18日正式启用}}。"
        "{{tenant_count|现有入驻9家}}，其中{{company_count=6|企业6家}}、{{team_count=3|团队3个}}，"
        "{{jobs_count=82|从业82人}}。建成以来累计服务团队和企业26家、检测样品4300余个，"
        "{{graduate_count=1|毕业企业1家}}；入驻项目{{ip_count=14|获授权专利14件}}（不含股东的96件）。",
        "（3）2018年成效。{{new_company_count=4|团队注册企业4家}}，"
        "{{funded_count=2|获得投资2家}}，{{funding_total_yuan=8500000|投资额合计850万元}}；"
        "{{transfer_count=5|科技成果转移转化5项}}；{{event_count=13|开展技术沙龙、路演、培训等活动13次}}，"
        "{{training_count=6|其中仪器操作培训6次}}；{{incubation_case_count=2|典型案例2个}}。",
        "（4）{{staff_count|管理服务人员11人}}，{{full_time_staff_count|9人专职}}；"
        "{{mentor_count|特聘创业导师4人}}，见附件清单。",
    )
    plan.bold("3．{{#goals|目标}}")
    plan.para("三年内入驻25家、毕业6家，服务样品每年一万个，建成省内一流的材料类专业空间。")
    plan.bold("4．{{#mechanism|机制}}")
    plan.para(
        "空间由技术服务部管理，{{separate_accounting|设专账单独核算}}，设备按机时收费，"
        "入驻者享受七折。制度有{{management_rules=评估准入、仪器设备共享、安全生产、财务管理|"
        "《项目评估准入办法》《仪器设备共享办法》《安全生产制度》《财务管理制度》}}。"
    )
    plan.bold("5．{{#services|服务}}")
    plan.para(
        "提供{{services=技术研发、成果孵化、技术转移、金融服务、政策咨询、专利审查|"
        "技术研发、成果孵化、技术转移、金融服务、政策咨询、专利审查}}等服务。"
        "{{has_online_platform|“螳川云检”平台}}可在线委托检测，注册用户860个，明年力争1500个。"
        "{{has_seed_fund|空间没有设立种子基金}}；"
        "{{has_investor_partnership|与昆明滇中产业基金公司、安宁农商行签有长期合作协议}}。",
    )
    plan.bold("6．{{#safeguards|保障}}")
    plan.para("股东会批准五年投入计划；危化品双人双锁；每台设备指定责任工程师。")
    plan.bold("7．{{#budget|预算}}")
    plan.para("2019年{{budget_total_yuan=1735000|经费预算1,735,000元}}：")
    plan.table(
        [
            ["序号", "科目", "预算（元）"],
            ["1", "设备维护与更新", "820,000"],
            ["2", "软硬件与宽带", "265,000"],
            ["3", "导师与培训", "190,000"],
            ["4", "活动", "140,000"],
            ["5", "人员", "320,000"],
            ["合计", LEFT, "{{budget_total_yuan|1,735,000}}"],
        ]
    )
    plan.hidden("内部测算，不上报：2019年末在驻目标15家，活动20次。")
    made.findings.append({"code": "hidden_content", "document": PLAN, "place": "隐藏文字"})
    plan.save()


def _lists(made: Submission) -> None:
    book = Book(made, "附件清单.xlsx", "附件清单", ["agreements"])
    book.sheet(
        "入驻协议",
        roster(
            made,
            "tenants",
            TENANTS,
            [
                ("入驻单位", "name", text),
                ("统一社会信用代码", "credit_code", text),
                ("主营方向", "product", text),
                ("成立时间", "established_on", date("{y}-{mm}-{dd}")),
                ("协议起始", "moved_in_on", date("{y}-{mm}-{dd}")),
                ("人数", "headcount", number),
            ],
            none="/",
        ),
    )
    book.sheet(
        "导师",
        roster(
            made,
            "mentors",
            MENTORS,
            [
                ("姓名", "name", text),
                ("工作单位", "organisation", text),
                ("职称/职务", "title", text),
                ("专业领域", "field", text),
                ("专/兼职", "full_time", either("专职", "兼职")),
            ],
        ),
    )
    book.save()


def _work(made: Submission) -> None:
    paper = Pdf(made, "2019—2020年度工作计划.pdf", "工作计划", ["annual_plan"], footer="{page}")
    paper.title("2019—2020年度工作计划", size=16)
    paper.para(
        "1．新购X射线荧光光谱仪1台，共享设备达到40台（套）。",
        "2．新增入驻8家，其中团队5个；毕业2家。",
        "3．举办活动20次，培训10次，参加人员600人次。",
        f"4．导师扩充到10人，联系电话{mobile('计划')}。",
        "5．设立规模300万元的种子基金。",
    )
    paper.save()


def _licence(made: Submission) -> None:
    licence = Pdf(made, "执照.pdf", "营业执照", ["legal_person_proof"], size=12)
    licence.title("营业执照")
    licence.line(
        f"统一社会信用代码：{{{{credit_code|{CODE}}}}}",
        f"名称：{{{{operator_name|{OPERATOR}}}}}",
        "类型：{{independent_legal_person|其他有限责任公司}}",
        "住所：{{registered_address|云南省安宁市草铺街道青武路3号1幢}}",
        "法定代表人：{{legal_representative|庾怀远}}",
        "注册资本：壹仟万元整",
        "成立日期：{{registered_on|2017年11月09日}}",
        "经营范围：新材料技术推广服务；检验检测；创业空间服务。",
        "登记机关：安宁市市场监督管理局",
    )
    licence.save()
