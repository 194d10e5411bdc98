"""盘龙, kunming-2017 综合服务类: a form of printed sentences whose gaps are filled in.

Sentences with the number between underlines, several facts a line; the plan speaks of "we".
Traps: a park of the landlord, the year before last, a pending application, mentors invited but
not appointed, two kinds of desks that add up, tenants in two tables joined by name.
"""

# One row of a form, one sentence of a plan a line: they read best whole.
# ruff: noqa: E501

from __future__ import annotations

from samples.invented import credit_code, mobile
from samples.pdf import Pdf
from samples.submission import Submission
from samples.tables import date, number, roster, rows, text
from samples.word import Word

OPERATOR = "云南拓东合创科技企业孵化有限公司"
SPACE = "拓东合创众创空间"
CODE = credit_code("530103", OPERATOR)
FORM, PLAN = "（盖章版）众创空间认定申请表.docx", "拓东合创运营方案（2020）.docx"

TENANTS = rows(
    "name product established_on moved_in_on headcount",
    """
    昆明金马碧鸡数字展陈有限公司|文物数字展陈|2018-11-06|2019-03|14
    云南盘江源水务软件有限公司|管网漏损分析|2019-02-19|2019-04|18
    昆明穿心鼓楼餐饮科技有限公司|后厨能耗管理|2019-03-27|2019-05|9
    昆明松华坝环境检测有限公司|水源地监测|2019-05-14|2019-07|12
    云南北辰青年教育咨询有限公司|职业测评|2019-06-10|2019-08|7
    昆明龙泉古镇建筑设计有限公司|古建测绘|2019-08-22|2019-10|10
    云南鼓楼视觉传媒有限公司|三维动画|2019-10-15|2019-12|11
    昆明联盟路智能门窗有限公司|智能门窗|2020-01-03|2020-03|6
    云南白龙寺实验器材有限公司|教学仪器|2020-03-16|2020-05|8
    “旧厂新声”音乐团队|独立音乐制作||2019-06|5
    茨坝花卉无土栽培组|无土栽培||2019-11|4
    “盘小龙”城市IP团队|城市文创||2020-04|3
    金殿森林康养小组|森林康养||2020-06|6
    """,
)


def make() -> Submission:
    made = Submission(
        id="s12",
        ruleset="kunming-2017",
        on="2020-09-25",
        path="拓东合创（盘龙区）",
        category="综合服务类",
        derived={"public_share": ("0.2", ["public_area_m2", "total_area_m2"])},
        ambiguous=["materials.tenant_proof"],
    )
    _form(made)
    _plan(made)
    _agreements(made)
    _work(made)
    _proofs(made)
    return made


def _form(made: Submission) -> None:
    form = Word(made, FORM, "申请表", ["application_form"], size=12)
    form.title("昆明市众创空间认定申请表")
    form.para(
        f"1．空间名称  {{{{space_name|{SPACE}}}}}",
        "2．申报类型（打√）：（  ）技术支撑类    {{category=综合服务类|（√）综合服务类}}",
        f"3．运营单位  {{{{operator_name|{OPERATOR}}}}}",
        "4．单位类型：{{operator_kind=企业|（√）企业}}  （  ）事业单位",
        f"5．统一社会信用代码  {{{{credit_code|{CODE}}}}}",
        "6．法定代表人  {{legal_representative|封怀瑾}}  ，注册时间  {{registered_on=2018-04-12|2018年4月12日}}  。",
        "7．注册地址  {{registered_address|云南省昆明市盘龙区拓东路80号仓储楼101室}}",
        "8．空间地址  {{space_address|昆明市盘龙区拓东路80号仓储楼1至4层}}  ，属  {{division=530103 盘龙区|盘龙区}}  。",
        "9．联系人  {{contact_name|祝宁}}  ，座机  {{contact_phone|0871-63157740}}  ，"
        f"手机  {{{{contact_mobile|{mobile('祝宁')}}}}}  ，邮箱  {{{{contact_email|tuodong_hc@td-hechuang.com}}}}  。",
        "10．本单位{{independent_legal_person=yes|（√）具备}}（  ）不具备独立法人资格，"
        "{{separate_accounting=yes|（√）实行}}（  ）未实行单独核算。",
        "11．空间于  {{operating_since=2019-03-08|2019年3月8日}}  开始运营，总面积  {{total_area_m2=2350|2350}}  平方米，"
        "其中公共办公场所  {{public_area_m2=470|470}}  平方米，工位  {{workstation_count=210|210}}  个。",
        "12．场地为（  ）自有  {{premises_tenure=租赁|（√）租赁}}，租期  {{lease_years=8|8}}  年。",
        "13．现有入驻企业  {{company_count=9|9}}  家、团队  {{team_count=4|4}}  个，共  {{tenant_count=13|13}}  家。",
        "14．管理服务人员  {{staff_count=10|10}}  人，其中专职  {{full_time_staff_count=8|8}}  人；"
        "创业导师  {{mentor_count=12|12}}  人。",
        "15．{{has_seed_fund=yes|（√）有}}（  ）无种子基金，规模  {{seed_fund_yuan=3000000|300}}  万元；"
        "{{has_investor_partnership=yes|（√）有}}（  ）无合作投资机构。",
        "16．2019年举办活动  {{event_count=34|34}}  次，其中培训  {{training_count=11|11}}  次。",
    )
    form.para("申请单位（公章）                      {{applied_on=2020-09-25|2020年9月25日}}")
    form.save()


