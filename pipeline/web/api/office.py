"""What belongs to the office: numbers, policies, what can be known, its texts and its people."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path, Query
from fastapi.responses import Response

from extractors.catalogue import load_catalogue
from pipeline.desk import text_blocks
from pipeline.desk.dashboard import dashboard
from pipeline.desk.errors import NotThere, WrongInput
from pipeline.desk.saving import preview
from pipeline.rules.model import Ruleset
from pipeline.web.api import office_shapes as shapes
from pipeline.web.api.routing import Administrator, Reviewer, Viewer, new_router, refusals
from pipeline.web.api.sent import NO_NUL, TextBlockSent
from pipeline.web.api.shapes import ColumnShape
from pipeline.web.context import DeskHere

router = new_router("单位")
Number = Annotated[int, Path(ge=1, lt=2**31)]
Key = Annotated[str, Path(pattern=r"^[a-z0-9_.]{1,120}$", description="指标，或 名单.栏目。")]
PolicyId = Annotated[str, Path(pattern="^[a-z0-9-]{1,100}$")]


@router.get("/dashboard")
def read_dashboard(
    desk: DeskHere,
    visitor: Viewer,
    policy: Annotated[str | None, Query(max_length=100, pattern=NO_NUL)] = None,
    year: Annotated[int | None, Query(ge=1900, le=2200)] = None,
) -> shapes.DashboardShape:
    """统计。统计页各图背后的数，按可查看的政策计。"""
    found = dashboard(
        desk.store, desk.computation, desk.settings, visitor.user, desk.clock(), policy, year
    )
    return shapes.DashboardShape.model_validate(found)


@router.get("/policies")
def list_policies(desk: DeskHere, visitor: Viewer) -> shapes.PoliciesShape:
    """可查看的政策。"""
    known = [one for one in desk.computation.rulesets.values() if visitor.user.sees(one.id)]
    return shapes.PoliciesShape(policies=[shapes.PolicyLine.model_validate(one) for one in known])


@router.get("/policies/{ruleset}", responses=refusals(404))
def read_policy(desk: DeskHere, visitor: Viewer, ruleset: PolicyId) -> shapes.PolicyShape:
    """一项政策。"""
    found: Ruleset | None = desk.computation.rulesets.get(ruleset)
    if found is None or not visitor.user.sees(found.id):
        raise NotThere("没有这项政策，或者您无权查看。")
    return shapes.PolicyShape.model_validate(found)


@router.get("/fields")
def list_fields(visitor: Viewer) -> shapes.FieldsShape:
    """能识别的指标和名单。"""
    catalogue = load_catalogue()
    return shapes.FieldsShape(
        fields=[
            shapes.KnownField(
                key=one.key,
                label=one.label,
                kind=one.kind,
                unit=one.unit,
                window=one.window,
                meaning=one.meaning,
                choices=list(one.choices),
            )
            for one in catalogue.fields.values()
        ],
        rosters=[
            shapes.KnownRoster(
                key=one.key,
                label=one.label,
                columns=[
                    ColumnShape(key=key, label=column.label) for key, column in one.columns.items()
                ],
            )
            for one in catalogue.rosters.values()
        ],
    )


@router.get("/fields/{key}/preview", responses=refusals(404))
def preview_value(
    visitor: Viewer,
    key: Key,
    text: Annotated[str, Query(max_length=2_000, pattern=NO_NUL)],
) -> shapes.PreviewShape:
    """预览。填写的内容会读作什么：1.2万平 → 12,000 ㎡。"""
    try:
        return shapes.PreviewShape.model_validate(preview(key, text))
    except WrongInput as error:
        raise NotThere(str(error)) from error


@router.get("/text-blocks")
def list_text_blocks(desk: DeskHere, visitor: Viewer) -> shapes.TextBlocksShape:
    """单位的常用语。"""
    found = text_blocks.text_blocks(desk.store)
    return shapes.TextBlocksShape(
        text_blocks=[shapes.TextBlockShape.model_validate(one) for one in found]
    )


@router.post("/text-blocks", status_code=201)
def add_text_block(desk: DeskHere, visitor: Reviewer, sent: TextBlockSent) -> shapes.TextBlockShape:
    """添加一条常用语。"""
    kept = text_blocks.keep(desk.store, sent.title, sent.text, visitor.user, desk.clock())
    return shapes.TextBlockShape.model_validate(kept)


@router.put("/text-blocks/{number}", responses=refusals(404))
def change_text_block(
    desk: DeskHere, visitor: Reviewer, number: Number, sent: TextBlockSent
) -> shapes.TextBlockShape:
    """修改一条常用语。"""
    kept = text_blocks.keep(desk.store, sent.title, sent.text, visitor.user, desk.clock(), number)
    return shapes.TextBlockShape.model_validate(kept)


@router.delete("/text-blocks/{number}", status_code=204, responses=refusals(404))
def remove_text_block(desk: DeskHere, visitor: Reviewer, number: Number) -> Response:
    """删除一条常用语。"""
    text_blocks.remove(desk.store, number, visitor.user)
    return Response(status_code=204)


@router.get("/users")
def list_users(desk: DeskHere, visitor: Administrator) -> shapes.UsersShape:
    """全部用户。添加和更改在“管理”页或命令行进行。"""
    return shapes.UsersShape(
        users=[
            shapes.UserShape(
                name=one.user.name,
                title=one.user.title,
                role=one.user.role,
                rulesets=sorted(one.user.rulesets),
                enabled=one.user.enabled,
                created_at=one.created_at,
                signed_in_at=one.signed_in_at,
            )
            for one in desk.store.accounts()
        ]
    )
