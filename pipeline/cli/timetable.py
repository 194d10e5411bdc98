"""`schedule`: commands at named times, kept in the database with their time zone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli.options import AsJson, Home, Wrong, print_json, settings_of

if TYPE_CHECKING:
    from pipeline.store import ScheduleRow

app = typer.Typer(help="Commands at named times: add, list, remove, run them.")


@app.command()
def add(
    ctx: typer.Context,
    cron: Annotated[
        str, typer.Argument(help="Five fields: minute, hour, day of month, month, weekday.")
    ],
    command: Annotated[str, typer.Argument(help="run or rebuild.")],
    name: Annotated[
        str | None, typer.Option(help="To remove it by [default: the command's].")
    ] = None,
    timezone: Annotated[
        str | None, typer.Option(metavar="ZONE", help="[default: the machine's].")
    ] = None,
    home: Home = None,
) -> None:
    """Keep a schedule: `schedule add "0 2 * * *" run` is every day at 2:00."""
    from pipeline.schedule import add as keep
    from pipeline.store import open_store

    settings = settings_of(ctx, home)
    _make_home(settings.home)
    with open_store(settings.database) as store:
        schedule = keep(store, cron, command, timezone or settings.timezone, name)
    _show([schedule])


@app.command("list")
def list_schedules(ctx: typer.Context, as_json: AsJson = False, home: Home = None) -> None:
    """List the schedules and when each runs next."""
    from pipeline.cli.screen import messages, styled
    from pipeline.store import open_store

    with open_store(settings_of(ctx, home).database) as store:
        schedules = list(store.schedules())
    if as_json:
        print_json({"schedules": [_plain(schedule) for schedule in schedules]})
    elif schedules:
        _show(schedules)
    else:
        messages().print(styled('No schedules; add one: schedule add "0 2 * * *" run', "dim"))


@app.command()
def remove(ctx: typer.Context, name: Annotated[str, typer.Argument()], home: Home = None) -> None:
    """Remove a schedule by its name."""
    from pipeline.store import open_store

    with open_store(settings_of(ctx, home).database) as store:
        known = [schedule.name for schedule in store.schedules()]
        if name not in known:
            raise Wrong(f"there is no schedule {name!r}; there are {', '.join(known) or 'none'}")
        store.remove_schedule(name)


@app.command()
def run(ctx: typer.Context, home: Home = None) -> None:
    """Run the schedules at their times, until Ctrl-C."""
    from pipeline.cli.batch import show_report, stopping
    from pipeline.cli.screen import messages, styled
    from pipeline.schedule import serve
    from pipeline.store import open_store

    settings = settings_of(ctx, home)
    _make_home(settings.home)
    with open_store(settings.database) as store:
        schedules = list(store.schedules())
    _show(schedules)
    messages().print(styled("Waiting for the next time · Ctrl-C ends it", "dim"))

    def done(schedule: ScheduleRow, report: Any) -> None:
        messages().print(styled(f"{schedule.name} done"))
        show_report(report, only_touched=True)

    serve(settings, stopping(), done)


def _make_home(home: Any) -> None:
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Wrong(f"{home}: cannot be made ({error.strerror})") from error


def _show(schedules: list[ScheduleRow]) -> None:
    from pipeline.cli.screen import output, styled, table

    listing = table("name", "times", "command", "next", whole=["name", "times", "command"])
    for schedule in schedules:
        listing.add_row(
            styled(schedule.name),
            styled(schedule.cron),
            styled(schedule.command),
            styled(_plain(schedule)["next"] or "never"),
        )
    output().print(listing)


def _plain(schedule: ScheduleRow) -> dict[str, Any]:
    import datetime as dt

    from pipeline.schedule import next_time

    following = next_time(schedule, dt.datetime.now(dt.UTC))
    return {
        "name": schedule.name,
        "cron": schedule.cron,
        "command": schedule.command,
        "timezone": schedule.timezone,
        "next": following.isoformat(" ", "minutes") if following else None,
    }