def _plan(made: Submission) -> None:
    plan = Word(made, PLAN, "运营方案", ["operating_plan"])
    plan.header("拓东合创众创空间", "内部资料 注意保存")
    plan.title("拓东合创众创空间运营方案")
    plan.heading("{{#necessity|壹  我们为什么做}}")
    plan.para(
        "拓东路一带曾是昆明的老工业走廊，搬迁之后留下大片仓储楼。房东昆明拓东实业公司的园区一共占地52亩，"
        "建筑面积6.8万平方米，住着170多家商户；我们只是其中一户租客，但希望是最热闹的一户。",
        "根据公开数据，2019年昆明新登记市场主体14万余户，平均每天三百八十多户；"
        "活过三年的不到一半，缺的往往不是点子，而是有人带一程。",
    )
    plan.heading("{{#foundation|贰  我们有什么}}")
    plan.para(
        "场地。仓储楼四层{{premises_tenure|全部由我们承租}}，{{total_area_m2|总面积2350平方米}}。固定工位150个、"
        "流动工位60个，{{workstation_count|合计工位210个}}；{{public_area_m2|公共办公场所470平方米}}，"
        "含路演厅、6间会议室和屋顶花园茶座。",
        "伙伴。到2020年8月底，{{tenant_count|在驻13家}}（{{company_count|9家企业}}、{{team_count|4个团队}}），"
        "{{jobs_count=113|一共113人在这里上班}}。开门一年半，{{graduate_count=4|已有4家毕业}}；"
        "还有7家提交了申请，尚在评审。",
        "成绩。2019年{{new_company_count=6|团队注册成立企业6家}}，{{funded_count=3|3家拿到融资}}，"
        "{{funding_total_yuan=12800000|累计1280万元}}；{{event_count|活动34次}}、{{training_count|培训11次}}；"
        "{{transfer_count=2|成果转化2项}}；{{incubation_case_count=4|典型案例4个}}。"
        "2018年尚在装修，没有开展活动。{{ip_count=40|在驻企业拥有知识产权40件}}。",
        "队伍。{{staff_count|管理服务人员10人}}，{{full_time_staff_count|专职8人}}。"
        "{{mentor_count|聘有创业导师12人}}，另有5位嘉宾答应来讲课但没有聘任，不计在内。",
    )
    plan.heading("{{#goals|叁  我们想去哪}}")
    plan.para("2022年，在驻35家，年活动60次，毕业企业20家，工位增至300个，争取省级、冲刺国家级。")
    plan.heading("{{#mechanism|肆  我们怎么管}}")
    plan.para(
        "{{separate_accounting|空间独立核算}}，每月晒账。{{management_rules=评估准入、财务管理、日常管理、毕业退出、活动管理|"
        "《入驻评估准入办法》《财务管理办法》《日常管理办法》《毕业退出办法》《活动管理办法》}}上墙公示。"
        "{{free_first_year=no|工位费前三个月半价}}。"
    )
    plan.heading("{{#services|伍  我们能帮什么}}")
    plan.para(
        "提供{{services=工商注册、法律法务、金融服务、政策咨询、市场开拓、培训辅导、产品发布|"
        "工商注册、法律法务、金融服务、政策咨询、市场开拓、培训辅导、产品发布}}等服务。"
        "{{has_online_platform=yes|“合创云”线上平台}}2019年底上线。{{has_seed_fund|合创种子基金}}"
        "{{seed_fund_yuan|规模300万元}}，{{invested_project_count=3|已投3个项目}}；"
        "{{has_investor_partnership|与翠湖资本、盘龙农商银行签有五年合作协议}}。"
    )
    plan.heading("{{#safeguards|陆  我们拿什么保证}}")
    plan.para("房租已预付两年；消防改造通过验收；骨干员工持股百分之十五。")
    plan.heading("{{#budget|柒  我们要花多少钱}}")
    plan.para("2021年{{budget_total_yuan=2140000|预算二百一十四万元}}，房租与人员各占约四成。")
    plan.save()


