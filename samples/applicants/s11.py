"""龙湾, wenzhou-2021: the form is a list of indicators with their units beside them.

Number and unit stand in different cells, money in 千元 in one row and 万元 in another; the plan
is a PDF with numbered paragraphs and no headings but bold words. Traps: 2022 beside 2021 in two
columns of the form, a second site not yet rented, the street's own figures, tenants by floor.
"""

# One row of a form, one sentence of a plan a line: they read best whole.
# ruff: noqa: E501

from __future__ import annotations

from decimal import Decimal

from samples.invented import credit_code, mobile
from samples.pdf import Pdf
from samples.submission import Submission, plain_number
from samples.tables import date, either, money, number, roster, rows, text
from samples.word import Word

OPERATOR = "温州瓯江口青芽企业管理有限公司"
SPACE = "青芽·蓝色众创空间"
CODE = credit_code("330303", OPERATOR)
FORM, PLAN = "市级众创空间备案申请表.docx", "青芽蓝色众创空间运营方案及制度.pdf"

TENANTS = rows(
    "name kind product established_on moved_in_on headcount",
    """
    温州灵昆鲜品供应链有限公司|企业|泥螺即食化|2021-05-11|2021-06-01|13
    温州海思水下机器人有限公司|企业|网箱巡检机器人|2021-08-24|2021-09-15|17
    浙江状元岙岸电技术有限公司|企业|小型船舶岸电桩|2021-10-09|2021-11-01|12
    温州永中紫菜种业有限公司|企业|紫菜种质保存|2022-01-18|2022-03-01|8
    温州瑶溪直播基地运营有限公司|企业|渔港直播|2022-02-25|2022-03-15|11
    温州天河冷链传感有限公司|企业|冷库温湿度传感|2022-04-02|2022-04-20|7
    温州沙城潮汐能研究有限公司|企业|潮流能微电站|2022-05-16|2022-06-10|6
    温州海滨数字渔政科技有限公司|企业|渔船智能终端|2022-06-28|2022-07-08|14
    温州龙湾蓝碳咨询有限公司|企业|蓝碳核算|2022-08-03|2022-08-20|5
    “鱼皮新生”材料小组|团队|鱼皮胶原膜||2021-12-01|4
    海蜇脱水工艺组|团队|海蜇脱水||2022-01-10|3
    航标灯改造团队|团队|太阳能航标||2022-05-05|5
    “小海狮”科普剧社|团队|海洋科普剧||2022-07-01|6
    滩涂植物色彩实验室|团队|天然染料||2022-08-15|4
    “一船好货”选品组|团队|海产选品||2022-09-01|3
    “潮间带”影像组|团队|海洋纪录||2022-09-20|4
    """,
)
INVESTED = rows(
    "tenant investor amount_yuan signed_on",
    """
    温州海思水下机器人有限公司|瓯海启元基金|2000000|2022-03-18
    温州海滨数字渔政科技有限公司|自然人于先生|600000|2022-11-30
    """,
)

INDICATORS = (
    ("场地总面积", "平方米", "total_area_m2", "1180", "1180"),
    ("创业工位数", "个", "workstation_count", "70", "96"),
    ("创业工位面积", "平方米", "workstation_area_m2", "520", "590"),
    ("公共服务场地面积", "平方米", "public_area_m2", "280", "295"),
    ("工位和公共场地合计占比", "%", "usable_share", "67.8", "75"),
    ("管理服务人员", "人", "staff_count", "4", "5"),
    ("其中：专职", "人", "full_time_staff_count", "3", "4"),
    ("创业导师", "人", "mentor_count", "5", "9"),
    ("新注册企业", "家", "new_company_count", "3", "5"),
    ("获得投融资的企业和团队", "家", "funded_count", "0", "2"),
    ("投融资总额", "千元", "funding_total_yuan", "0", "2600"),
    ("创新创业活动", "场", "event_count", "9", "21"),
    ("创业培训", "期", "training_count", "3", "6"),
    ("种子基金规模", "万元", "seed_fund_yuan&has_seed_fund=yes", "50", "100"),
    ("科技成果转化", "项", "transfer_count", "1", "4"),
)
FACTORS = {"千元": "1000", "万元": "10000", "%": "0.01"}


