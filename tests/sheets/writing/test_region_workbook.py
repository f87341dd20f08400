"""The exported workbooks: what they say is so, comes back the same, and leaks nothing."""

import json
import re
import zipfile
from dataclasses import replace
from importlib import resources

import pytest
from openpyxl import load_workbook

from stageplanner import messages
from stageplanner.domain.plan import WISH_PLAN, placements_of
from stageplanner.domain.results.explanation import Explanation
from stageplanner.domain.stage_period import StagePeriod
from stageplanner.domain.state import State
from stageplanner.load.measures import measure
from stageplanner.load.weekly_heat import weekly_heat
from stageplanner.problems import StagePlannerError
from stageplanner.sheets.columns import PLAN_COLUMNS
from stageplanner.sheets.reading.read_file import read_file
from stageplanner.sheets.reading.result import Kind
from stageplanner.sheets.writing.region_workbook import WORKBOOK_NAME
from tests.builders import region
from tests.sheets.writing.export_region import (
    ALFA,
    BETA,
    DANGEROUS,
    GAMMA,
    SECRETS,
    explained,
    planned,
    proven,
    wishes,
    write_files,
)

SENTENCES = json.loads(
    resources.files("resources").joinpath("messages/export.json").read_text("utf-8")
)
#: A name that a sentence fills in, also where it chooses between one and many.
VALUE = re.compile(r"{(\w+)[:}]")


@pytest.fixture(scope="module")
def state() -> State:
    return planned()


@pytest.fixture(scope="module")
def files(state, tmp_path_factory):
    folder = tmp_path_factory.mktemp("export")
    return write_files(state, explained(state), folder, "nl")


@pytest.fixture(scope="module")
def book(files):
    return load_workbook(files[0])


def rows_under(ws, heading):
    """The rows of a sheet as {heading: value}, from the row that begins with ``heading``."""
    rows = list(ws.iter_rows(values_only=True))
    top = next(i for i, row in enumerate(rows) if row[0] == heading)
    return [dict(zip(rows[top], row, strict=True)) for row in rows[top + 1 :]]


def plain(period: StagePeriod) -> StagePeriod:
    return replace(period, source=None)


# --- the plan comes back ---------------------------------------------------------------------


def assert_comes_back(path, state):
    reading = read_file(path)
    assert reading.problems == ()
    assert reading.rows_used == reading.rows_read
    plan = WISH_PLAN if state.plan is None else state.plan
    found = {}
    for row in reading.planned:
        found.setdefault(row.period.id, []).append(row)
    assert set(found) == {p.id for p in state.periods}
    for period in state.periods:
        rows = found[period.id]
        students = sum(row.period.students for row in rows)
        assert plain(replace(rows[0].period, students=students)) == plain(period)
        came = [(row.option, row.period.students) for row in rows]
        assert came == [(p.option, p.students) for p in placements_of(plan, period)]
    assert tuple(plain(c) for c in reading.leerbedrijven) == state.leerbedrijven
    assert reading.holidays == state.holidays


def test_that_an_exported_plan_comes_back_the_same(files, state):
    assert_comes_back(files[0], state)


def test_that_exported_wishes_come_back_the_same(tmp_path):
    state = wishes()
    (path,) = write_files(state, Explanation(), tmp_path, "nl")
    assert_comes_back(path, state)


def test_that_a_plan_exported_in_english_comes_back_the_same(tmp_path, state):
    path = write_files(state, explained(state), tmp_path, "en")[0]
    assert_comes_back(path, state)


def test_that_the_plan_sheet_has_the_promised_columns_in_order(book):
    head = [cell.value for cell in book["Plan"][1]]
    promised = [column.heading for column in PLAN_COLUMNS]
    assert head[: len(promised)] == promised
    assert head[-2:] == ["Voorkeur dagen per week", "StagePlanner-id"]


def test_that_only_real_changes_are_marked_and_each_has_its_reason(book, state):
    rows = rows_under(book["Plan"], "Instelling")
    changed = {row["StagePlanner-id"] for row in rows if row["Gewijzigd"] == "ja"}
    assert changed == {"alfaperiode-2", "alfaperiode-4", "betaperiode-1", "betaperiode-2"}
    for row in rows:
        assert bool(row["Reden"]) == (row["Gewijzigd"] == "ja")


