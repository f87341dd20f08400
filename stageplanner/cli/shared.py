"""The commands of regions on a server: making, publishing, inviting, and reading along."""

from __future__ import annotations

import argparse
import getpass
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stageplanner.cli.base.command import Command
from stageplanner.cli.base.output import DONE, Answer, bad_argument, open_project
from stageplanner.messages import text
from stageplanner.workspace.region_place import RegionAddress, read_address

if TYPE_CHECKING:
    from stageplanner.store.shared.administration import RegionStatus, Server
    from stageplanner.store.shared.membership import Kind

_KINDS = ("coordinator", "institution", "reader")


def _add_server(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("server", metavar="SERVER", help="postgresql://user@host/database")


def _add_region(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "region", metavar="REGION", help="postgresql://user@host/database?region=NAME"
    )


# --- the server ----------------------------------------------------------------------------


def create(args: argparse.Namespace) -> Answer:
    """Make the schema on a server."""
    return _upgrade(args, is_new=True)


def upgrade(args: argparse.Namespace) -> Answer:
    """Bring the schema of a server up to date."""
    return _upgrade(args, is_new=False)


def _upgrade(args: argparse.Namespace, *, is_new: bool) -> Answer:
    address = read_address(args.server, needs_region=False)
    with _server(address) as server:
        before, after = server.upgrade(is_new=is_new)
    code = "told_server_made" if is_new else "told_server_upgraded"
    sentence = text(code, args.lang, address=address, before=before or "-", after=after)
    return DONE, {"server": str(address), "before": before, "after": after}, [sentence]


def login(args: argparse.Namespace) -> Answer:
    """Ask for the password of a server and keep it in the keyring of the system."""
    from stageplanner.store.shared.password import save_password

    address = read_address(args.server, needs_region=False)
    if sys.stdin.isatty():
        password = getpass.getpass(text("ask_password", args.lang, user=address.user))
    else:
        password = sys.stdin.readline().rstrip("\n")
    with _server(address, password):
        save_password(address, password)
    sentence = text("told_login", args.lang, address=address)
    return DONE, {"server": str(address)}, [sentence]


def _server(address: RegionAddress, password: str | None = None) -> Server:
    """Connect to a server; the libraries for it are loaded only now."""
    from stageplanner.store.shared.administration import Server

    return Server(address, password)


CREATE = Command(
    name="create",
    about="make the tables of shared regions on a server",
    has_project=False,
    add_arguments=_add_server,
    run=create,
    json=("server", "before", "after"),
)
UPGRADE = Command(
    name="upgrade",
    about="bring the tables of a server up to date with this program",
    has_project=False,
    add_arguments=_add_server,
    run=upgrade,
    json=("server", "before", "after"),
)
LOGIN = Command(
    name="login",
    about="keep the password of a server in the keyring of this computer",
    has_project=False,
    add_arguments=_add_server,
    run=login,
    json=("server",),
)


# --- regions -------------------------------------------------------------------------------


def _add_publish(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="the project file (.stageplan)")
    _add_region(parser)


def publish(args: argparse.Namespace) -> Answer:
    """Make a region on a server of a project file."""
    from stageplanner.shared.server import publish_file

    address = read_address(args.region)
    open_project(args.file)
    with _server(address) as server:
        entries = publish_file(server, args.file)
    sentence = text("told_published", args.lang, region=address.region, path=args.file)
    return DONE, {"region": address.region, "entries": entries}, [sentence]


def _add_pull(parser: argparse.ArgumentParser) -> None:
    _add_region(parser)
    parser.add_argument("file", type=Path, metavar="FILE", help="the project file (.stageplan)")


def pull(args: argparse.Namespace) -> Answer:
    """Write a region on a server to an ordinary project file."""
    address = read_address(args.region)
    project = open_project(address)
    project.save(args.file)
    version = 0 if project.shared is None else project.shared.version
    project.close()
    sentence = text("told_pulled", args.lang, region=address.region, path=args.file)
    return DONE, {"file": str(args.file), "version": version}, [sentence]


PUBLISH = Command(
    name="publish",
    about="make a region on a server of a project file",
    has_project=False,
    add_arguments=_add_publish,
    run=publish,
    json=("region", "entries"),
)
PULL = Command(
    name="pull",
    about="write a region on a server to a project file",
    has_project=False,
    add_arguments=_add_pull,
    run=pull,
    json=("file", "version"),
)


# --- members -------------------------------------------------------------------------------


def _add_invite(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("user", metavar="USER", help="the login on the server")
    _add_region(parser)
    parser.add_argument(
        "--role",
        nargs="+",
        required=True,
        metavar=("ROLE", "NAME"),
        help="coordinator, reader, or institution with its name",
    )


def _role_of(words: list[str], language: str) -> tuple[Kind, str]:
    kind, institution = words[0].casefold(), " ".join(words[1:])
    if kind not in _KINDS or bool(institution) != (kind == "institution"):
        raise bad_argument("--role", " ".join(words), "cure_role", language)
    return kind, institution  # type: ignore[return-value]


def invite(args: argparse.Namespace) -> Answer:
    """Give a user a role in a region."""
    from stageplanner.shared.server import invite as invite_user

    address = read_address(args.region)
    kind, institution = _role_of(args.role, args.lang)
    with _server(address) as server:
        password = invite_user(server, args.user, kind, institution)
    values = {"user": args.user, "region": address.region, "role": text(f"role_{kind}", args.lang)}
    sentences = [text("told_invited", args.lang, **values)]
    if password is not None:
        sentences.append(text("told_password", args.lang, user=args.user, password=password))
    return DONE, {"user": args.user, "role": kind, "password": password}, sentences


def _add_revoke(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("user", metavar="USER", help="the login on the server")
    _add_region(parser)


def revoke(args: argparse.Namespace) -> Answer:
    """Take a user's role in a region away."""
    address = read_address(args.region)
    with _server(address) as server:
        server.revoke(args.user)
    sentence = text("told_revoked", args.lang, user=args.user, region=address.region)
    return DONE, {"user": args.user}, [sentence]


INVITE = Command(
    name="invite",
    about="give a user a role in a region",
    has_project=False,
    add_arguments=_add_invite,
    run=invite,
    json=("user", "role", "password"),
)
REVOKE = Command(
    name="revoke",
    about="take a user's role in a region away",
    has_project=False,
    add_arguments=_add_revoke,
    run=revoke,
    json=("user",),
)


# --- looking -------------------------------------------------------------------------------


def show_status(args: argparse.Namespace) -> Answer:
    """Show the versions, regions and members of a server."""
    address = read_address(args.server, needs_region=False)
    with _server(address) as server:
        found = server.status()
    answer = {
        "server": found.server,
        "schema": found.schema,
        "regions": [_status_record(region) for region in found.regions],
    }
    sentences = [text("told_server", args.lang, server=found.server, schema=found.schema)]
    for region in found.regions:
        values = {"region": region.name, "version": region.version, "entries": region.entries}
        sentences.append(text("told_region", args.lang, **values))
        for member in region.members:
            role = text(f"role_{member.kind}", args.lang)
            here = text("told_here", args.lang) if member.is_here else ""
            sentences.append(f"  {member.login}  {role} {member.institution}{here}".rstrip())
    return DONE, answer, sentences


def _status_record(region: RegionStatus) -> dict[str, Any]:
    members = [
        {
            "user": member.login,
            "role": member.kind,
            "institution": member.institution,
            "here": member.is_here,
        }
        for member in region.members
    ]
    return {
        "name": region.name,
        "version": region.version,
        "entries": region.entries,
        "members": members,
    }


def _add_overview(parser: argparse.ArgumentParser) -> None:
    _add_server(parser)
    parser.add_argument("--out", type=Path, default=None, metavar="FILE", help="as Excel as well")


def show_overview(args: argparse.Namespace) -> Answer:
    """Show what was agreed in all regions of a server."""
    from stageplanner.shared.overview import overview_rows, write_overview

    address = read_address(args.server, needs_region=False)
    with _server(address) as server:
        regions = server.totals()
    rows = overview_rows(regions)
    sentences = [_overview_line(row, args.lang) for row in rows]
    behind = [region.name for region in regions if region.verbs_since]
    if behind:
        sentences.append(text("told_totals_behind", args.lang, regions=", ".join(behind)))
    if args.out is not None:
        write_overview(rows, args.out, args.lang)
        sentences.append(text("told_overview_written", args.lang, path=args.out))
    records = [
        {"name": r.name, "verbs_since": r.verbs_since, "made_at": r.made_at and str(r.made_at)}
        for r in regions
    ]
    return DONE, {"rows": rows, "regions": records}, sentences


def _overview_line(row: dict[str, Any], language: str) -> str:
    from stageplanner.domain.sectors import sector_name
    from stageplanner.messages import percent

    if row["school_year"] is None:
        group = text("told_nothing_agreed", language)
    else:
        group = text(
            "told_agreed_group",
            language,
            year=row["school_year"],
            sector=sector_name(row["sector"], language),
            niveau=row["niveau"] or "-",
            agreements=row["agreements"],
            students=row["students"],
        )
    peaks = [
        "-" if row[name] is None else percent(row[name], language) for name in ("peak_wish", "peak")
    ]
    return f"{row['region']}: {group}; {' -> '.join(peaks)}"


STATUS = Command(
    name="status",
    about="the versions, regions and members of a server",
    has_project=False,
    add_arguments=_add_server,
    run=show_status,
    json=(
        "server",
        "schema",
        "regions: [{name, version, entries, members: [{user, role, institution, here}]}]",
    ),
)
OVERVIEW = Command(
    name="overview",
    about="what was agreed in all regions of a server",
    has_project=False,
    add_arguments=_add_overview,
    run=show_overview,
    json=(
        "rows: [{region, school_year, sector, niveau, agreements, students, peak_wish, peak, "
        "shortage_wish, shortage}]",
        "regions: [{name, verbs_since, made_at}]",
    ),
)

COMMAND = Command(
    name="shared",
    about="regions on a server, on which several people work at once",
    has_project=False,
    run=show_status,
    verbs=(CREATE, UPGRADE, LOGIN, PUBLISH, PULL, INVITE, REVOKE, STATUS, OVERVIEW),
)
