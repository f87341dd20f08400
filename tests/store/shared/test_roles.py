"""Roles are kept by the server: what each may read, and hundreds of statements that are refused.

The statements are plain SQL, as somebody types who has a password and no good intentions.
"""

import json
from dataclasses import replace

import psycopg
import pytest

from stageplanner.domain.proposal import ProposalStatus
from stageplanner.store.shared.administration import Server as Administration
from stageplanner.store.shared.entries import write_value
from stageplanner.store.shared.shared_copy import SharedCopy
from tests.store.document_strategies import document

TABLES = ("region", "member", "entry", "change", "event", "own_view", "total", "present")
TOKEN = "00000000-0000-0000-0000-000000000001"
EVENT = '["2026-12-01T10:00:00+00:00","jan","answer_agreed","R1-001",null,null,""]'


def with_sent_proposal(start):
    """The region with a proposal that waits for the answer of ROC 1, and one to another."""
    (first,) = start.state.rounds
    sent = replace(first.proposals[0], status=ProposalStatus.SENT, counter=(), remark="", origin="")
    other = replace(
        sent, id="R1-002", period="p2", party=replace(sent.party, id="ROC 2", name="ROC 2")
    )
    draft = replace(sent, id="R1-003", status=ProposalStatus.DRAFT)
    rounds = (replace(first, proposals=(sent, other, draft)),)
    return replace(start, state=replace(start.state, rounds=rounds))


class Users:
    """Two regions on one server, and a user of every role."""

    def __init__(self, register, server):
        self.server, self.database = server, register.database
        self.words = {}
        self.zorg = replace(register, region="Zorg")
        regions = {"Zorg": with_sent_proposal(document(periods=5)), "Techniek": document()}
        for number, (region, start) in enumerate(regions.items(), start=1):
            with Administration(replace(register, region=region), server.password) as admin:
                admin.publish(start).keep_totals({"n": number})
        for name, kind, institution, region in (
            ("anna", "coordinator", "", "Zorg"),
            ("roc1", "institution", "ROC 1", "Zorg"),
            ("lezer", "reader", "", "Zorg"),
            ("ander", "coordinator", "", "Techniek"),
        ):
            with Administration(replace(register, region=region), server.password) as admin:
                self.words[name] = admin.invite(self.login(name), kind, institution)
        copy = SharedCopy.open(self.zorg, server.password)
        copy.keep_view("ROC 1", copy.document)
        copy.keep_view("ROC 2", copy.document)
        copy.close()

    def login(self, name):
        return f"{name}_{self.database}"

    def connect(self, name):
        return self.server.connect(self.login(name), self.words[name], self.database)


@pytest.fixture(scope="module")
def users(server, register_of_module):
    return Users(register_of_module, server)


ROLES = ("anna", "roc1", "lezer", "ander")


def rows(connection, statement):
    return connection.execute(statement).fetchall()


# --- what may be read ------------------------------------------------------------------------


def test_that_each_role_reads_its_own_and_nothing_else(users):
    with users.connect("anna") as anna:
        assert rows(anna, "SELECT name FROM stageplanner.region") == [("Zorg",)]
        assert len(rows(anna, "SELECT * FROM stageplanner.member")) == 4
        assert len(rows(anna, "SELECT * FROM stageplanner.own_view")) == 2
    with users.connect("roc1") as roc:
        entries = rows(roc, "SELECT part, key, institutions FROM stageplanner.entry")
        assert {part for part, _, _ in entries} == {
            "periods", "holidays", "rules", "proposals", "agreements", "balances",
        }  # fmt: skip
        assert all("ROC 1" in institutions for _, _, institutions in entries)
        asked = [key for part, key, _ in entries if part == "proposals"]
        assert asked == ['["1", "R1-001"]']  # no other party's, and no draft
        assert rows(roc, "SELECT institution FROM stageplanner.own_view") == [("ROC 1",)]
        assert rows(roc, "SELECT * FROM stageplanner.change") == []
        assert rows(roc, "SELECT * FROM stageplanner.event") == []
        assert len(rows(roc, "SELECT * FROM stageplanner.member")) == 1
    with users.connect("lezer") as reader:
        for table in ("entry", "change", "event", "own_view"):
            assert rows(reader, f"SELECT * FROM stageplanner.{table}") == [], table
        assert rows(reader, "SELECT figures->>'n' FROM stageplanner.total") == [("1",)]
    with users.connect("ander") as other:
        assert rows(other, "SELECT name FROM stageplanner.region") == [("Techniek",)]
        zorg = "(SELECT min(region) FROM stageplanner.entry)"
        assert len(rows(other, f"SELECT DISTINCT region FROM {zorg} AS e (region)")) == 1