# --- every number is the measured one --------------------------------------------------------


def test_that_the_key_figures_are_those_of_the_measures(book, state):
    before, after = measure(state), measure(state, state.plan)
    rows = [r for r in rows_under(book["Kengetallen"], "Groep opleidingen") if r["Stage-periodes"]]
    for row, load, then in zip(rows, before.components, after.components, strict=False):
        assert row["Stage-periodes"] == load.periods
        assert row["Tekort voorkeur (studentdagen)"] == pytest.approx(load.shortage_student_days)
        assert row["Tekort plan (studentdagen)"] == pytest.approx(then.shortage_student_days)
        if not load.has_capacity:
            assert row["Piek voorkeur"] == f"{max(load.daily_students):.0f} studenten"
            assert row["Jaarbalans"] == "geen plaatsen"
            continue
        assert row["Piek voorkeur"] == pytest.approx(load.peak)
        assert row["Piek plan"] == pytest.approx(then.peak)
        # Rounded down: a bound may not say more than was proven.
        assert then.peak / 2 - 0.001 < row["Bewezen ondergrens"] <= then.peak / 2 + 1e-9
        assert row["Jaarbalans"] == pytest.approx(load.year_balance)
    assert len([r for r in rows if isinstance(r["Jaarbalans"], int | float | str)]) >= 2


def test_that_the_heat_maps_hold_the_weekly_heat(book, state):
    ws = book["Weekoverzicht"]
    rows = list(ws.iter_rows(values_only=True))
    tops = [i for i, row in enumerate(rows) if row[0] == "Opleiding · ISO-week"]
    assert len(tops) == 2
    for top, heat in zip(tops, (weekly_heat(state), weekly_heat(state, state.plan)), strict=True):
        weeks = [monday.isocalendar().week for monday in heat.mondays]
        labels = {row[0]: row for row in rows[top:][:12] if row[0]}
        for programme, peaks, students in zip(
            heat.programmes, heat.peaks, heat.students, strict=True
        ):
            row = next(row for label, row in labels.items() if f"({programme})" in label)
            for column, week in enumerate(rows[top][1:], start=1):
                if not isinstance(week, int):
                    continue
                i = weeks.index(week)
                if students[i] == 0:
                    assert not isinstance(row[column], int | float)
                elif programme == "25958":
                    assert row[column] == str(round(students[i]))
                else:
                    assert row[column] == pytest.approx(100 * peaks[i])


def test_that_the_guide_tells_the_totals(book, state):
    rows = {row[0]: row[1:3] for row in book["Leeswijzer"].iter_rows(values_only=True)}
    before, after = measure(state), measure(state, state.plan)
    assert rows["Tekort (studentdagen)"] == pytest.approx(
        (before.shortage_student_days, after.shortage_student_days)
    )
    assert rows["Wijzigingen"] == ("–", 4)
    assert rows["Stageperiodes"] == (len(state.periods), len(state.periods))


def test_that_changes_per_institution_are_counted(book):
    rows = {r["Instelling"]: r for r in rows_under(book["Kengetallen"], "Instelling")}
    assert (rows[ALFA]["Stage-periodes"], rows[ALFA]["Wijzigingen"]) == (4, 2)
    assert rows[ALFA]["Studenten in gewijzigde periodes"] == 8 + 6
    assert rows[GAMMA]["Wijzigingen"] == 0


def test_that_a_bound_is_never_rounded_up(tmp_path, state):
    proofs = tuple(
        replace(p, lower_bound=0.84996) if p.lower_bound is not None else p
        for p in state.plan.proofs
    )
    state = replace(state, plan=replace(state.plan, proofs=proofs))
    book = load_workbook(write_files(state, explained(state), tmp_path, "nl")[0])
    rows = [
        r for r in rows_under(book["Kengetallen"], "Groep opleidingen") if r["Bewezen ondergrens"]
    ]
    assert rows[0]["Bewezen ondergrens"] == 0.849
    assert "lager dan 84,9%" in rows[0]["Wat is bewezen"]


