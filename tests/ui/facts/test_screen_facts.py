"""What the screens show agrees with the measures."""

from dataclasses import replace
from datetime import date
from itertools import combinations

import numpy as np
import pytest

from stageplanner.domain.base_load import BaseLoad
from stageplanner.domain.calendar import monday_of
from stageplanner.domain.option import build_options, present_days
from stageplanner.domain.state import all_terms, calendar_of
from stageplanner.load.demand import build_grid, option_days
from stageplanner.own_file.view import own_file_view
from tests.builders import SCHOOL
from tests.own_file.test_view import shared
from tests.ui.builders import plan_with_one_change, small_state
from ui.base.formatting import Words
from ui.facts.cell_causes import cell_of
from ui.facts.heat_rows import POOL, heat_rows, matching_companies, pool_rows
from ui.facts.screen_facts import COUNTED, build_facts, curve_of, limiting_programmes


@pytest.fixture(scope="module")
def facts():
    state = small_state()

    return build_facts(replace(state, plan=plan_with_one_change(state)))


def test_that_the_highest_cell_is_the_peak_of_the_measures(facts):
    for plan in (facts.wish, facts.plan):
        rows = heat_rows(facts, plan, "programme")
        assert max(max(row.values) for row in rows) == pytest.approx(plan.measures.peak)


def test_that_every_row_kind_has_the_same_highest_cell(facts):
    for kind in ("niveau", "component"):
        rows = heat_rows(facts, facts.wish, kind)
        assert max(max(row.values) for row in rows) == pytest.approx(facts.wish.measures.peak)


def test_that_a_cell_is_its_knelpunt_students_over_places(facts):
    seen = 0
    for programme in facts.programmes:
        for week in range(len(facts.weeks)):
            cell = cell_of(facts, facts.wish, "programme", programme, week)
            if cell is None or cell.bottleneck is None or not cell.utilisation:
                continue
            seen += 1
            ratio = cell.bottleneck.students / cell.bottleneck.places
            assert ratio == pytest.approx(cell.utilisation)
    assert seen > 10


def test_that_the_causes_of_a_cell_are_there_and_largest_first(facts):
    week = facts.weeks.index(monday_of(date(2026, 11, 2)))
    cell = cell_of(facts, facts.wish, "programme", "25656", week)
    assert [cause.period for cause in cell.causes] == ["P1", "P0"]
    assert cell.students == 45
    assert cell.utilisation == pytest.approx(57 / 38)


def test_that_a_week_of_holidays_is_hatched_and_empty(facts):
    row = heat_rows(facts, facts.wish, "programme")[0]
    week = facts.weeks.index(date(2026, 12, 21))
    assert row.hatched[week]
    assert row.values[week] == 0


def test_that_lint_and_blok_add_up_to_the_students_there(facts):
    curve = curve_of(facts, facts.wish, limiting_programmes(facts, facts.wish, 0))
    week = facts.weeks.index(monday_of(date(2026, 11, 2)))
    assert (curve.blok[week], curve.lint[week]) == (45, 12)
    assert curve.places[week] == 38


def test_that_levels_agree_with_brute_force_over_all_programme_sets():
    from stageplanner.load.utilisation_levels import build_levels

    rng = np.random.default_rng(7)
    for _ in range(60):
        n, kinds, days = 4, 5, 3
        demand = rng.integers(0, 9, (days, n)).astype(float)
        places = rng.integers(0, 9, (days, kinds)).astype(float)
        accredits = rng.random((kinds, n)) < 0.5
        found = build_levels(demand, places, accredits).programmes
        for day in range(days):
            assert found[day] == pytest.approx(_levels(demand[day], places[day], accredits))


def _levels(demand, places, accredits):
    """Peel off the worst set, the smallest among equals, until nobody is left."""
    n, left, room = len(demand), demand.copy(), places.copy()
    result = np.zeros(n)
    while (left > 0).any():
        best = (-1.0, ())
        for size in range(1, n + 1):
            for chosen in combinations([i for i in range(n) if left[i] > 0], size):
                offered = room[accredits[:, chosen].any(axis=1)].sum()
                students = left[list(chosen)].sum()
                ratio = students / offered if offered > 1e-9 else np.inf
                if ratio > best[0] + 1e-12:
                    best = (ratio, chosen)
        for i in best[1]:
            result[i] = best[0]
            left[i] = 0
        room[accredits[:, best[1]].any(axis=1)] = 0
    return result


def test_that_a_leerbedrijf_meets_the_level_of_its_programmes(facts):
    week = facts.weeks.index(monday_of(date(2026, 11, 2)))
    rows = {row.key: row for row in heat_rows(facts, facts.wish, "company")}
    assert set(rows) == {"100000001", "100000002", "100000003"}
    assert rows["100000001"].values[week] == pytest.approx(57 / 38)
    assert rows["100000002"].values[week] == pytest.approx(57 / 38)
    cell = cell_of(facts, facts.wish, "company", "100000002", week)
    assert cell.utilisation == pytest.approx(57 / 38)
    assert {cause.period for cause in cell.causes} == {"P0", "P1"}
    assert sum(row.students[week] for row in rows.values() if row.key != "100000003") == (
        pytest.approx(57)
    )


