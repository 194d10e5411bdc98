"""伊宁, xinjiang-2019: a river-valley space; plan in two columns, statistics in Word.

Traps: the form's area differs from the contract's, the stated share from its own areas; a
number of events that counts two years; mentors in prose only; last year's line 千元.
"""

# One row of a form, one sentence of a plan a line: they read best whole.
# ruff: noqa: E501

from __future__ import annotations

from samples.invented import credit_code, mobile
from samples.pdf import Pdf
from samples.submission import Submission
from samples.tables import by_row, date, number, roster, rows, text
from samples.word import LEFT, Word

OPERATOR = "伊宁市六星街创客服务有限公司"
SPACE = "六星街众创空间"
CODE = credit_code("654002", OPERATOR)
FORM, PLAN = "自治区众创空间备案申请书.docx", "六星街众创空间建设方案（双栏排版）.pdf"
LEASE, STATISTICS = "房屋租用协议.docx", "2020—2022年统计情况.docx"

TENANTS = rows(
    "name product moved_in_on headcount",
    """
    伊犁薰衣草香氛科技有限公司|精油微胶囊|2021-09|14
    伊宁市喀赞其手风琴文化有限公司|手风琴维修与体验|2021-10|6
    新疆那拉提马业服务有限公司|马匹电子档案|2021-11|11
    伊宁市汉宾树上干杏有限公司|杏干色选|2022-01|18
    伊犁河谷蜂产品检测有限公司|蜂蜜掺假快检|2022-02|9
    伊宁市塔什科瑞克冷饮有限公司|老冰淇淋配方|2022-03|12
    新疆巴彦岱跨境物流科技有限公司|中亚运单系统|2022-03|15
    伊犁赛里木湖旅游装备有限公司|骑行护具|2022-05|7
    伊宁市英塔木蔬菜科技有限公司|温室补光|2022-06|10
    伊犁黑蜂源食品有限公司|蜂蜜饮料|2022-07|8
    新疆霍尔果斯翻译技术有限公司|俄语会议转写|2022-08|13
    伊宁市达达木图花卉有限公司|切花保鲜|2022-09|5
    “阿帕的馕”创意组|馕盒包装||6
    毡房计划设计社|折叠毡房|2021-12|4
    “天马”动画团队|民间故事动画|2022-02|9
    都塔尔乐器作坊|乐器教学|2022-04|3
    草原牧歌录音小队|音频素材库|2022-06|4
    “雪岭云杉”护林机器人组|巡护机器人|2022-08|7
    白杨巷影像社|城市影像志|2022-10|5
    薰衣草田夜游团队|夜游灯光|2022-11|6
    枸杞花蜜研究组|蜜源植物调查|2022-12|3
    """,
)
YEARS = {
    2020: {"tenant_count": 12, "new_company_count": 4, "funded_count": 0, "funding_total_yuan": 0, "event_count": 7, "jobs_count": 80},
    2021: {"tenant_count": 16, "new_company_count": 6, "funded_count": 2, "funding_total_yuan": 1500000, "event_count": 11, "jobs_count": 120},
    2022: {"tenant_count": 21, "new_company_count": 9, "funded_count": 3, "funding_total_yuan": 5600000, "event_count": 16, "jobs_count": 175},
}  # fmt: skip


def make() -> Submission:
    made = Submission(
        id="s05",
        ruleset="xinjiang-2019",
        on="2023-04-18",
        path="伊宁-六星街众创空间",
        outcomes={"6.4c": "unknown", "7": "unknown"},
        leave_out=["usable_share"],
        computed={"usable_share": 0.73},
        why={
            "total_area_m2": "The form says 980, the signed contract and the plan 890: the contract is taken.",
            "usable_share": "Stated as 80 %, but (450 + 200) / 890 is 73.0 %: on both sides of 75 %.",
        },
        ambiguous=["materials.agreements", "materials.tenant_proof"],
        derived={"public_share": ("0.2247", ["public_area_m2", "total_area_m2"])},
        findings=[
            {"code": "documents_differ", "key": "total_area_m2"},
            {"code": "ratio_differs", "key": "usable_share", "claimed": 0.8, "computed": 0.73},
        ],
    )
    _form(made)
    _plan(made)
    _lease(made)
    _statistics(made)
    _licence(made)
    return made