# --- nothing becomes a formula ---------------------------------------------------------------


def test_that_no_text_of_a_school_becomes_a_formula_or_an_error(files):
    for path in files:
        for ws in load_workbook(path).worksheets:
            for row in ws.iter_rows():
                for cell in row:
                    assert cell.data_type not in ("f", "e"), f"{path.name} {ws.title} {cell}"
        with zipfile.ZipFile(path) as parts:
            for name in parts.namelist():
                if name.startswith("xl/worksheets/"):
                    assert not re.search(rb"<f[ >/]", parts.read(name)), name


def test_that_dangerous_texts_stay_text_when_they_are_edited(book):
    cells = {
        cell.value: cell
        for row in book["Plan"].iter_rows()
        for cell in row
        if isinstance(cell.value, str)
    }
    for text in DANGEROUS:
        assert cells[text].quotePrefix == (text[0] in "=+-@"), text


# --- a party sees its own rows only ----------------------------------------------------------


def test_that_a_party_file_holds_nothing_of_another_party(files):
    own_files = {
        name: path for name in SECRETS for path in files[1:] if SECRETS[name][0] in path.name
    }
    assert set(own_files) == set(SECRETS)
    for institution, path in own_files.items():
        with zipfile.ZipFile(path) as parts:
            everything = b"".join(name.encode() + parts.read(name) for name in parts.namelist())
        for other, secrets in SECRETS.items():
            for secret in secrets:
                found = secret.encode() in everything
                if other != institution:
                    assert not found, f"{path.name} tells {secret}"
        assert SECRETS[institution][1].encode() in everything


def test_that_a_party_file_has_no_hidden_parts_and_names_nobody(files):
    for path in files:
        book = load_workbook(path)
        assert all(ws.sheet_state == "visible" for ws in book.worksheets)
        assert not book.defined_names
        assert book.properties.creator == book.properties.lastModifiedBy == "StagePlanner"
        for ws in book.worksheets:
            assert not any(d.hidden for d in ws.column_dimensions.values())
            assert not any(d.hidden for d in ws.row_dimensions.values())


def test_that_charts_carry_no_copy_of_the_numbers(files):
    with zipfile.ZipFile(files[1]) as parts:
        charts = [name for name in parts.namelist() if "/charts/chart" in name]
        assert charts
        for name in charts:
            assert b"Cache" not in parts.read(name)


def test_that_a_party_can_answer_and_the_answer_is_read(files, tmp_path):
    path = next(p for p in files if "Beta" in p.name)
    book = load_workbook(path)
    ws = book["Antwoord"]
    head = [cell.value for cell in ws[1]]
    ws.cell(row=2, column=head.index("Antwoord") + 1).value = "akkoord"
    ws.cell(row=3, column=head.index("Antwoord") + 1).value = "tegenvoorstel"
    ws.cell(row=3, column=head.index("Tegenvoorstel weekdagen") + 1).value = "wo do"
    answered = tmp_path / "terug.xlsx"
    book.save(answered)
    reading = read_file(answered)
    assert reading.kind is Kind.ANSWER
    told = {
        a.planned.period.id: (a.answer, a.counter and a.counter.weekdays) for a in reading.answers
    }
    assert told == {
        "betaperiode-1": ("akkoord", None),
        "betaperiode-2": ("tegenvoorstel", (2, 3)),
    }


def test_that_what_was_proposed_is_protected_and_answers_are_open(files):
    ws = load_workbook(next(p for p in files if "Beta" in p.name))["Antwoord"]
    head = [cell.value for cell in ws[1]]
    assert ws.protection.sheet
    assert not ws.cell(row=2, column=head.index("Antwoord") + 1).protection.locked
    assert not ws.cell(row=2, column=head.index("Opmerking") + 1).protection.locked
    assert ws.cell(row=2, column=head.index("Startdatum") + 1).protection.locked
    lists = [v.formula1 for v in ws.data_validations.dataValidation if v.type == "list"]
    assert '"akkoord,afgewezen,tegenvoorstel"' in lists


# --- what the printed sheets say -------------------------------------------------------------


def texts(ws):
    return [cell for row in ws.iter_rows(values_only=True) for cell in row if cell is not None]