def _agreements(made: Submission) -> None:
    paper = Pdf(
        made, "入驻协议明细表.pdf", "入驻协议明细", ["agreements"], wide=True, footer="{page}"
    )
    paper.title("入驻协议明细表", size=15)
    common = ("入驻方", "name", text)
    paper.line("表一  签约情况")
    paper.table(
        roster(
            made,
            "tenants",
            TENANTS,
            [
                common,
                ("方向", "product", text),
                ("公司设立日", "established_on", date("{y}年{mm}月{dd}日")),
                ("入驻月份", "moved_in_on", date("{y}年{mm}月")),
            ],
            none="（团队）",
        ),
        [40, 240, 150, 130, 110],
        repeat=1,
        size=10,
    )
    paper.line("表二  人员与联系方式")
    paper.table(
        roster(
            made,
            "tenants",
            [{**t, "phone": mobile(t["name"])} for t in TENANTS],
            [common, ("在岗人数", "headcount", number), ("联系电话", "phone", text)],
        ),
        [40, 240, 90, 120],
        repeat=1,
        size=10,
    )
    paper.save()


def _work(made: Submission) -> None:
    paper = Word(made, "工作计划2021.docx", "工作计划", ["annual_plan"])
    paper.title("拓东合创众创空间2021年度工作计划")
    paper.table(
        [
            ["季度", "重点工作", "量化目标"],
            ["一季度", "春季招募", "新增入驻6家"],
            ["二季度", "路演月", "活动15次"],
            ["三季度", "毕业季训练营", "培训6次"],
            ["四季度", "年度大会", "融资3000万元"],
        ]
    )
    paper.save()


def _proofs(made: Submission) -> None:
    lease = Pdf(made, "仓储楼租约.pdf", "租赁合同", ["premises_proof"])
    lease.title("租    约")
    lease.line("房东：昆明拓东实业有限公司", f"租客：{OPERATOR}")
    lease.para(
        "仓储楼四层整体出租，{{total_area_m2|计2350平方米}}，{{lease_years|为期8年}}，"
        "{{lease_starts_on=2018-07-01|2018年7月1日}}交房，{{lease_ends_on=2026-06-30|2026年6月30日}}到期。",
        "前两年月租4.2万元，其后每两年上浮5%。",
    )
    lease.save()
    licence = Pdf(made, "证照.pdf", "营业执照", ["legal_person_proof"], size=12)
    licence.title("营业执照")
    licence.table(
        [
            ["统一社会信用代码", f"{{{{credit_code|{CODE}}}}}"],
            ["名称", f"{{{{operator_name|{OPERATOR}}}}}"],
            ["类型", "{{independent_legal_person|有限责任公司（非自然人投资或控股的法人独资）}}"],
            ["住所", "{{registered_address|云南省昆明市盘龙区拓东路80号仓储楼101室}}"],
            ["法定代表人", "{{legal_representative|封怀瑾}}"],
            ["注册资本", "伍佰万元整"],
            ["成立日期", "{{registered_on|2018年04月12日}}"],
        ],
        [130, 330],
        ruled=False,
        size=11,
    )
    licence.save()