def test_that_days_and_weeks_tell_the_same_peak(facts):
    daily = facts.by_days()
    assert daily.is_daily
    assert not facts.is_daily
    for kind in ("programme", "institution", "company"):
        by_week = max(max(row.values) for row in heat_rows(facts, facts.wish, kind))
        by_day = max(max(row.values) for row in heat_rows(daily, daily.wish, kind))
        assert by_day == pytest.approx(by_week)
    day = daily.weeks.index(date(2026, 12, 21))
    assert heat_rows(daily, daily.wish, "programme")[0].hatched[day]
    cell = cell_of(daily, daily.wish, "programme", "25656", daily.weeks.index(date(2026, 11, 5)))
    assert cell.day == date(2026, 11, 5)
    assert cell.utilisation == pytest.approx(45 / 38)


def test_that_unknown_places_are_no_overload():

    from ui.facts.screen_facts import known_peak

    state = small_state()
    facts = build_facts(replace(state, leerbedrijven=state.leerbedrijven[:2]))
    row = next(row for row in heat_rows(facts, facts.wish, "programme") if row.key == "25699")
    week = facts.weeks.index(monday_of(date(2026, 11, 2)))
    assert row.values[week] == 0
    assert row.unknown[week]
    assert row.students[week] == 8
    assert known_peak(facts.wish) == pytest.approx(57 / 38)
    nothing = build_facts(replace(state, leerbedrijven=()))
    assert known_peak(nothing.wish) is None


def test_that_a_region_without_leerbedrijven_can_be_looked_at(keeper, qtbot):

    from stageplanner.project import Project

    with qtbot.waitSignal(keeper.session.facts_changed, timeout=5000):
        keeper.session.use(Project(replace(small_state(), leerbedrijven=())))
    window = keeper.window
    for name in ("data", "load", "plan"):
        window.go_to(name)
    week = keeper.session.facts.weeks.index(date(2026, 11, 2))
    window.load_page.before.map.set_current(0, week)
    assert "onbekend" in window.load_page.before.figure.text()
    assert "onbekend" in window.load_page.before.map.accessibleDescription()


# --- other rows, and where the tekort falls ------------------------------------------------


def with_branches():
    state = small_state()
    care, other, teeth = state.leerbedrijven
    return replace(
        state,
        leerbedrijven=(
            replace(care, branch="VVT"),
            replace(other, branch="VVT "),
            replace(teeth, branch="Mondzorg"),
        ),
    )


def test_that_a_branch_meets_what_its_fullest_leerbedrijf_meets():
    facts = build_facts(with_branches())
    rows = {row.key: row for row in heat_rows(facts, facts.wish, "branch")}
    companies = {row.key: row for row in heat_rows(facts, facts.wish, "company")}
    assert set(rows) == {"VVT", "Mondzorg"}
    both = (companies["100000001"].values, companies["100000002"].values)
    assert rows["VVT"].values == tuple(max(pair) for pair in zip(*both, strict=True))
    assert list(rows) == ["VVT", "Mondzorg"], "the fullest first"
    week = int(np.argmax(rows["VVT"].values))
    cell = cell_of(facts, facts.wish, "branch", "VVT", week)
    assert cell.utilisation == pytest.approx(rows["VVT"].values[week])
    assert {cause.period for cause in cell.causes} == {"P0", "P1", "P2"}


def test_that_a_row_of_a_knelpunt_counts_its_programmes_against_the_places_they_share():
    facts = build_facts(small_state())
    rows = {row.key: row for row in heat_rows(facts, facts.wish, "knelpunt")}
    worst = facts.wish.measures.components[0].bottleneck
    (row,) = [row for key, row in rows.items() if set(key.split("+")) == set(worst.programmes)]
    assert max(row.values) == pytest.approx(worst.students / worst.places)
    cell = cell_of(facts, facts.wish, "knelpunt", row.key, int(np.argmax(row.values)))
    assert cell.utilisation == pytest.approx(max(row.values))
    assert set(cell.bottleneck.leerbedrijven) == set(worst.leerbedrijven)


def test_that_the_rows_of_knelpunten_are_the_same_before_and_after():
    state = small_state()
    facts = build_facts(replace(state, plan=plan_with_one_change(state)))
    keys = [{row.key for row in heat_rows(facts, p, "knelpunt")} for p in (facts.wish, facts.plan)]
    assert keys[0] == keys[1]


@pytest.mark.parametrize("with_plan", [False, True])
def test_that_the_tekort_of_the_stage_periods_adds_up_to_that_of_the_region(with_plan):
    state = small_state()
    if with_plan:
        state = replace(state, plan=plan_with_one_change(state))
    facts = build_facts(state)
    for plan in (facts.wish, facts.now):
        total = plan.measures.shortage_student_days
        assert plan.shortage.sum() == pytest.approx(total)
    assert facts.wish.shortage.sum() > 0
    hit = dict(zip([p.id for p in state.periods], facts.wish.shortage.tolist(), strict=True))
    assert hit["P3"] == 0, "the other component has places enough"