def _form(made: Submission) -> None:
    form = Word(made, FORM, "备案申请书", ["application_form"])
    form.title("自治区众创空间备案申请书")
    form.para("申请日期：{{applied_on=2023-04-18|2023年4月18日}}")
    form.table(
        [
            ["一、单位信息", LEFT, LEFT, LEFT],
            ["单位名称", f"{{{{operator_name|{OPERATOR}}}}}", "统一社会信用代码", f"{{{{credit_code|{CODE}}}}}"],
            ["性质", "R企业  □事业  □其他".replace("R企业", "{{operator_kind=企业|R企业}}"), "是否法人", "{{independent_legal_person=yes|R是}}  □否"],
            ["法定代表人", "{{legal_representative|阿依古丽·吐尔逊}}", "成立（注册）日期", "{{registered_on=2019-06-27|2019/6/27}}"],
            ["注册地", "{{registered_address|新疆伊犁哈萨克自治州伊宁市黎光街六星街四巷12号}}", LEFT, LEFT],
            ["联系人：{{contact_name|田晓北}}", "电话：{{contact_phone|0999-8032265}}", "手机：{{contact_mobile|18199370428}}", "邮箱：{{contact_email|liuxing@lxj-maker.com}}"],
            ["二、空间信息", LEFT, LEFT, LEFT],
            ["名称", f"{{{{space_name|{SPACE}}}}}", "所属县市", "{{division=654002 伊宁市|伊宁市}}"],
            ["地址", "{{space_address|伊宁市黎光街六星街四巷12号院内1—2层}}", LEFT, LEFT],
            ["开放运营日期", "{{operating_since=2019-10|2019年10月}}", "场地取得", "□自有  {{premises_tenure=租赁|R租赁}}  □无偿使用"],
            ["建筑面积", "{{!total_area_m2=980|980平方米}}", "席位数", "{{workstation_count=64|64席}}"],
            ["创业席位区", "{{workstation_area_m2=450|450平方米}}", "公共服务区", "{{public_area_m2=200|200平方米}}"],
            ["两区占比", "{{!usable_share=0.8|80%}}", "导师", "{{mentor_count=5|5人}}"],
            ["专职服务人员", "{{full_time_staff_count=4|4人}}", "服务人员合计", "{{staff_count=6|6人}}"],
            ["在孵数量", "{{tenant_count=21|21家}}", "其中企业", "{{company_count=12|12家}}"],
            ["上年新设企业", "{{new_company_count=9|9家}}", "上年获投", "{{funded_count=3|3家}}"],
            ["上年活动", "{{event_count=16|16场}}", "上年典型案例", "{{incubation_case_count=3|3个}}"],
            ["传真", "{{?传真|}}", "种子资金", "{{has_seed_fund=yes|R有}}  □无"],
            ["科技局推荐意见", "\n（公章）", LEFT, LEFT],
        ]
    )  # fmt: skip
    form.save()


def _plan(made: Submission) -> None:
    plan = Pdf(made, PLAN, "建设方案", ["operating_plan"], columns=2, size=10.5, footer="{page}")
    plan.title("六星街众创空间\n建设运营方案", size=14)
    plan.heading("{{#necessity|一、建设必要性}}")
    plan.para(
        "伊犁河谷素有“塞外江南”之称，2022年接待游客4600万人次，薰衣草种植面积占全国九成以上。"
        "六星街是伊宁的历史街区，近年来文创店铺由30多家增加到180余家，年轻创业者日益聚集。",
        "全州登记备案的众创空间14家，其中自治区级6家，服务面积共计2.3万平方米，与四十多万青年人口相比仍显不足。",
    )
    plan.heading("{{#foundation|二、基础条件}}")
    plan.para(
        "（一）场地。{{premises_tenure|租用六星街四巷12号院一、二层}}，{{total_area_m2=890|总面积890平方米}}；"
        "{{workstation_count|创业席位64席}}，{{workstation_area_m2|席位区450平方米}}，"
        "院落会客厅、路演室、洗印工坊等{{public_area_m2|公共服务区200平方米}}。",
        "（二）入驻。目前{{tenant_count|签约入驻21家}}，{{company_count|企业12家}}、"
        "{{team_count=9|创业团队9家}}，{{jobs_count=175|带动就业175人}}。"
        "开业三年半，累计孵化62家，{{graduate_count=8|毕业8家}}。",
        "（三）2022年工作。{{new_company_count|新注册企业9家}}，"
        "{{funded_count|获得投资的企业3家}}，{{funding_total_yuan=5600000|融资额560万元}}；"
        "{{event_count|组织创业活动16场}}，2021、2022两年合计27场；{{training_count=5|培训5期}}；"
        "{{transfer_count=2|转化科技成果2项}}。2023年计划30场。",
        "（四）{{incubation_case_count|上年度典型案例3个}}：香氛科技、树上干杏、蜂产品检测。",
        "（五）队伍。{{staff_count|服务人员6人}}，{{full_time_staff_count|专职4人}}。"
        "{{mentor_count|创业导师5人}}，由高校教师、银行客户经理、民宿业主、电商讲师和律师各一人组成。",
        "（六）{{ip_count=17|在孵企业获得知识产权17项}}，街区管委会名下的商标不在其中。",
    )
    plan.heading("{{#goals|三、目标}}")
    plan.para("2025年在孵40家，年活动36场，新增面积500平方米，席位突破120席。")
    plan.heading("{{#mechanism|四、运行机制}}")
    plan.para(
        "公司自主经营。订有{{management_rules=评估准入、日常管理、财务管理、毕业退出|"
        "《评估准入办法》《日常管理制度》《财务管理制度》《毕业退出规定》}}。"
        "入驻最长两年。{{separate_accounting=no|目前收支与公司其他业务合并记账}}，拟自下年起分账。",
    )
    plan.heading("{{#services|五、服务}}")
    plan.para(
        "提供{{services=工商注册、政策咨询、融资对接、市场开拓、培训辅导、翻译|"
        "工商注册、政策咨询、融资对接、市场开拓、培训辅导、翻译}}等服务。",
        "{{has_seed_fund|公司设立种子资金}}，{{seed_fund_yuan=600000|首期60万元}}，"
        "{{invested_project_count=2|已投2个项目}}；"
        "{{has_investor_partnership=yes|与伊犁州天使会、伊宁农商银行签约合作}}。"
        "{{has_online_platform=no|线上平台还没有建}}。",
    )
    plan.heading("{{#safeguards|六、保障}}")
    plan.para("成立领导小组，落实消防、治安和食品安全责任；州市两级补助全部用于公共服务。")
    plan.heading("{{#budget|七、预算}}")
    plan.para(
        "{{budget_total_yuan=512000|2023年经费预算51.2万元}}，由公司自筹38万元，其余申请补助。"
    )
    plan.save()


