"""保山, yunnan-2021: a company in a former tea warehouse, in good order.

Form in Word with merged cells, plan as PDF with running header, statistics in 千元 with years
across and a hidden sheet of forecasts. Traps: the group's parks, the city's figures, cumulative
beside annual, the second phase, a floor let to others.
"""

# One row of a form, one sentence of a plan a line: they read best whole.
# ruff: noqa: E501

from __future__ import annotations

from samples.invented import credit_code, mobile
from samples.pdf import Pdf
from samples.sheet import Book
from samples.submission import Submission
from samples.tables import by_row, date, either, money, number, roster, rows, text
from samples.word import LEFT, UP, Word

OPERATOR = "保山澜谷创业孵化有限公司"
SPACE = "澜谷众创空间"
CODE = credit_code("530502", OPERATOR)
FORM, PLAN = "云南省众创空间申报表-澜谷.docx", "澜谷众创空间建设与运营方案.pdf"
STATISTICS = "澜谷2021-2022统计数据.xlsx"

TENANTS = rows(
    "name product established_on moved_in_on headcount registered_in_space",
    """
    保山怒江源咖啡科技有限公司|咖啡生豆瑕疵光选|2022-03-11|2022-06|9|yes
    保山高黎贡数据服务有限公司|边境贸易单证识别|2022-05-20|2022-06|7|yes
    云南蒲缥米业科技有限公司|稻谷低温仓监测|2021-09-02|2022-03|12|yes
    保山市板桥古镇文旅有限公司|马帮主题剧本游|2022-08-15|2022-09|6|yes
    云南潞江坝生物有限公司|火龙果花提取物|2021-12-06|2022-10|11|yes
    保山青华湖环境科技有限公司|湿地水质遥测|2022-11-01|2023-01|5|yes
    保山易罗池智能装备有限公司|小型烘干机控制器|2022-07-19|2023-02|8|yes
    云南永昌围棋文化有限公司|永子棋具定制|2022-10-10|2023-03|4|yes
    保山辛街中药材科技有限公司|石斛组培快繁|2023-01-16|2023-04|10|yes
    保山汉庄冷链信息有限公司|冷链车温控终端|2023-03-08|2023-05|7|yes
    “腾云”航拍测绘队|农田确权测绘||2022-04|5|
    柳叶青短视频工作室|乡村直播孵化||2022-07|3|
    “一粒豆”烘焙实验组|冷萃咖啡液||2023-02|4|
    归巢养老服务团队|适老化改造||2023-04|6|
    “织趣”傣锦创作社|傣锦家居||2023-06|4|
    零碳校园团队|食堂余热利用||2023-08|5|
    """,
)
for tenant in TENANTS:
    tenant["phone"] = mobile(tenant["name"])

MENTORS = rows(
    "name organisation title field full_time",
    """
    寸光明|保山澜谷创业孵化有限公司|孵化总监|项目诊断|yes
    杨绍雄|保山学院经济管理学院|副教授|商业模式|no
    万晓岚|云南隆兴律师事务所|执业律师|合同与股权|no
    董世昌|保山咖啡产业协会|秘书长|产业资源|no
    吕婉清|滇西启航股权投资公司|投资副总裁|股权融资|no
    赵伯钧|隆阳区农技推广中心|高级农艺师|种植技术|no
    段文琪|保山信诺税务师事务所|税务师|财税筹划|no
    """,
)
INVESTED = rows(
    "tenant investor amount_yuan signed_on",
    """
    保山怒江源咖啡科技有限公司|澜谷种子基金|250000|2022-09-26
    云南潞江坝生物有限公司|澜谷种子基金|150000|2023-03-30
    """,
)
YEARS = {
    2021: {
        "tenant_count": 9, "new_company_count": 2, "funded_count": 0, "funding_total_yuan": 0,
        "event_count": 6, "training_count": 2, "mentor_count": 4, "jobs_count": 51,
    },
    2022: {
        "tenant_count": 14, "new_company_count": 4, "funded_count": 2,
        "funding_total_yuan": 3200000, "event_count": 17, "training_count": 5,
        "mentor_count": 6, "jobs_count": 98,
    },
}  # fmt: skip


def make() -> Submission:
    made = Submission(
        id="s01",
        ruleset="yunnan-2021",
        on="2023-11-20",
        path="保山-澜谷众创空间申报材料",
        derived={
            "usable_share": ("0.7791", ["workstation_area_m2", "public_area_m2", "total_area_m2"]),
            "public_share": ("0.2907", ["public_area_m2", "total_area_m2"]),
        },
    )
    _form(made)
    _plan(made)
    _statistics(made)
    _licence(made)
    _lease(made)
    return made