def make() -> Submission:
    made = Submission(
        id="s11",
        ruleset="wenzhou-2021",
        on="2023-05-16",
        path="青芽·蓝色众创空间备案材料（龙湾区）",
        derived={"public_share": ("0.25", ["public_area_m2", "total_area_m2"])},
        # The number stands beside the legal representative, the contact has a mobile only.
        ambiguous=["contact_phone", "plan_sections.attachments"],
    )
    _form(made)
    _plan(made)
    _lease(made)
    _licence(made)
    return made


def _form(made: Submission) -> None:
    form = Word(made, FORM, "备案申请表", ["application_form"], size=10)
    form.title("市级众创空间备案申请表")
    form.bold("一、基本信息")
    form.table(
        [
            ["空间名称", f"{{{{space_name|{SPACE}}}}}"],
            ["运营机构名称", f"{{{{operator_name|{OPERATOR}}}}}"],
            ["机构性质（在□内打√）", "{{operator_kind=企业|√企业}}　□事业　□社会团体　□民办非企业"],
            ["机构信用代码", f"{{{{credit_code|{CODE}}}}}"],
            ["机构成立时间", "{{registered_on=2020-11-19|二○二○年十一月十九日}}"],
            ["空间投入使用时间", "{{operating_since=2021-05-20|2021-05-20}}"],
            ["法人代表／联系电话", "{{legal_representative|於伯安}}／0577-86900152"],
            [
                "业务联系人／手机",
                f"{{{{contact_name|尤婧}}}}／{{{{contact_mobile|{mobile('尤婧')}}}}}",
            ],
            ["电子信箱", "{{contact_email|qingya.blue@ojk-qy.com}}"],
            ["机构注册地", "{{registered_address|浙江省温州市龙湾区灵昆街道创新路66号6幢2楼}}"],
            ["空间详细地址", "{{space_address|温州市龙湾区灵昆街道创新路66号6幢2—3楼}}"],
            ["所属县（市、区）", "{{division=330303 龙湾区|龙湾区}}"],
            ["法人类型", "{{independent_legal_person=yes|√独立法人}}　□非独立法人"],
        ]
    )
    form.bold("二、主要指标")
    form.table(_indicators(made))
    form.bold("三、入驻名单（2023年4月30日）")
    form.table(
        roster(
            made,
            "tenants",
            [{**t, "phone": mobile(t["name"])} for t in TENANTS],
            [
                ("入驻主体", "name", text),
                ("性质", "kind", text),
                ("研发或经营内容", "product", text),
                ("工商登记日期", "established_on", date("{y}{mm}{dd}")),
                ("签约入驻日期", "moved_in_on", date("{y}{mm}{dd}")),
                ("人员规模", "headcount", number),
                ("联系手机", "phone", text),
            ],
            none="——",
        )
    )
    form.para("申请机构（盖章）：　　　　　　　　填表日期：{{applied_on=2023-05-16|2023年5月16日}}")
    form.save()


def _indicators(made: Submission) -> list[list[str]]:
    """The form's own statistics: what is stored, printed in the unit of its row."""
    table = [["序号", "指标", "单位", "2021年", "2022年"]]
    for at, (label, unit, marks, before, now) in enumerate(INDICATORS, 1):
        key, factor = marks.split("&")[0], Decimal(FACTORS.get(unit, "1"))
        for year, value in ((2021, before), (2022, now)):
            made.list_row(
                "yearly_statistics",
                str(year),
                {"year": year, key: plain_number(Decimal(value) * factor)},
            )
        stated = f"{key}={plain_number(Decimal(now) * factor)}{marks[len(key) :]}"
        table.append([str(at), label, unit, before, f"{{{{{stated}|{now}}}}}"])
    return table