def test_that_the_tekort_is_told_per_niveau_with_those_placed_last_first(qapp):
    from PySide6.QtWidgets import QLabel

    from ui.inspector.shortage_card import shortage_card

    state = small_state()
    first = replace(state.periods[1], niveau=2)
    facts = build_facts(replace(state, periods=(state.periods[0], first, *state.periods[2:])))
    card = shortage_card(facts, Words("nl"))
    said = [found.text() for found in card.findChildren(QLabel)]
    order = [said.index(name) for name in ("Niveau 2 ★", "Niveau 3", "Niveau 4")]
    assert order == sorted(order)
    assert any(text.startswith("▲") for text in said)


def test_that_an_own_file_shows_the_load_of_others_and_the_places_they_leave():
    state = own_file_view(shared(), SCHOOL).state
    facts = build_facts(state)
    (row,) = [r for r in heat_rows(facts, facts.wish, "programme") if r.key == "25656"]
    assert max(row.values) > 0
    assert max(row.students) == 3.0
    cell = cell_of(facts, facts.wish, "programme", "25656", row.students.index(3.0))
    assert cell is not None and (cell.students, cell.causes) == (3.0, ())
    left = curve_of(facts, facts.wish, facts.programmes)
    whole = facts.by_week(facts.supply.places.sum(axis=1))
    assert 0 < left.places[0] < whole[0]


def test_that_facts_after_a_drop_are_those_that_are_computed_anew():
    state = small_state()
    before = build_facts(state)
    planned = replace(state, plan=plan_with_one_change(state))
    after, anew = build_facts(planned, before), build_facts(planned)
    assert after.wish is before.wish
    assert after.plan.measures == anew.plan.measures
    assert after.state is planned
    assert build_facts(state, after).plan is None
    again = build_facts(replace(planned, rounds=()), after)
    assert again.plan is after.plan


@pytest.mark.parametrize("name", COUNTED)
def test_that_nothing_is_kept_of_other_data(name):
    state = small_state()
    before = build_facts(state)
    other = getattr(state, name)
    changed = replace(other, target=0.5) if name == "policy" else (*other, *small_others(name))
    assert build_facts(replace(state, **{name: changed}), before).wish is not before.wish


def small_others(name):
    """One row more of each kind."""
    state = small_state()
    if name == "base_load":
        return (
            BaseLoad(
                programme="25656",
                programme_name="Verzorgende-IG",
                niveau=3,
                monday=date(2026, 11, 2),
                students=(4.0,) * 5 + (0.0, 0.0),
            ),
        )
    rows = getattr(state, name) or state.holidays
    key = "id" if name in ("periods", "leerbedrijven") else "institution"
    return (replace(rows[0], **{key: "100000009"}),)


def test_that_the_days_of_an_option_are_those_of_the_plain_rule():
    state = small_state()
    grid, calendar = build_grid(state), calendar_of(state)
    for period in state.periods:
        for option in build_options(period, all_terms(state)[period.id], calendar):
            plain = present_days(option, period.institution, calendar)
            rows = option_days(option, period.institution, calendar, grid)
            assert [grid.days[i] for i in rows] == [day for day in plain if day in grid.index]


def test_that_an_institution_shows_which_part_of_its_students_is_in_an_overload(facts):
    rows = {row.key: row for row in heat_rows(facts, facts.wish, "institution")}
    week = facts.weeks.index(monday_of(date(2026, 11, 2)))
    maas, rijn = rows["Maas College"], rows["Rijn College"]
    # VIG and VP are 150% full: 25 of the 33 students of Maas, and all of Rijn.
    assert maas.over[week] == 25 and maas.students[week] == pytest.approx(33)
    assert maas.values[week] == pytest.approx(25 / 33)
    assert rijn.over[week] == rijn.students[week] == 32 and rijn.values[week] == 1
    calm = facts.weeks.index(monday_of(date(2027, 1, 4)))
    assert maas.over[calm] == 0 and not any(maas.unknown)


def test_that_pools_tell_once_what_their_leerbedrijven_share():
    state = small_state()
    copies = tuple(
        replace(state.leerbedrijven[1], id=f"20000000{i}", name=f"Kopie {i}") for i in range(3)
    )
    facts = build_facts(replace(state, leerbedrijven=(*state.leerbedrijven, *copies)))
    single = {row.key: row for row in heat_rows(facts, facts.wish, "company")}
    pools = pool_rows(facts, facts.wish)
    assert len(single) == 6 and len(pools) == 3
    (pool,) = [row for row in pools if row.detail == "4"]
    first = pool.key.removeprefix(POOL)
    assert pool.values == single[first].values
    assert pool.students == pytest.approx([4 * n for n in single[first].students])
    week = int(np.argmax(pool.values))
    cell = cell_of(facts, facts.wish, "company", pool.key, week)
    assert cell.students == pytest.approx(pool.students[week])
    assert [r.key for r in matching_companies(facts, tuple(single.values()), "kopie 2")] == [
        "200000002"
    ]