def test_that_the_sheet_of_an_institution_says_from_what_to_what_and_why(book):
    said = texts(book[ALFA])
    assert said[0] == ALFA
    assert "van" in said and "naar" in said
    assert "2 wijzigingen: van → naar" in said
    assert any(isinstance(s, str) and s.startswith("Waarom: ") and "AlfaGroep2" in s for s in said)
    assert "☐ akkoord" in said and "☐ afgewezen" in said
    assert "Ongewijzigd (2)" in said
    assert not any("BetaGroep" in str(s) or "GammaGroep" in str(s) for s in said)


def test_that_an_institution_without_changes_is_told_so(book):
    ws = next(ws for ws in book.worksheets if ws["A1"].value == GAMMA)
    assert any("niet gevraagd iets te wijzigen" in str(s) for s in texts(ws))
    assert "Antwoord en handtekening" not in texts(ws)


def test_that_a_party_is_pointed_to_the_sheet_for_its_answer(files, book):
    beta = load_workbook(next(p for p in files if "Beta" in p.name))
    assert any("op het blad Antwoord" in str(s) for s in texts(beta["Voorstel"]))
    assert not any("op het blad Antwoord" in str(s) for s in texts(book[ALFA]))


def test_that_a_year_asking_more_than_it_offers_is_told(tmp_path, state):
    crowd = tuple(replace(p, students=40 * p.students) for p in state.periods)
    full = proven(replace(state, periods=crowd, plan=WISH_PLAN))
    assert measure(full).components[0].year_balance > 1
    book = load_workbook(write_files(full, Explanation(), tmp_path, "nl")[0])
    for sheet in ("Leeswijzer", "Kengetallen"):
        assert any("er zijn meer plaatsen nodig" in str(s) for s in texts(book[sheet]))


def test_that_every_sheet_prints_on_a4_with_page_numbers(files):
    for path in files:
        for ws in load_workbook(path).worksheets:
            where = f"{path.name} {ws.title}"
            assert int(ws.page_setup.paperSize) == 9, where
            assert ws.sheet_properties.pageSetUpPr.fitToPage, where
            assert ws.page_setup.fitToWidth in (1, 2), where
            assert "&P" in ws.oddFooter.right.text and "&N" in ws.oddFooter.right.text, where
            assert ws.print_area, where


def test_that_overload_has_a_sign_as_well_as_a_colour(book):
    ws = book["Weekoverzicht"]
    maps = [row for row in ws.iter_rows() if "(256" in str(row[0].value)]
    over = [c for row in maps for c in row if isinstance(c.value, float) and c.value > 101]
    assert over and all('"!"' in cell.number_format for cell in over)
    assert len(ws.conditional_formatting) == 2


# --- without a plan, with an old one, with a wrong one ---------------------------------------


def test_that_without_a_plan_only_the_regions_workbook_is_written(tmp_path):
    files = write_files(wishes(), Explanation(), tmp_path, "nl")
    assert [path.name for path in files] == [WORKBOOK_NAME]
    book = load_workbook(files[0])
    assert any("nog geen voorstel" in str(s) for s in texts(book["Leeswijzer"]))
    assert any("nog geen plan" in str(s) for s in texts(book["Weekoverzicht"]))


def test_that_an_empty_region_can_be_written(tmp_path):
    (path,) = write_files(region([], []), Explanation(), tmp_path, "en")
    assert "Plan" in load_workbook(path).sheetnames


def test_that_a_plan_older_than_its_data_claims_no_proof(tmp_path, state):
    old = replace(state, leerbedrijven=state.leerbedrijven[:-1])
    path = write_files(old, explained(old), tmp_path, "nl")[0]
    book = load_workbook(path)
    assert any("gewijzigd nadat dit plan is gemaakt" in str(s) for s in texts(book["Leeswijzer"]))
    rows = [r for r in rows_under(book["Kengetallen"], "Groep opleidingen") if r["Stage-periodes"]]
    assert all(row["Bewezen ondergrens"] in ("–", None) for row in rows if row["Jaarbalans"])
    assert not any("Bewezen: " in str(s) for s in texts(book["Kengetallen"]))