def _plan(made: Submission) -> None:
    plan = Pdf(
        made,
        PLAN,
        "运营方案",
        ["operating_plan", "management_rules"],
        size=11.5,
        header="市级众创空间备案材料之二",
        footer="{page}",
    )
    plan.title("青芽·蓝色众创空间运营方案")
    plan.heading("{{#necessity|一、建设背景与必要性}}")
    plan.para(
        "瓯江口新区因海而生。街道现有海洋经济类企业213家，2022年产值48亿元；渔港年卸货量6.2万吨。"
        "海洋创业周期长、设备贵、懂行的人少，全市一百多家众创空间里以海洋为主题的只有寥寥几家。"
    )
    plan.heading("{{#foundation|二、现有基础}}")
    plan.para(
        "（1）空间位于创新路66号6幢，{{total_area_m2|共两层合计1180平方米}}：二层620平方米为开放工位与会客厅，"
        "三层560平方米为独立工作室与水池实验区。{{workstation_count|创业工位96个}}，"
        "{{workstation_area_m2|面积590平方米}}；{{public_area_m2|公共服务场地295平方米}}；"
        "{{usable_share|以上两项占75%}}。"
        "7幢底层正在洽谈，拟租900平方米作中试车间，尚未签约。",
        "（2）{{premises_tenure=租赁|场地系租赁}}，{{lease_years=6|租期六年}}，自"
        "{{lease_starts_on=2021-02-01|2021年2月1日}}到{{lease_ends_on=2027-01-31|2027年1月31日}}。",
        "（3）截至4月底，{{tenant_count=16|在驻16家}}，其中{{company_count=9|企业9家}}、{{team_count=7|团队7支}}；"
        "{{jobs_count=122|从业者122人}}；{{ip_count=33|知识产权33项}}。投用以来到访项目四百多个，"
        "正式签约的先后有37家，{{graduate_count=5|毕业离开5家}}。",
        "（4）2022年，{{new_company_count|团队新办企业5家}}，{{funded_count|2家完成融资}}，"
        "{{funding_total_yuan|总额260万元}}；{{event_count|全年活动21场}}，{{training_count|培训6期}}；"
        "{{transfer_count|转化成果4项}}；{{incubation_case_count=3|典型孵化案例3个}}。今年打算办28场。",
        "（5）融资明细：",
    )
    plan.table(
        roster(
            made,
            "investments",
            INVESTED,
            [
                ("获投企业", "tenant", text),
                ("投资方", "investor", text),
                ("投资额（千元）", "amount_yuan", money("千元")),
                ("协议时间", "signed_on", date("{y}-{mm}-{dd}")),
            ],
        ),
        [34, 190, 110, 70, 70],
        size=10,
    )
    plan.heading("三、服务队伍")
    plan.para(
        "{{staff_count|管理服务人员5人}}，{{full_time_staff_count|其中专职4人}}，骨干如下表。"
        "{{mentor_count|创业导师9人}}，来自海洋院所4人、投资机构2人、企业3人。"
    )
    plan.table(
        roster(
            made,
            "team_members",
            rows(
                "name role major full_time service",
                """
                於伯安|总经理|船舶工程|yes|统筹、对外合作
                尤婧|运营经理|公共管理|yes|入驻与活动
                柯一帆|技术主管|海洋技术|yes|实验区管理
                邵竹青|财务|会计电算化|yes|财务代办
                陶允中|顾问|法学|no|合同审查
                """,
            ),
            [
                ("姓名", "name", text),
                ("职务", "role", text),
                ("专业", "major", text),
                ("用工形式", "full_time", either("专职", "兼职")),
                ("服务内容", "service", text),
            ],
            serial=None,
        ),
        [70, 80, 90, 70, 130],
        ruled=False,
        size=10,
    )
    plan.heading("{{#mechanism|四、运营管理机制}}")
    plan.para(
        "公司设运营、技术、财务三岗，{{separate_accounting=yes|众创空间单独核算}}。"
        "入驻流程四步：报名、面谈、签约、建档，服务到期评估去留，最长24个月。"
        "{{management_rules=评估准入、财务管理、日常管理、毕业退出|《准入评估制度》《财务管理制度》《日常管理制度》《毕业退出制度》}}"
        "全文附后。"
    )
    plan.heading("{{#services|五、服务功能}}")
    plan.para(
        "空间提供{{services=工商注册、技术研发、融资对接、政策咨询、专利审查、成果孵化|"
        "工商注册、技术研发、融资对接、政策咨询、专利审查、成果孵化}}六类服务；"
        "{{has_online_platform=yes|微信公众号线上平台可预约水池和仪器}}。"
        "{{has_seed_fund|自设种子基金}}，{{seed_fund_yuan|规模100万元}}，"
        "{{invested_project_count=0|暂未实际投资项目}}；"
        "{{has_investor_partnership=yes|与瓯海启元基金、温州银行龙湾支行建立合作关系}}。"
    )
    plan.heading("{{#goals|六、三年目标}}")
    plan.para("在驻30家，年活动36场，每年新注册企业8家；2025年申报省级。")
    plan.heading("{{#safeguards|七、保障措施}}")
    plan.para("街道每年给予运营补助；实验区配两名安全员，涉水作业全程录像；公司购买公众责任险。")
    plan.heading("{{#budget|八、经费预算}}")
    plan.para(
        "2023年{{budget_total_yuan=876000|经费预算87.6万元}}，其中租金34万元、人员32万元、活动与培训21.6万元。"
    )
    plan.page_break()
    plan.title("附：管理制度")
    plan.heading("准入评估制度")
    plan.para(
        "第一条　申请者须有明确的产品或研发方向。", "第二条　评估小组由5人组成，得票过半者准入。"
    )
    plan.heading("财务管理制度")
    plan.para("第一条　空间收支单独设账。", "第二条　五千元以上支出须两人签字。")
    plan.heading("日常管理制度")
    plan.para("第一条　每日八时开放，二十二时关闭。", "第二条　连续三十天无人使用的工位收回。")
    plan.heading("毕业退出制度")
    plan.para("第一条　年营业收入超过三百万元或人员超过三十人的，应当毕业。")
    plan.save()