def _form(made: Submission) -> None:
    form = Word(made, FORM, "申报表", ["application_form"])
    form.title("云南省众创空间认定申报表")
    form.table(
        [
            ["申报单位全称", f"{{{{operator_name|{OPERATOR}}}}}", "单位类型", "{{operator_kind=企业|■企业}} □事业单位 □其他"],
            ["众创空间名称", f"{{{{space_name|{SPACE}}}}}", "填报日期", "{{applied_on=2023-11-20|2023年11月20日}}"],
            ["社会信用代码", f"{{{{credit_code|{CODE}}}}}", "法人代表", "{{legal_representative|寸光明}}"],
            ["注册登记地址", "{{registered_address|云南省保山市隆阳区兰城街道同仁街76号}}", "登记成立日期", "{{registered_on=2020-10-13|2020年10月13日}}"],
            ["空间所在地址", "{{space_address|保山市隆阳区兰城街道同仁街76号茶仓二、三层}}", "所在县（市、区）", "{{division=530502 隆阳区|隆阳区}}"],
            ["联络人", "{{contact_name|柴雨薇}}", "办公电话", "{{contact_phone|0875-2213908}}"],
            [UP, UP, "移动电话", "{{contact_mobile|18787520631}}"],
            [UP, UP, "E-mail", "{{contact_email|langu_office@langu-maker.cn}}"],
            ["是否具备独立法人资格", "{{independent_legal_person=yes|■是}} □否", "是否独立核算", "{{separate_accounting=yes|■是}} □否"],
            ["空间开始运营时间", "{{operating_since=2021-03-01|2021年3月1日}}", "取得方式", "□自有 {{premises_tenure=租赁|■租赁}} □其他"],
            ["服务场地", "使用面积（平方米）", "{{total_area_m2=860|860}}", LEFT],
            [UP, "办公席位（席）", "{{workstation_count=72|72}}", LEFT],
            [UP, "席位区面积（平方米）", "{{workstation_area_m2=420|420}}", LEFT],
            [UP, "公共服务区面积（平方米）", "{{public_area_m2=250|250}}", LEFT],
            ["服务队伍", "运营人员总数", "{{staff_count=7|7人}}", LEFT],
            [UP, "其中专职", "{{full_time_staff_count=5|5人}}", LEFT],
            [UP, "创业辅导员（导师）", "{{mentor_count=7|7人}}", LEFT],
            ["资金服务", "自设种子基金", "{{has_seed_fund=yes|■有}} □无", "规模：{{seed_fund_yuan=1500000|150万元}}"],
            [UP, "签约投资（金融）机构", "{{has_investor_partnership=yes|■有}} □无", "已投项目：{{invested_project_count=2|2个}}"],
            ["申报单位意见", "所填内容属实，同意申报。\n                    （公章）   年   月   日", LEFT, LEFT],
        ]
    )  # fmt: skip
    form.bold("附表  在驻企业（团队）名录")
    form.para(
        "说明：统计时点为2023年10月31日，{{tenant_count=16|在驻企业（团队）共16家}}，"
        "{{company_count=10|企业10家}}、{{team_count=6|团队6支}}；已退出的不填。"
    )
    form.table(
        roster(
            made,
            "tenants",
            TENANTS,
            [
                ("企业（团队）名称", "name", text),
                ("主要产品或服务", "product", text),
                ("成立日期", "established_on", date("{y}-{mm}-{dd}")),
                ("入驻年月", "moved_in_on", date("{y}年{m}月")),
                ("从业人数", "headcount", number),
                ("联系方式", "phone", text),
                ("是否在空间内注册", "registered_in_space", either("是", "否")),
            ],
            none="/",
        )
    )
    form.save()