def test_that_a_proof_the_measured_peak_contradicts_is_never_written(tmp_path, state):
    proof = state.plan.proofs[0]
    wrong = replace(proof, lower_bound=measure(state, state.plan).components[0].peak + 0.01)
    bad = replace(state, plan=replace(state.plan, proofs=(wrong, *state.plan.proofs[1:])))
    with pytest.raises(StagePlannerError) as caught:
        write_files(bad, explained(bad), tmp_path, "nl")
    assert caught.value.problem.code == "export_proof_contradicted"
    assert list(tmp_path.iterdir()) == []


# --- files -----------------------------------------------------------------------------------


def test_that_a_failed_export_leaves_the_files_that_were_there(tmp_path, state):
    (tmp_path / WORKBOOK_NAME).mkdir()
    with pytest.raises(StagePlannerError) as caught:
        write_files(state, explained(state), tmp_path, "nl")
    assert caught.value.problem.code == "export_files_in_use"
    assert [path.name for path in tmp_path.iterdir()] == [WORKBOOK_NAME]


def test_that_a_folder_that_is_a_file_is_told(tmp_path, state):
    (tmp_path / "uit").write_text("geen map")
    with pytest.raises(StagePlannerError):
        write_files(state, explained(state), tmp_path / "uit", "nl")
    assert (tmp_path / "uit").read_text() == "geen map"


def test_that_writing_again_replaces_the_files_and_leaves_nothing_else(tmp_path, state):
    first = write_files(state, explained(state), tmp_path / "nieuw" / "map", "nl")
    again = write_files(state, explained(state), tmp_path / "nieuw" / "map", "nl")
    assert first == again
    assert sorted(first) == sorted((tmp_path / "nieuw" / "map").iterdir())


def test_that_names_no_system_allows_still_give_a_file_and_a_sheet_each(tmp_path):
    names = ("A/B: *?", "A\\B: |<", "Plan", "x" * 80, "X" * 80 + "?", "..", "CON", "O'Neill's [1]")
    base = wishes()
    periods = tuple(
        replace(base.periods[i], institution=name, id=f"P{i}") for i, name in enumerate(names)
    )
    state = proven(replace(base, periods=periods, plan=WISH_PLAN))
    files = write_files(state, Explanation(), tmp_path, "nl")
    assert len({path.name.casefold() for path in files}) == 1 + len(names)
    assert all(path.parent == tmp_path and path.is_file() for path in files)
    book = load_workbook(files[0])
    assert {ws["A1"].value for ws in book.worksheets} >= set(names)
    assert all(len(name) <= 31 for name in book.sheetnames)
    links = [
        c.hyperlink.location for row in book["Leeswijzer"].iter_rows() for c in row if c.hyperlink
    ]
    targets = {location.rsplit("!", 1)[0][1:-1].replace("''", "'") for location in links}
    assert targets == set(book.sheetnames) - {"Leeswijzer"}


def test_that_both_languages_say_everything_in_their_own_words(tmp_path, state):
    dutch = load_workbook(write_files(state, explained(state), tmp_path / "nl", "nl")[0])
    english = load_workbook(write_files(state, explained(state), tmp_path / "en", "en")[0])
    assert english.sheetnames[0] == "Guide" and dutch.sheetnames[0] == "Leeswijzer"
    canonical = {"Plan", "Leerbedrijven", "Vakanties"}
    shown = [ws for ws in english.worksheets if ws.title not in canonical]
    said = " ".join(str(s) for ws in shown for s in texts(ws))
    for word in ("Wijzigingen", "studenten", "Bewezen:", "t/m 2", "voorkeuren"):
        assert word not in said, word


def test_that_both_languages_of_a_sentence_need_the_same_values():
    for code in messages.codes():
        if code.startswith("export_"):
            wanted = [set(VALUE.findall(SENTENCES[code][lang])) for lang in ("nl", "en")]
            assert wanted[0] == wanted[1], code


def test_that_beta_is_written_under_a_lawful_name(files):
    assert "Voorstel Beta ROC [Noord] Zuid.xlsx" in [path.name for path in files]
    assert BETA != "Beta ROC [Noord] Zuid"