def _lease(made: Submission) -> None:
    lease = Pdf(
        made,
        "租赁合同.pdf",
        "租赁合同",
        ["premises_proof"],
        columns=1,
        footer="第 {page} 页 共 1 页",
    )
    lease.title("标准厂房租赁合同")
    lease.line(
        "出租单位：温州瓯江口产业园开发有限公司", f"{{{{premises_tenure|承租单位}}}}：{OPERATOR}"
    )
    lease.table(
        [
            ["租赁物", "灵昆街道创新路66号6幢2—3楼", "租赁面积", "{{total_area_m2|1180平方米}}"],
            ["租赁期限", "{{lease_years|六年}}（{{lease_starts_on|2021年2月1日}}—{{lease_ends_on|2027年1月31日}}）", "月租金", "人民币28320元"],
            ["保证金", "56640元", "用途", "众创空间"],
        ],
        [70, 220, 70, 110],
        size=10,
    )  # fmt: skip
    lease.line("签约日期：2021年1月22日")
    lease.save()


def _licence(made: Submission) -> None:
    licence = Pdf(made, "营业执照正本.pdf", "营业执照", ["legal_person_proof"], size=13, wide=True)
    licence.title("营业执照（正本）")
    licence.line(f"统一社会信用代码：{{{{credit_code|{CODE}}}}}")
    licence.line(
        f"名　　称　{{{{operator_name|{OPERATOR}}}}}　　　　注册资本　壹佰伍拾万元整",
        "类　　型　{{independent_legal_person|有限责任公司(自然人投资或控股)}}　　　　成立日期　{{registered_on|2020年11月19日}}",
        "法定代表人　{{legal_representative|於伯安}}",
        "住　　所　{{registered_address|浙江省温州市龙湾区灵昆街道创新路66号6幢2楼}}",
    )
    licence.line("登记机关：温州市龙湾区市场监督管理局")
    licence.save()
