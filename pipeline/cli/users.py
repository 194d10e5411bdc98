"""`user`: who may come to the review desk. The first administrator is made here."""

from __future__ import annotations

import datetime as dt
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.options import AsJson, Home, Wrong, print_json, settings_of

if TYPE_CHECKING:
    from pipeline.accounts import Account, Role

app = typer.Typer(help="People of the review desk: add them, say what they may do, shut them out.")

ROLES = ("viewer", "reviewer", "second_reviewer", "administrator")
Name = Annotated[str, typer.Argument(metavar="NAME", help="What the person signs in with.")]
FromStandardInput = Annotated[
    bool, typer.Option("--password-stdin", help="Read the password from standard input.")
]
ROLE_HELP = f"One of {', '.join(ROLES)}."


@app.command()
def add(
    ctx: typer.Context,
    name: Name,
    role: Annotated[str, typer.Option(metavar="ROLE", help=ROLE_HELP)] = "reviewer",
    title: Annotated[
        str, typer.Option(help="What others read, such as 王知行 [default: NAME].")
    ] = "",
    ruleset: Annotated[
        list[str] | None,
        typer.Option(metavar="ID", help="Only applications under this policy; may be repeated."),
    ] = None,
    password_stdin: FromStandardInput = False,
    home: Home = None,
) -> None:
    """Add a person; the password is asked for twice."""
    from pipeline.accounts import passwords, people
    from pipeline.accounts.model import user_name
    from pipeline.store import open_store

    wanted, known = _role(role), user_name(name)
    settings = settings_of(ctx, home)
    limits = _rulesets(ctx, home, ruleset or [])
    password = _password(password_stdin)
    # Before the database is made: a weak password leaves nothing behind.
    passwords.check(password, known)
    with open_store(settings.database) as store:
        user = people.add(store, known, title, wanted, password, dt.datetime.now(dt.UTC), limits)
    _say(f"{user.name} may sign in, as {user.role.value}")


@app.command("list")
def list_users(ctx: typer.Context, as_json: AsJson = False, home: Home = None) -> None:
    """List everybody and what they may do."""
    from pipeline.cli.screen import output, styled, table
    from pipeline.store import open_store

    with open_store(settings_of(ctx, home).database) as store:
        accounts = store.accounts()
    if as_json:
        print_json({"users": [_view(account) for account in accounts]})
        return
    listing = table("name", "title", "role", "sees", "state", "last signed in")
    for account in accounts:
        user = account.user
        seen = account.signed_in_at
        listing.add_row(
            styled(user.name),
            styled(user.title),
            styled(user.role.value),
            styled(", ".join(sorted(user.rulesets)) or "all"),
            styled("enabled" if user.enabled else "disabled", "" if user.enabled else "red"),
            styled(f"{seen.astimezone():%Y-%m-%d %H:%M}" if seen else "never", "dim"),
        )
    if accounts:
        output().print(listing)
    else:
        _say("nobody yet: zhongchuang user add NAME --role administrator")


@app.command()
def passwd(
    ctx: typer.Context, name: Name, password_stdin: FromStandardInput = False, home: Home = None
) -> None:
    """Give a person another password; whoever is signed in as them is not any more."""
    from pipeline.accounts import people
    from pipeline.store import open_store

    with open_store(settings_of(ctx, home).database) as store:
        user = people.named(store, name)
        people.set_password(store, user.name, _password(password_stdin))
    _say(f"{user.name} has another password; their sessions have ended")


@app.command()
def role(
    ctx: typer.Context,
    name: Name,
    role: Annotated[str, typer.Argument(metavar="ROLE", help=ROLE_HELP)],
    home: Home = None,
) -> None:
    """Give a person another role."""
    from pipeline.accounts import people
    from pipeline.store import open_store

    wanted = _role(role)
    with open_store(settings_of(ctx, home).database) as store:
        user = people.change(store, name, role=wanted)
    _say(f"{user.name} is {user.role.value} now")


@app.command()
def limit(
    ctx: typer.Context,
    name: Name,
    rulesets: Annotated[
        list[str] | None, typer.Argument(metavar="[RULESET]...", help="Ids of policies.")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="All policies, no limit.")] = False,
    home: Home = None,
) -> None:
    """Show a person only applications under some policies, or all again."""
    from pipeline.accounts import people
    from pipeline.store import open_store

    if everything == bool(rulesets):
        raise Wrong("name the policies, or give --all; see `zhongchuang rulesets list`")
    limits = _rulesets(ctx, home, rulesets or [])
    with open_store(settings_of(ctx, home).database) as store:
        user = people.change(store, name, rulesets=limits)
    _say(f"{user.name} sees {', '.join(sorted(user.rulesets)) or 'all policies'}")


@app.command()
def disable(ctx: typer.Context, name: Name, home: Home = None) -> None:
    """Shut a person out at once; what they decided stays."""
    _enable(ctx, name, home, False)


@app.command()
def enable(ctx: typer.Context, name: Name, home: Home = None) -> None:
    """Let a person in again."""
    _enable(ctx, name, home, True)


def _enable(ctx: typer.Context, name: str, home: Home, enabled: bool) -> None:
    from pipeline.accounts import people
    from pipeline.store import open_store

    with open_store(settings_of(ctx, home).database) as store:
        user = people.change(store, name, enabled=enabled)
    _say(f"{user.name} may {'sign in again' if enabled else 'not sign in any more'}")


def _view(account: Account) -> dict[str, object]:
    user, seen = account.user, account.signed_in_at
    return {
        "name": user.name,
        "title": user.title,
        "role": user.role.value,
        "rulesets": sorted(user.rulesets),
        "enabled": user.enabled,
        "password": account.password is not None,
        "openid": account.identity is not None,
        "signed_in_at": seen.isoformat() if seen else None,
    }


def _role(word: str) -> Role:
    from pipeline.accounts import Role

    if word not in ROLES:
        raise Wrong(f"{word!r} is no role: {', '.join(ROLES)}")
    return Role(word)


def _rulesets(ctx: typer.Context, home: Home, ids: list[str]) -> frozenset[str]:
    if not ids:
        return frozenset()
    from pipeline.rules import load_rulesets

    known = load_rulesets(settings_of(ctx, home).home)
    if unknown := sorted(set(ids) - set(known)):
        raise Wrong(f"no such policy: {', '.join(unknown)}; see `zhongchuang rulesets list`")
    return frozenset(ids)


def _password(from_standard_input: bool) -> str:
    """A password, from a pipe or typed twice; it is never an argument, which others could see."""
    if from_standard_input:
        try:
            return sys.stdin.readline().rstrip("\r\n")
        except UnicodeDecodeError as error:
            raise Wrong("the password on standard input is not text in UTF-8") from error
    if not sys.stdin.isatty():
        raise Wrong("there is no terminal to type a password at; use --password-stdin")
    import getpass

    password = getpass.getpass("Password (12 characters at least): ")
    if getpass.getpass("Once more: ") != password:
        raise Wrong("the two are not the same; nothing was changed")
    return password


def _say(text: str) -> None:
    from pipeline.cli.screen import messages, styled

    messages().print(styled(text))
