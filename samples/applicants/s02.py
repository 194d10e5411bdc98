"""呈贡, kunming-2017 综合服务类: a student-city space whose lease is too short.

Form in Word with the values below their labels, plan in chapters, a plan of work, a lease as
PDF, agreements as a workbook with ended ones on a hidden sheet. Traps: addresses registered
only, the whole building's area, two campuses, mentors of the university, next year's numbers.
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

OPERATOR = "昆明斗南星火企业服务有限公司"
SPACE = "星火里众创空间"
CODE = credit_code("530114", OPERATOR)
FORM, PLAN = "1昆明市众创空间认定申请表.docx", "2星火里建设运营方案.docx"

TENANTS = rows(
    "name product established_on moved_in_on headcount",
    """
    昆明斗南鲜切花数字贸易有限公司|鲜花拍卖辅助报价|2020-09-17|2020-11-02|14
    昆明万溪梨园农业科技有限公司|宝珠梨贮藏保鲜|2021-03-05|2021-03-22|6
    云南捞鱼河露营装备有限公司|轻量折叠帐具|2021-05-28|2021-06-10|9
    昆明雨花书声教育科技有限公司|阅读障碍训练软件|2020-12-01|2021-01-11|7
    昆明洛龙湾智能安防有限公司|宿舍用电监测|2021-07-19|2021-08-01|11
    云南彩龙青年影像有限公司|毕业季微电影|2021-10-12|2021-10-18|5
    昆明白龙潭饮品有限公司|鲜花气泡饮|2022-01-06|2022-02-14|8
    昆明联大街跑腿科技有限公司|校园即时配送|2021-09-09|2021-09-15|13
    “小满”非遗扎染社|扎染文创||2021-04-06|4
    “植物翻译官”科普团队|自然教育课程||2021-11-20|6
    滇池水鸟声纹组|鸟鸣识别||2022-03-01|5
    “慢食集”厨艺团队|预制滇菜||2022-04-12|3
    """,
)
ENDED = "昆明旧书新知文化有限公司"

TEAM = rows(
    "name role major full_time service",
    """
    代启云|负责人|管理科学|yes|总体协调
    资晓萌|运营经理|人力资源|yes|入驻评估
    缪国宾|财务主管|会计学|yes|财务与代账
    角雪莹|活动专员|新闻学|yes|活动组织
    保文昊|法务顾问|法学|no|合同审查
    """,
)
MENTORS = rows(
    "name organisation title field full_time",
    """
    矣志强|昆明花都种业集团|董事长|农业产业|no
    施慕青|云南春城创业投资公司|风控总监|股权投资|no
    钏明亮|呈贡区人社局退休干部|创业指导师|政策解读|no
    阮思齐|昆明斗南星火企业服务有限公司|创业辅导主管|团队建设|yes
    付依依|云南天衡知识产权公司|代理师|专利布局|no
    字浩宇|昆明银雀软件公司|首席技术官|软件架构|no
    """,
)


def make() -> Submission:
    made = Submission(
        id="s02",
        ruleset="kunming-2017",
        on="2022-06-15",
        path="星火里众创空间（呈贡）",
        category="综合服务类",
        # Two years are too short, but the premises are commercial: a person decides.
        outcomes={"7.1a": "judgement", "7.3a": "not_met"},
        ambiguous=["materials.tenant_proof"],
    )
    _form(made)
    _plan(made)
    _year(made)
    _lease(made)
    _agreements(made)
    _licence(made)
    return made


def _form(made: Submission) -> None:
    form = Word(made, FORM, "申请表", ["application_form"], size=10)
    form.header("昆明市众创空间认定申请", "第 1 页")
    form.title("昆明市众创空间认定申请表")
    form.table(
        [
            ["拟认定众创空间名称", LEFT, "运营单位名称", LEFT],
            [f"{{{{space_name|{SPACE}}}}}", LEFT, f"{{{{operator_name|{OPERATOR}}}}}", LEFT],
            ["统一社会信用代码", LEFT, "法定代表人", "单位类别"],
            [f"{{{{credit_code|{CODE}}}}}", LEFT, "{{legal_representative|代启云}}", "{{operator_kind=企业|☑企业}}  □事业  □其他"],
            ["单位住所（注册地）", LEFT, "成立时间（以执照为准）", "所属县（市）区"],
            ["{{registered_address|云南省昆明市呈贡区雨花街道联大街1288号商务楼5层}}", LEFT, "{{registered_on=2019-11-28|2019.11.28}}", "{{division=530114 呈贡区|呈贡区}}"],
            ["空间实际地址", LEFT, "空间开业时间", "申请类型"],
            ["{{space_address|昆明市呈贡区雨花街道联大街1288号商务楼5—6层}}", LEFT, "{{operating_since=2020-09-20|2020.9.20}}", "□技术支撑类  {{category=综合服务类|☑综合服务类}}"],
            ["联系人", "办公电话", "手机号码", "邮箱"],
            ["{{contact_name|资晓萌}}", "{{contact_phone|0871-67481936}}", "{{contact_mobile|15987163402}}", "{{contact_email|xinghuoli@dounanxh.com}}"],
            ["场地面积", "工位数量", "公共办公区域", "公共区占比"],
            ["{{total_area_m2=920|９２０平方米}}", "{{workstation_count=88|８８个}}", "{{public_area_m2=138|１３８平方米}}", "{{public_share=0.15|15％}}"],
            ["房屋来源", "租赁年限", "独立法人", "单独核算"],
            ["□自有 {{premises_tenure=租赁|☑租赁}}", "{{lease_years=2|2年}}", "{{independent_legal_person=yes|☑是}} □否", "{{separate_accounting=yes|☑是}} □否"],
            ["入驻企业", "入驻团队", "合计", "累计毕业"],
            ["{{company_count=8|8家}}", "{{team_count=4|4个}}", "{{tenant_count=12|12家}}", "{{graduate_count=5|5家}}"],
            ["种子资金", "合作投资机构", "申请日期", "传真"],
            ["□有 {{has_seed_fund=no|☑无}}", "{{has_investor_partnership=yes|☑有}} □无", "{{applied_on=2022-06-15|2022年6月15日}}", "{{?传真|}}"],
            [
                "运营团队\n（{{staff_count=5|共5人}}）",
                roster(
                    made,
                    "team_members",
                    TEAM,
                    [
                        ("姓名", "name", text),
                        ("岗位", "role", text),
                        ("所学专业", "major", text),
                        ("专/兼职", "full_time", either("专", "兼")),
                        ("分工", "service", text),
                    ],
                    serial=None,
                ),
                LEFT,
                LEFT,
            ],
            ["县（市）区科技部门意见", "（盖章）      年   月   日", LEFT, LEFT],
        ]
    )  # fmt: skip
    form.save()


def _plan(made: Submission) -> None:
    plan = Word(made, PLAN, "建设运营方案", ["operating_plan"])
    plan.title("星火里众创空间建设运营方案")
    plan.heading("{{#necessity|第一部分 建设必要性}}")
    plan.para(
        "呈贡大学城聚集高校十所、在校师生约十八万人，每年毕业生四万余人。根据区里的摸底，"
        "有创业意愿的学生占比接近一成，而区内登记在册的各类孵化场所仅7个，"
        "能容纳的工位不过600个上下，且多数位于老县城一侧。",
        "云南某高校在邻近街区另设有大学生创业园，面积3000平方米、导师43人，由学校自管，与本空间互不隶属。",
    )
    plan.heading("{{#foundation|第二部分 基础条件}}")
    plan.para(
        "（一）场所。商务楼总高十二层，总建筑面积1.5万平方米。星火里{{premises_tenure|租用其中第5、6两层}}，"
        "{{total_area_m2|经营面积920平方米}}，{{workstation_count|布置工位88个}}；"
        "会议室2间、洽谈室3间、文印角和书吧，{{public_area_m2|公共办公区域138平方米}}，"
        "{{public_share|占总面积的15%}}。{{lease_years|租期2年}}，到期优先续租。",
        "（二）入驻。截至2022年5月底，{{tenant_count|在孵企业和团队12家}}"
        "（{{company_count|企业8家}}，{{team_count|团队4个}}），{{jobs_count=91|带动就业91人}}。"
        "另有21家企业仅登记集群注册地址，没有使用工位，不在12家之内。"
        "开业以来累计孵化团队和企业33家，{{graduate_count|毕业5家}}。",
        "（三）2021年业绩。{{new_company_count=4|团队转化为新注册企业4家}}；"
        "{{funded_count=1|1家企业获得天使投资}}，{{funding_total_yuan=600000|到账60万元}}；"
        "{{event_count=22|组织路演、沙龙、讲座等活动22次}}，"
        "其中{{training_count=7|面向学生的创业培训7次}}；"
        "{{transfer_count=0|当年尚无科技成果转移转化}}。2022年1—5月已办9次。",
        "（四）人员。{{staff_count|服务团队5人}}，{{full_time_staff_count=4|专职4人}}、兼职1人；"
        "{{mentor_count=6|聘请创业导师6位}}，另有高校创业园导师不定期来访，未计入。",
    )
    plan.table(
        roster(
            made,
            "mentors",
            MENTORS,
            [
                ("导师", "name", text),
                ("供职单位", "organisation", text),
                ("身份", "title", text),
                ("辅导方向", "field", text),
                ("是否专职", "full_time", either("是", "否")),
            ],
            serial=None,
        )
    )
    plan.heading("{{#goals|第三部分 发展目标}}")
    plan.para("到2024年，在孵主体30家，工位增至200个，设立200万元种子基金，年活动40次。")
    plan.heading("{{#mechanism|第四部分 运行机制}}")
    plan.para(
        "管理制度汇编包括{{management_rules=评估准入、财务管理、日常管理、毕业退出|"
        "《准入评估制度》《财务管理制度》《日常管理制度》《毕业退出制度》}}。"
        "{{separate_accounting|空间收支单独核算}}，按季向入驻者公开。"
        "收费按工位计，{{free_first_year=no|每席每月180元，仅前两个月免收}}，此后不再减免。",
    )
    plan.heading("{{#services|第五部分 服务功能}}")
    plan.para(
        "面向入驻者提供{{services=工商注册、政策咨询、金融服务、项目推介、培训辅导、产品发布|"
        "工商注册、政策咨询、金融服务、项目推介、培训辅导、产品发布}}六项服务。"
        "{{has_seed_fund|目前没有自己的种子基金}}，"
        "{{has_investor_partnership|与云南春城创业投资公司、昆明呈信融资担保公司签有三年合作协议}}。"
        "{{has_online_platform=no|尚未建设线上服务平台}}，通知主要靠微信群。",
    )
    plan.heading("{{#safeguards|第六部分 保障措施}}")
    plan.para("公司设安全、财务、服务三个岗位责任人；每年从主营收入中安排不低于20%用于空间维护。")
    plan.heading("{{#budget|第七部分 经费预算}}")
    plan.para(
        "{{budget_total_yuan=438000|2022年预算支出438千元}}，其中房租196千元、活动92千元、人员及其他150千元。"
    )
    plan.save()


def _year(made: Submission) -> None:
    work = Word(made, "3下半年及2023年工作计划.docx", "工作计划", ["annual_plan"])
    work.title("星火里众创空间工作计划（2022年7月—2023年12月）")
    for line in (
        "一、新增入驻主体10家，其中企业6家；",
        "二、举办活动25次，培训10次；",
        "三、工位扩充至120个，改造公共区60平方米；",
        "四、筹建种子基金，首期100万元；",
        "五、上线预约小程序；",
        "六、聘请导师增至12位。",
    ):
        work.para(line)
    work.save()


def _lease(made: Submission) -> None:
    lease = Pdf(made, "4商务楼租赁合同.pdf", "租赁合同", ["premises_proof"], footer="第{page}页")
    lease.title("商务楼房屋租赁合同")
    lease.line("出租人：昆明联大商业运营有限公司", f"{{{{premises_tenure|承租人}}}}：{OPERATOR}")
    lease.para(
        "第一条  出租人将昆明市呈贡区雨花街道联大街1288号商务楼第5层、第6层租给承租人，"
        "{{total_area_m2|计租面积920平方米}}，另有地下车位6个供承租人使用。",
        "第二条  租赁期限自{{lease_starts_on=2021-09-01|2021年9月1日}}至"
        "{{lease_ends_on=2023-08-31|2023年8月31日}}，{{lease_years|共2年}}。",
        "第三条  月租金16333元，押二付三。逾期付款的，每日按欠付金额的万分之五计违约金。",
        "第四条  承租人应保证房屋结构安全，不得擅自改动消防设施。",
    )
    lease.line("签订时间：2021年8月25日")
    lease.save()


def _agreements(made: Submission) -> None:
    book = Book(made, "5入驻协议台账.xlsx", "入驻协议台账", ["agreements"])
    table = roster(
        made,
        "tenants",
        [{**t, "phone": mobile(t["name"])} for t in TENANTS],
        [
            ("企业/团队", "name", text),
            ("经营内容", "product", text),
            ("注册日期", "established_on", date("{y}/{m}/{d}")),
            ("进驻日期", "moved_in_on", date("{y}/{m}/{d}")),
            ("员工数", "headcount", number),
            ("负责人电话", "phone", text),
        ],
        none="无",
    )
    book.sheet(
        "在期协议",
        [[f"{SPACE}入驻协议台账（2022年5月31日）", *[LEFT] * 6], *table],
        widths=[6, 32, 20, 12, 12, 8, 14],
    )
    book.sheet("已终止", [["企业", "终止时间"], [ENDED, "2021/12"]], hidden=True)
    book.save()


def _licence(made: Submission) -> None:
    licence = Pdf(made, "6营业执照副本.pdf", "营业执照", ["legal_person_proof"], size=12)
    licence.title("营业执照（副本）")
    licence.table(
        [
            ["统一社会信用代码", f"{{{{credit_code|{CODE}}}}}"],
            ["名称", f"{{{{operator_name|{OPERATOR}}}}}"],
            ["类型", "{{independent_legal_person|有限责任公司（自然人投资或控股）}}"],
            ["法定代表人", "{{legal_representative|代启云}}"],
            ["成立日期", "{{registered_on|2019年11月28日}}"],
            ["住所", "{{registered_address|云南省昆明市呈贡区雨花街道联大街1288号商务楼5层}}"],
            ["注册资本", "壹佰万元整"],
        ],
        [120, 330],
        size=11,
    )
    licence.line("登记机关：昆明市呈贡区市场监督管理局")
    licence.save()