def _plan(made: Submission) -> None:
    plan = Pdf(
        made,
        PLAN,
        "建设与运营方案",
        ["operating_plan"],
        header="澜谷众创空间建设与运营方案",
        footer="— {page} —",
    )
    plan.title("澜谷众创空间建设与运营方案")
    plan.heading("{{#necessity|一、为什么要建}}")
    plan.para(
        "保山是滇西的交通要冲，也是全国小粒咖啡的主产区。近五年，全市每年新增市场主体2.6万户左右，"
        "其中由大学毕业生和返乡人员创办的约占三成。全市现有孵化载体11家，工位总数不足900个，"
        "隆阳老城片区至今没有一家面向早期项目的专业载体。",
        "出资方滇西茶贸集团在保山、临沧两市经营商贸园区，园区建筑面积合计13.4万平方米，入园商户520余户。"
        "集团把闲置的茶叶仓库腾出来交给澜谷公司改造，用意是让老仓库装下新生意。",
    )
    plan.heading("{{#foundation|二、已有的条件}}")
    plan.para(
        "1．场地。茶仓共四层，总建筑面积2300平方米。第一层为集团茶叶门市，第四层出租给一家培训学校，"
        "均不属于本空间；本空间使用二、三两层，{{total_area_m2|使用面积860平方米}}。"
        "二层为开放办公区，三层设独立隔间与公共区，{{workstation_count|共有席位72席}}，"
        "{{workstation_area_m2|席位区420平方米}}；会客区、路演台、会议室、咖啡冲煮台等"
        "{{public_area_m2|公共服务区250平方米}}。二期拟将四层收回，届时面积可达1400平方米、席位130席。",
        "2．入驻。{{tenant_count|目前签约在驻16家}}，其中{{company_count|企业10家}}、"
        "{{team_count|团队6支}}，{{jobs_count=106|共吸纳就业106人}}。开园以来先后接待咨询项目240余个、"
        "服务创业主体57家，累计孵化注册公司13家；{{graduate_count=6|已有6家毕业迁出}}。"
        "在驻项目{{ip_count=29|拥有知识产权29件}}。",
        "3．上年成效。2022年，{{new_company_count|入驻团队新注册企业4家}}，"
        "{{funded_count|2家企业拿到外部投资}}，{{funding_total_yuan|金额合计320万元}}；"
        "{{transfer_count=3|促成技术成果转化3项}}；{{incubation_case_count=2|形成典型孵化案例2个}}："
        "怒江源咖啡以光选设备打开越南市场，蒲缥米业的测温探头装进了四个县的粮库。"
        "{{event_count|全年组织各类双创活动17场}}（其中{{training_count|创业培训5场}}），"
        "到场约一千人次；今年前十个月已组织19场，全年计划22场。",
        "4．队伍。{{staff_count|运营人员7人}}，{{full_time_staff_count|专职5人}}。"
        "{{mentor_count|签约创业辅导员7人}}，名册如下：",
    )
    plan.table(
        roster(
            made,
            "mentors",
            MENTORS,
            [
                ("姓名", "name", text),
                ("所在单位", "organisation", text),
                ("职务职称", "title", text),
                ("擅长方向", "field", text),
                ("专/兼职", "full_time", either("专职", "兼职")),
            ],
        ),
        [34, 50, 160, 84, 80, 50],
    )
    plan.heading("{{#goals|三、目标}}")
    plan.para(
        "三年之内，在驻主体保持在28家以上，每年举办活动30场，新注册企业每年不少于8家，累计毕业20家；"
        "种子基金扩至500万元，争取进入国家备案名单。"
    )
    plan.heading("{{#mechanism|四、怎么运转}}")
    plan.para(
        "公司独立经营、{{separate_accounting|收支单独建账}}。先后出台"
        "{{management_rules=评估准入、财务管理、日常管理、毕业退出、辅导员聘任|"
        "《项目评估准入办法》《财务管理制度》《日常管理细则》《毕业退出办法》《辅导员聘任办法》}}。"
        "每月第一个周五为“茶话日”，在驻项目坐在一起提意见，运营方当场答复。",
        "入驻流程为申请、面谈、评议、签约四步，协议一年一签，累计不超过24个月。",
    )
    plan.heading("{{#services|五、能提供什么}}")
    plan.para(
        "空间一楼入口设服务台，提供{{services=工商注册、政策咨询、融资对接、法律法务、培训辅导、市场开拓|"
        "工商注册、政策咨询、融资对接、法律法务、培训辅导、市场开拓}}等服务。"
        "{{has_online_platform=yes|“澜谷云仓”线上平台}}可订会议室、约辅导员、查政策。",
        "资金方面，公司拿出自有资金设立澜谷种子基金，{{seed_fund_yuan|规模150万元}}；"
        "{{has_investor_partnership|与滇西启航股权投资公司、隆阳农商行等4家机构签有合作协议}}；"
        "{{invested_project_count|已实际投资2个项目}}，情况见下表。",
    )
    plan.table(
        roster(
            made,
            "investments",
            INVESTED,
            [
                ("被投企业", "tenant", text),
                ("出资主体", "investor", text),
                ("金额（万元）", "amount_yuan", money("万元")),
                ("签约日期", "signed_on", date("{y}.{mm}.{dd}")),
            ],
            serial=None,
        ),
        [170, 100, 80, 90],
    )
    plan.heading("{{#safeguards|六、靠什么保证}}")
    plan.para(
        "集团董事会批准澜谷公司三年内不上缴利润；仓库的消防、电路已整体更换并验收；"
        "运营团队每年不少于60学时的业务学习，考核结果与绩效挂钩。"
    )
    plan.heading("{{#budget|七、钱怎么花}}")
    plan.para("2024年度{{budget_total_yuan=627000|经费预算62.7万元}}，分项如下（单位：万元）：")
    plan.table(
        [
            ["用途", "金额"],
            ["房租与水电", "21.5"],
            ["网络与软硬件", "9.2"],
            ["培训与辅导", "13.0"],
            ["活动", "19.0"],
            ["合计", "{{budget_total_yuan|62.7}}"],
        ],
        [150, 90],
    )
    plan.save()