PEEKS = (
    "SET row_security = off",
    "CREATE FUNCTION pg_temp.peek(text, json) RETURNS boolean LANGUAGE plpgsql COST 0.0001 AS "
    "$$BEGIN RAISE NOTICE 'seen % %', $1, $2; RETURN true; END$$",
)


@pytest.mark.parametrize("name", ["roc1", "lezer", "ander"])
def test_that_no_trick_shows_a_row_that_the_policy_hides(users, name):
    with users.connect(name) as peeker:
        before = rows(peeker, "SELECT part, key FROM stageplanner.entry ORDER BY 1, 2")
        seen = []
        peeker.add_notice_handler(lambda notice: seen.append(notice.message_primary))
        peeker.execute(PEEKS[1])
        found = rows(
            peeker,
            "SELECT part, key FROM stageplanner.entry WHERE pg_temp.peek(key, cells) ORDER BY 1, 2",
        )
        assert found == before
        assert len(seen) == len(before)
        peeker.execute(PEEKS[0])
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            peeker.execute("SELECT * FROM stageplanner.entry")


# --- what may not be done --------------------------------------------------------------------


def writes():
    """Statements that write to a table, change it, or give rights away."""
    for table in TABLES:
        name = f"stageplanner.{table}"
        column = {"region": "name", "member": "kind", "present": "login"}.get(table, "version")
        yield f"DELETE FROM {name}"
        yield f"UPDATE {name} SET {column} = {column}"
        yield f"INSERT INTO {name} SELECT * FROM {name}"
        yield f"INSERT INTO {name} DEFAULT VALUES"
        added = "WHEN NOT MATCHED THEN INSERT DEFAULT VALUES"
        yield f"MERGE INTO {name} a USING {name} b ON false {added}"
        yield f"TRUNCATE {name}"
        yield f"TRUNCATE {name} CASCADE"
        yield f"LOCK TABLE {name} IN EXCLUSIVE MODE"
        yield f"COPY {name} FROM '/etc/passwd'"
        yield f"SELECT * FROM {name} FOR UPDATE"
        yield f"DROP TABLE {name}"
        yield f"ALTER TABLE {name} DISABLE ROW LEVEL SECURITY"
        yield f"ALTER TABLE {name} OWNER TO CURRENT_USER"
        yield f"ALTER TABLE {name} ADD COLUMN x text"
        yield f"ALTER TABLE {name} DISABLE TRIGGER ALL"
        yield f"CREATE POLICY mine ON {name} USING (true)"
        yield f"CREATE INDEX ON {name} (region)"
        function = "suppress_redundant_updates_trigger()"
        yield f"CREATE TRIGGER mine BEFORE INSERT ON {name} EXECUTE FUNCTION {function}"
        yield f"CREATE RULE mine AS ON SELECT TO {name} DO NOTHING"
        yield f"CREATE PUBLICATION mine FOR TABLE {name}"


