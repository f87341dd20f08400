"""Regions with names, codes and sizes that nobody expects are written, and come back."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from datetime import timedelta

import pytest
from openpyxl import load_workbook

from stageplanner.domain.option import wish_option
from stageplanner.domain.plan import Placement, Plan
from stageplanner.domain.results.explanation import Explanation
from stageplanner.domain.state import State
from stageplanner.own_file.view import own_file_view
from stageplanner.sheets.reading.read_file import read_file
from stageplanner.sheets.writing.region_workbook import WORKBOOK_NAME
from stageplanner.sheets.writing.verify_reader import read_written
from tests.builders import company, period, region
from tests.sheets.writing.export_region import proven, write_files

LONG = "Regionaal Opleidingscentrum van Amsterdam "
FORMULA = "=cmd|' /C calc'!A0"


def moved(state: State, *names: str) -> State:
    """The state with a plan in which these stage periods begin five weeks later."""
    placements = {}
    for each in state.periods:
        if each.id in names:
            wish = wish_option(each)
            later = timedelta(weeks=5)
            option = replace(wish, start=wish.start + later, end=wish.end + later)
            placements[each.id] = (Placement(option=option, students=each.students),)
    return proven(replace(state, plan=Plan(placements=placements)))


def of(*periods, places=(), **fields) -> State:
    """Some stage periods, the first of which is moved, and leerbedrijven for them."""
    codes = tuple(dict.fromkeys(each.programme for each in periods))
    companies = places or [company(places=22, accredited=codes, **fields)]
    return moved(region(periods, companies), periods[0].id)


ODD = {
    "a code that is no number": of(
        period("A", programme="MBO-VERZ-3", programme_name="Verzorgende"),
        period("B", programme="MBO-VERZ-3"),
    ),
    "a code that is an abbreviation of another": of(
        period("A", programme="VP"), period("B", programme="verpleegkunde zorg")
    ),
    "codes with commas": of(
        period("A", programme="A/B, niveau 3"), period("B", programme="x;y")
    ),
    "codes with zeros before them": of(
        period("A", programme="00123"), period("B", programme="123")
    ),
    "two programmes of one name": of(
        period("A", programme="1", programme_name="Zorg"),
        period("B", programme="2", programme_name="Zorg"),
    ),
    "names that look like formulas": of(
        period("=A", institution=FORMULA, programme_name="+SUM(1)", group="@x"),
        period("B", institution="He said \"hi\" / it's", programme_name="-2+3", location="=1"),
        places=[replace(company(places=12), name="=X", location="+Y", town="-Z")],
    ),
    "very long names": of(
        period("A" * 200, institution="I" * 300, programme_name="P" * 500, group="G" * 400),
        period("B", institution="I" * 299 + "J"),
    ),
    "emoji and signs": of(
        period("A", institution="Zorg 🏥 ✓ College", programme_name="Vér 😀", group="g🙂"),
        period("B", institution="\u202eRTL\u200b"),
    ),
    "names that differ after 31 letters": of(
        period("A", institution=f"{LONG}Noord"), period("B", institution=f"{LONG}Zuid")
    ),
    "names that differ in case alone": of(
        period("A", institution="ROC A"), period("B", institution="roc a")
    ),
    "institutions named as sheets are": of(
        *(period(name, institution=name) for name in ("Plan", "Leerbedrijven", "History", "'"))
    ),
    "lines and tabs in names": of(
        period("A", institution="ROC\nA", programme_name="x\ty", group="a\nb")
    ),
    "an institution called total": of(
        period("A", institution="Totaal"),
        period("B", institution="Subtotaal zorg", programme_name="Totaal", group="totaal"),
    ),
    "places in the weekend": of(
        period("A", days="do vr za zo"), places=[company(places_per_weekday=(9, 9, 9, 9, 9, 9, 9))]
    ),
    "no capacity at all": moved(region([period("A"), period("B")], []), "A"),
    "one period": of(period("A")),
}  # fmt: skip


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("name", ODD)
def test_that_an_odd_region_is_written_as_it_is(tmp_path, name, language):
    state = ODD[name]
    files = write_files(state, Explanation(), tmp_path, language)
    assert len(files) == 1 + len({each.institution for each in state.periods})
    planned, companies, _ = read_written(files[0])
    assert [row.period for row in planned] == list(state.periods)
    assert companies == tuple(replace(c, multiplicity=1) for c in state.leerbedrijven)
    for path in files:
        book = load_workbook(path)
        titles = [ws.title.casefold() for ws in book]
        assert len(set(titles)) == len(titles)
        assert all(len(title) <= 31 for title in titles)
        with zipfile.ZipFile(path) as archive:
            sheets = [n for n in archive.namelist() if n.startswith("xl/worksheets/sheet")]
            assert not any(b"<f>" in archive.read(n) for n in sheets)


@pytest.mark.parametrize("name", [name for name in ODD if "code" in name or "programmes" in name])
def test_that_own_codes_come_back_by_the_import(tmp_path, name):
    state = ODD[name]
    reading = read_file(write_files(state, Explanation(), tmp_path, "nl")[0])
    assert {p.code for p in reading.problems} <= {"import_unknown_crebo"}
    assert [r.period.programme for r in reading.planned] == [p.programme for p in state.periods]
    assert reading.leerbedrijven[0].accredited == state.leerbedrijven[0].accredited


@pytest.mark.parametrize("state", [region([], []), region([], [company()]), region([period()], [])])
def test_that_a_region_without_plan_or_periods_is_written(tmp_path, state):
    files = write_files(state, Explanation(), tmp_path, "nl")
    assert [path.name for path in files] == [WORKBOOK_NAME]


def test_that_sixty_institutions_have_a_sheet_and_a_file_each(tmp_path):
    groups = [period(f"P{k}", institution=f"{LONG}{k}", weeks=2) for k in range(60)]
    state = moved(region(groups, [company(places=900)]), *(each.id for each in groups))
    files = write_files(state, Explanation(), tmp_path, "nl")
    assert len({path.name.casefold() for path in files}) == 61
    book = load_workbook(files[0], read_only=True)
    assert len(book.sheetnames) == 60 + 6


def test_that_the_file_of_one_institution_is_written_with_the_load_of_others(tmp_path):
    groups = [period("A"), period("B", institution="Ander College", group="geheim")]
    view = own_file_view(
        moved(region(groups, [company(places=22)]), "A", "B"), groups[0].institution
    )
    files = write_files(view.state, Explanation(), tmp_path, "nl")
    assert len(files) == 2
    assert [row.period.id for row in read_written(files[0])[0]] == ["A"]