def _statistics(made: Submission) -> None:
    book = Book(made, STATISTICS, "统计数据", ["statistics"])
    labels = [
        ("年末入驻主体（家）", "tenant_count", 1),
        ("当年新注册企业（家）", "new_company_count", 1),
        ("当年获得投融资主体（家）", "funded_count", 1),
        ("当年获得投融资额（千元）", "funding_total_yuan", 1000),
        ("当年组织活动（场）", "event_count", 1),
        ("  其中：创业培训（场）", "training_count", 1),
        ("年末辅导员（人）", "mentor_count", 1),
        ("年末就业人员（人）", "jobs_count", 1),
    ]
    book.sheet(
        "主要指标",
        [
            ["澜谷众创空间统计数据", LEFT, LEFT],
            [f"填报单位：{OPERATOR}", LEFT, LEFT],
            ["指标", "2021年", "2022年"],
            *by_row(made, YEARS, labels, now=2022),
        ],
        widths=[34, 12, 12],
    )
    book.sheet("预测", [["2023年预测", None], ["入驻主体", 22], ["活动场次", 25]], hidden=True)
    book.save()


def _licence(made: Submission) -> None:
    licence = Pdf(made, "营业执照.pdf", "营业执照", ["legal_person_proof"], size=12)
    licence.title("营  业  执  照")
    licence.line(f"统一社会信用代码  {{{{credit_code|{CODE}}}}}")
    licence.gap()
    licence.line(
        f"名    称  {{{{operator_name|{OPERATOR}}}}}",
        "类    型  {{independent_legal_person=yes|有限责任公司（法人独资）}}",
        "法定代表人  {{legal_representative|寸光明}}",
        "注册资本  贰佰万元整",
        "成立日期  {{registered_on|2020年10月13日}}",
        "住    所  {{registered_address|云南省保山市隆阳区兰城街道同仁街76号}}",
        "经营范围  众创空间经营；创业指导服务；会议及展览服务；房屋租赁。",
    )
    licence.gap(30)
    licence.line("登记机关  保山市隆阳区市场监督管理局        2020年10月13日")
    licence.save()


def _lease(made: Submission) -> None:
    lease = Pdf(made, "茶仓房屋租赁协议.pdf", "租赁协议", ["premises_proof"])
    lease.title("房屋租赁协议")
    lease.line("甲方：滇西茶贸集团有限公司", f"乙方：{OPERATOR}")
    lease.para(
        "一、甲方将位于保山市隆阳区兰城街道同仁街76号茶仓第二、三层交由乙方使用，"
        "{{total_area_m2|面积860平方米}}。",
        "二、{{lease_years=6|租期六年}}，自{{lease_starts_on=2021-01-01|2021年1月1日}}起至"
        "{{lease_ends_on=2026-12-31|2026年12月31日}}止。",
        "三、租金每月每平方米12元，前六个月免收，按半年支付。",
        "四、未经甲方同意，乙方不得整体转租；向入驻项目提供席位的不在此限。",
        "五、本协议一式两份，双方签字盖章后生效。",
    )
    lease.gap()
    lease.line("甲方（盖章）                    乙方（盖章）", "签订日期：2020年12月18日")
    lease.save()