def powers():
    """Statements for more power, on the server or in our schema."""
    for role in ("beheer", "stageplanner_member", "pg_read_all_data", "pg_write_all_data"):
        yield f"ALTER ROLE {role} PASSWORD 'x'"
    for role in ("beheer", "pg_read_all_data", "pg_write_all_data", "pg_read_server_files"):
        yield f"SET ROLE {role}"
        yield f"GRANT {role} TO CURRENT_USER"
    yield "SET SESSION AUTHORIZATION beheer"
    yield "CREATE ROLE mine SUPERUSER"
    yield "ALTER ROLE CURRENT_USER BYPASSRLS"
    yield "ALTER ROLE CURRENT_USER CREATEROLE"
    yield "CREATE TABLE stageplanner.mine (x text)"
    yield "CREATE FUNCTION stageplanner.json_each(json) RETURNS text LANGUAGE sql AS 'SELECT 1'"
    yield "CREATE TABLE public.mine (x text)"
    yield "CREATE SCHEMA mine"
    yield "ALTER SCHEMA stageplanner OWNER TO CURRENT_USER"
    yield "DROP SCHEMA stageplanner CASCADE"
    yield "UPDATE pg_authid SET rolsuper = true"
    yield "SELECT rolpassword FROM pg_authid"
    yield "SELECT pg_read_file('/etc/passwd')"
    yield "COPY (SELECT 1) TO PROGRAM 'true'"
    yield "ALTER SYSTEM SET log_statement = 'all'"
    yield "DROP DATABASE postgres"
    function = "FUNCTION stageplanner.regions_as(text[])"
    yield f"ALTER {function} OWNER TO CURRENT_USER"
    yield f"CREATE OR REPLACE {function} RETURNS SETOF integer LANGUAGE sql AS 'SELECT 1'"
    yield f"ALTER {function} SET search_path = pg_temp"


INNER = (
    "locked_version({r}, '{{coordinator}}')",
    "locked_institution({r})",
    "write_entries({r}, 9, '{{}}')",
    "record_change({r}, 9, '{{}}', '[]', '" + TOKEN + "')",
    "write_proposal({r}, 'x', 1, '[]', '[]', '" + TOKEN + "')",
    "check_round({r}, '1')",
    "refuse_change()",
)
OF_COORDINATORS = (
    "begin_verb({r})",
    "apply_changes({r}, {v}, '{{}}', '[]', '" + TOKEN + "')",
    'apply_changes({r}, {v}, \'{{"periods": {{"p1": null}}}}\', \'['
    + EVENT
    + "]', '"
    + TOKEN
    + "')",
    "keep_view({r}, 9, 'ROC 1', '{{}}')",
    "keep_totals({r}, 9, '{{}}')",
)
OF_INSTITUTIONS = (
    "answer({r}, '[\"1\", \"R1-001\"]', 99, '[]', '" + EVENT + "', '" + TOKEN + "')",
    "propose({r}, 'x', '[]', '" + EVENT + "', '" + TOKEN + "')",
)


def calls(users, name):
    """Calls of functions that are not for this role, or not for this region."""
    with users.server.connect(database=users.database) as admin:
        numbers = dict(rows(admin, "SELECT name, id FROM stageplanner.region"))
        versions = dict(rows(admin, "SELECT name, version FROM stageplanner.region"))
    for region, number in numbers.items():
        at_home = region == ("Techniek" if name == "ander" else "Zorg")
        kind = {"anna": "coordinator", "ander": "coordinator"}.get(name, name)
        asked = list(INNER)
        if not (at_home and kind == "coordinator"):
            asked += OF_COORDINATORS
        if not (at_home and kind == "roc1"):
            asked += OF_INSTITUTIONS
        if not at_home:
            asked.append("say_present({r}, '" + TOKEN + "')")
        for call in asked:
            yield f"SELECT stageplanner.{call.format(r=number, v=versions[region])}"
    yield "SELECT stageplanner.begin_verb(NULL)"
    yield "SELECT stageplanner.begin_verb(-1)"


def shape(users):
    """All that is on the server, to see that nothing changed."""
    contents = "SELECT md5(coalesce(string_agg(t::text, '' ORDER BY t::text), '')) FROM"
    rights = "SELECT relname, relowner, relrowsecurity, relacl::text FROM pg_class ORDER BY 1"
    with users.server.connect(database=users.database) as admin:
        tables = [rows(admin, f"{contents} stageplanner.{table} AS t") for table in TABLES]
        return [*tables, *rows(admin, rights)]