def _lease(made: Submission) -> None:
    lease = Word(made, LEASE, "租用协议", ["premises_proof"])
    lease.title("房屋租用协议")
    lease.para(
        "出租方：伊宁市六星街文旅开发有限公司", f"{{{{premises_tenure|租用方}}}}：{OPERATOR}"
    )
    lease.para(
        "1、房屋坐落：黎光街六星街四巷12号院1—2层，{{total_area_m2|建筑面积共890平方米}}。",
        "2、{{lease_years=5|租期五年}}：{{lease_starts_on=2019-09-01|2019年9月1日}}至"
        "{{lease_ends_on=2024-08-31|2024年8月31日}}。",
        "3、年租金贰拾壹万叁仟陆佰元，每年九月一次付清。",
        "4、租用方不得改变院落传统风貌。",
    )
    lease.para("签字盖章：（略）      2019年8月20日")
    lease.save()


def _statistics(made: Submission) -> None:
    paper = Word(made, STATISTICS, "统计情况", ["statistics", "agreements"])
    paper.title("六星街众创空间统计情况")
    paper.para("（一）历年主要数据　　单位：家、场、人、千元")
    items = [
        ("在孵企业与团队", "tenant_count", 1),
        ("当年新注册企业", "new_company_count", 1),
        ("当年获投企业", "funded_count", 1),
        ("当年融资额（千元）", "funding_total_yuan", 1000),
        ("当年活动", "event_count", 1),
        ("就业人数", "jobs_count", 1),
    ]
    paper.table([["项目", *map(str, YEARS)], *by_row(made, YEARS, items, now=2022)])
    paper.para("（二）入驻协议签订一览（2023年3月末）")
    paper.table(
        roster(
            made,
            "tenants",
            [{**t, "phone": mobile(t["name"])} for t in TENANTS],
            [
                ("签约主体", "name", text),
                ("从事方向", "product", text),
                ("入驻年月", "moved_in_on", date("{y}-{mm}")),
                ("人员", "headcount", number),
                ("联系电话", "phone", text),
            ],
            none="",
        )
    )
    paper.save()


def _licence(made: Submission) -> None:
    licence = Pdf(made, "营业执照扫描.pdf", "营业执照", ["legal_person_proof"], size=12, wide=True)
    licence.title("营 业 执 照")
    licence.line(f"统一社会信用代码 {{{{credit_code|{CODE}}}}}")
    licence.table(
        [
            ["名称", f"{{{{operator_name|{OPERATOR}}}}}", "注册资本", "叁佰万元整"],
            ["类型", "{{independent_legal_person|有限责任公司(自然人投资或控股)}}", "成立日期", "{{registered_on|2019年06月27日}}"],
            ["法定代表人", "{{legal_representative|阿依古丽·吐尔逊}}", "住所", "{{registered_address|新疆伊犁哈萨克自治州伊宁市黎光街六星街四巷12号}}"],
        ],
        [80, 250, 80, 290],
        ruled=False,
        size=11,
    )  # fmt: skip
    licence.line("登记机关：伊宁市市场监督管理局")
    licence.save()