@pytest.mark.parametrize("name", ROLES)
def test_that_forbidden_statements_are_refused(users, name):
    tried, let_through = 0, []
    before = shape(users)
    with users.connect(name) as connection:
        for statement in (*writes(), *powers(), *calls(users, name)):
            tried += 1
            try:
                connection.execute(statement.encode())
                let_through.append(statement)
            except (psycopg.DatabaseError, psycopg.NotSupportedError) as error:
                assert error.sqlstate not in ("42601", "42P01", "42883", "42703"), (
                    statement,
                    error,
                )
    assert let_through == []
    assert tried >= 200, tried
    assert shape(users) == before


# --- answers of an institution ---------------------------------------------------------------


def answer_of(users, number=0, **changes):
    """What ROC 1 would send as its answer to a proposal of the round."""
    copy = SharedCopy.open(users.zorg, users.server.password)
    proposal = copy.document.state.rounds[0].proposals[number]
    region = copy.membership.region
    copy.close()
    given = {"status": ProposalStatus.AGREED} | changes
    key = json.dumps(["1", proposal.id])
    return region, key, write_value("proposals", (1, replace(proposal, **given)))


FALSE_ANSWERS = {
    "another's proposal": {"number": 1},
    "a draft": {"number": 2},
    "fewer students": {"students": 1},
    "another period": {"period": "p3"},
    "another reason": {"reason": "omdat"},
    "another wish": {"before": ()},
    "other placements": {"asked": ()},
    "withdrawn": {"status": ProposalStatus.WITHDRAWN},
    "back to a draft": {"status": ProposalStatus.DRAFT},
    "an agreement": {"agreement": "RVN-1"},
    "accepted before": {"accepted_before": ()},
    "a newer version": {"version": 9},
    "refused without a reason": {"status": ProposalStatus.REFUSED, "remark": " "},
    "a counter-proposal of nothing": {"status": ProposalStatus.COUNTERED},
}


@pytest.mark.parametrize("why", FALSE_ANSWERS)
def test_that_an_answer_changes_nothing_but_the_answer(users, why):
    region, key, cells = answer_of(users, **FALSE_ANSWERS[why])
    before = shape(users)
    with users.connect("roc1") as roc, pytest.raises(psycopg.DatabaseError):
        roc.execute(
            "SELECT stageplanner.answer(%s, %s, 99, %s::json, %s::json, %s)",
            (region, key, cells, EVENT, TOKEN),
        )
    assert shape(users) == before


def test_that_a_function_of_the_caller_does_not_take_the_place_of_ours(users):
    region, key, cells = answer_of(users, number=1)
    with users.connect("roc1") as roc:
        roc.execute(
            "CREATE FUNCTION pg_temp.jsonb_array_length(jsonb) RETURNS integer LANGUAGE sql"
            " AS 'SELECT 3'"
        )
        roc.execute("CREATE TEMP TABLE entry AS SELECT 1 AS x")
        roc.execute("SET search_path = pg_temp, stageplanner, pg_catalog")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            roc.execute(
                "SELECT stageplanner.answer(%s, %s, 99, %s::json, %s::json, %s)",
                (region, key, cells, EVENT, TOKEN),
            )


def test_that_everyone_writes_history_as_themselves(users):
    region, key, cells = answer_of(users, remark="goed")
    with users.connect("roc1") as roc:
        forged = EVENT.replace("jan", "beheer")
        roc.execute(
            "SELECT stageplanner.answer(%s, %s, 99, %s::json, %s::json, %s)",
            (region, key, cells, forged, TOKEN),
        )
        assert rows(roc, "SELECT login, cells->>1 FROM stageplanner.event") == [
            (users.login("roc1"), users.login("roc1"))
        ]
    changes = ("UPDATE stageplanner.event SET cells = '[]'", "DELETE FROM stageplanner.event")
    with users.server.connect(database=users.database) as admin:  # even the owner
        for change in changes:
            with pytest.raises(psycopg.DatabaseError, match="only added"):
                admin.execute(change)
