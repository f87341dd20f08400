"""The facts that documents are written from, measured once for all of them.

Every number is computed by :mod:`stageplanner.load` from the state that is exported. Proofs come
from the plan, and only while the data they were made from are unchanged.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from datetime import date

from stageplanner import messages
from stageplanner.domain.calendar import Calendar, monday_of, school_year_of, week_number
from stageplanner.domain.negotiation.asked import Ask, asks_for
from stageplanner.domain.option import Option, stage_weeks
from stageplanner.domain.plan import WISH_PLAN, Placement, Plan, Proof, is_changed
from stageplanner.domain.proposal import Party, PartyKind
from stageplanner.domain.results.explanation import Explanation
from stageplanner.domain.stage_period import StagePeriod
from stageplanner.domain.state import (
    State,
    calendar_of,
    fingerprint,
    institutions_of,
    plan_fingerprint,
)
from stageplanner.formatting import format_day, format_number, month_names, weekday_names
from stageplanner.load.demand import build_grid
from stageplanner.load.measures import Bottleneck, ComponentLoad, Measures, measure
from stageplanner.load.standing import (
    RegionStanding,
    Standing,
    region_standing,
    standings,
    valid_proofs,
)
from stageplanner.load.tolerances import TOLERANCE
from stageplanner.load.weekly_heat import Heat, weekly_heat
from stageplanner.problems import Percentage, Problem, StagePlannerError
from stageplanner.reporting.limit_text import limit_lines
from stageplanner.reporting.stored_reason import does, reasons_now, shown_reason

#: Percentages this close to a whole number are written without a decimal: 100%.
WHOLE = 1e-4


@dataclass(frozen=True, slots=True, kw_only=True)
class ComponentFacts:
    """One component of programmes and leerbedrijven, before (wishes) and after (plan).

    ``standing`` holds its peak, bound and changes as every view shows them; ``proof`` is ``None``
    if nothing is proven of these data. ``weekly_before`` and
    ``weekly_after`` hold the highest peak of each week of ``Facts.mondays``: ``nan`` for a week
    that is hidden from the reader. ``is_hidden`` hides the component
    (:mod:`stageplanner.reporting.masked_facts`).
    """

    title: str
    before: ComponentLoad
    after: ComponentLoad
    standing: Standing
    proof: Proof | None
    weekly_before: tuple[float, ...]
    weekly_after: tuple[float, ...]
    is_hidden: bool = False

    @property
    def has_capacity(self) -> bool:
        """Whether any leerbedrijf offers places for these programmes."""
        return self.before.has_capacity

    @property
    def changes(self) -> int:
        """The number of changed stage periods."""
        return self.standing.changes


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything that documents need of one state, in one language.

    ``mondays`` are the weeks from the first to the last with students; ``heat_before`` and
    ``heat_after`` keep all weeks.
    """

    state: State
    plan: Plan
    explanation: Explanation
    language: str
    made_on: date
    fingerprint: str
    is_outdated: bool
    calendar: Calendar
    institutions: tuple[str, ...]
    names: dict[str, str]
    changed: frozenset[str]
    reasons: dict[str, str]
    before: Measures
    after: Measures
    components: tuple[ComponentFacts, ...]
    heat_before: Heat
    heat_after: Heat
    mondays: tuple[date, ...]

    @property
    def has_plan(self) -> bool:
        """Whether there is a plan, and not only wishes."""
        return self.state.plan is not None

    @property
    def region(self) -> RegionStanding:
        """Where the region stands, as far as its components are shown to the reader."""
        return region_standing(c.standing for c in self.components if not c.is_hidden)

    @property
    def school_year(self) -> str:
        """The school years of the stage periods: ``2026-2027``."""
        years = {school_year_of(period.start) for period in self.state.periods}
        return f"{min(years)}-{max(years) + 1}" if years else ""

    def sentence(self, code: str, **values: object) -> str:
        """Return a sentence of the export in the reader's language."""
        return messages.text(f"export_{code}", self.language, **values)

    def percent(self, fraction: float | None) -> str:
        """Return a utilisation as it is written in a sentence."""
        if fraction is not None and math.isinf(fraction):
            return self.sentence("no_places")
        is_whole = fraction is not None and abs(fraction * 100 - round(fraction * 100)) < WHOLE
        return messages.percent(fraction, self.language, digits=0 if is_whole else 1)

    def count(self, number: float) -> str:
        """Return a whole number with a sign between its thousands."""
        return format_number(round(number), ",d", self.language)

    def title_of(self, programme: str) -> str:
        """Return a programme by its name, with its crebo."""
        name = self.names.get(programme, "")
        return f"{name} ({programme})" if name else programme

    def why_not_lower(self, programmes: tuple[str, ...]) -> tuple[str, ...]:
        """Return the sentences on why a component's peak goes no lower; none of outdated data."""
        if self.is_outdated:
            return ()
        return tuple(
            line
            for limit in self.explanation.limits
            if set(limit.programmes) == set(programmes)
            for line in limit_lines(self.state, limit, self.language)
        )

    def listed(self, programmes: tuple[str, ...]) -> str:
        """Return the names of programmes as a sentence lists them."""
        names = [self.names.get(code) or code for code in programmes]
        return (
            names[0]
            if len(names) == 1
            else self.sentence("and", first=", ".join(names[:-1]), last=names[-1])
            if names
            else ""
        )

    def of_institution(self, institution: str) -> tuple[StagePeriod, ...]:
        """Return the stage periods of one institution, by programme, year and group."""
        periods = [p for p in self.state.periods if p.institution == institution]
        return tuple(
            sorted(
                periods,
                key=lambda p: (self.names.get(p.programme, ""), p.year or 0, p.group, p.start),
            )
        )

    def asks_of(self, party: Party) -> tuple[Ask, ...]:
        """Return what a party is asked now, for every document that it gets."""
        periods = self.of_institution(party.id) if party.kind is PartyKind.INSTITUTION else ()
        return asks_for(self.state, self.plan, party, periods, self.reason_of)

    def reason_of(self, period: str, stored: str, asked: tuple[Placement, ...]) -> str:
        """Return why a stage period is asked something, given what was written down.

        The reason of today's plan holds only for what that plan does with all of the group or with
        a part of it; an older one that StagePlanner computed says so.
        """
        now = self.reasons.get(period, "") if does(self.plan, period, asked) else ""
        return shown_reason(stored, now, self.language)

    @property
    def months(self) -> tuple[str, ...]:
        """The short names of the months, January first."""
        return month_names(self.language)

    def weekdays(self, weekdays: tuple[int, ...] | None) -> str:
        """Return weekdays in the reader's language; in words if they are open."""
        if weekdays is None:
            return self.sentence("open_weekdays")
        return " ".join(weekday_names(self.language)[day] for day in weekdays)

    def weeks(self, option: Option) -> str:
        """Return the first and last ISO week of an option as text."""
        first, last = week_number(option.start), week_number(option.end)
        if monday_of(option.start) == monday_of(option.end):
            return str(first)
        return self.sentence("from_to", first=first, last=last)

    def dates(self, option: Option) -> str:
        """Return the first and last day of an option as text."""
        return self.sentence("from_to", first=option.start, last=option.end)

    def lesweken(self, option: Option, institution: str) -> int:
        """Return the number of lesweken in which an option has stage days."""
        return len(stage_weeks(option, institution, self.calendar))

    def bottleneck(self, knelpunt: Bottleneck | None) -> str:
        """Return the knelpunt as a sentence: day, students, programmes, places."""
        if knelpunt is None:
            return "–"
        share = knelpunt.students / knelpunt.places if knelpunt.places else math.inf
        return self.sentence(
            "bottleneck",
            day=format_day(knelpunt.day, "EEE d-M-y", self.language),
            students=self.count(knelpunt.students),
            programmes=self.listed(knelpunt.programmes),
            places=self.count(knelpunt.places),
            leerbedrijven=self.count(knelpunt.companies),
            peak=self.percent(share),
        )


def gather_facts(state: State, explanation: Explanation, language: str, made_on: date) -> Facts:
    """Measure a state and its plan for the documents.

    An explanation of another plan or of other data is left out.

    Raises
    ------
    StagePlannerError
        If the measured peak contradicts a proof of the plan.
    """
    plan = WISH_PLAN if state.plan is None else state.plan
    if explanation.made_for != plan_fingerprint(state):
        explanation = Explanation()
    grid = build_grid(state)
    before, after = measure(state, None, grid), measure(state, plan, grid)
    data = fingerprint(state)
    is_outdated = bool(plan.fingerprint) and plan.fingerprint != data
    changed = frozenset(p.id for p in state.periods if is_changed(plan, p))
    heat_before, heat_after = weekly_heat(state, None, grid), weekly_heat(state, plan, grid)
    mondays = _used_weeks(heat_before, heat_after)
    return Facts(
        state=state,
        plan=plan,
        explanation=explanation,
        language=language,
        made_on=made_on,
        fingerprint=data,
        is_outdated=is_outdated,
        calendar=calendar_of(state),
        institutions=institutions_of(state),
        names=_names(state),
        changed=changed,
        reasons=_reasons(plan, explanation, language),
        before=before,
        after=after,
        components=_components(
            state,
            (before, after),
            mondays,
            language,
        ),
        heat_before=heat_before,
        heat_after=heat_after,
        mondays=mondays,
    )


def _components(
    state: State,
    measures: tuple[Measures, Measures],
    mondays: tuple[date, ...],
    language: str,
) -> tuple[ComponentFacts, ...]:
    """Return the load before and after of every component, with what is proven of it."""
    before, after = measures
    known = valid_proofs(state, state.plan)
    parts = standings(state, state.plan, measures)
    names, days = _names(state), tuple(day.day for day in before.days)
    return tuple(
        ComponentFacts(
            title=_title(load, state, names, language),
            before=load,
            after=then,
            standing=standing,
            proof=_sound(known.get(frozenset(load.programmes)), then),
            weekly_before=_weekly(load, days, mondays),
            weekly_after=_weekly(then, days, mondays),
        )
        for load, then, standing in zip(before.components, after.components, parts, strict=True)
    )


def _names(state: State) -> dict[str, str]:
    """Return the name that most rows give each programme."""
    counts: dict[str, Counter[str]] = {}
    for period in state.periods:
        counts.setdefault(period.programme, Counter())[period.programme_name] += 1
    return {
        code: next((n for n, _ in count.most_common() if n), "") for code, count in counts.items()
    }


def _reasons(plan: Plan, explanation: Explanation, language: str) -> dict[str, str]:
    """Return the reason of every change: today's explanation, or else the one in the plan."""
    kept = {name: shown_reason(why, "", language) for name, why in plan.reasons.items()}
    return {**kept, **reasons_now(explanation, language)}


def _title(load: ComponentLoad, state: State, names: dict[str, str], language: str) -> str:
    """Return a component's largest programme, and how many others share its leerbedrijven."""
    students = Counter[str]()
    for period in state.periods:
        if period.programme in load.programmes:
            students[period.programme] += period.students
    largest = students.most_common(1)[0][0] if students else load.programmes[0]
    name = names.get(largest) or largest
    others = len(load.programmes) - 1
    if not others:
        return name
    return messages.text(
        "export_component_one" if others == 1 else "export_component",
        language,
        name=name,
        others=others,
    )


def _sound(proof: Proof | None, load: ComponentLoad) -> Proof | None:
    """Return the proof, or raise if the measured plan contradicts it.

    A plan below its own lower bound is a defect of the solver that must not reach a reader.
    """
    is_of_solver = proof is not None and proof.peak is not None
    bound = proof.lower_bound if proof is not None and load.has_capacity else None
    if not is_of_solver:
        # Moved by hand since: it may lie outside the windows that the bound was proven for.
        return proof
    if bound is not None and bound > load.peak + TOLERANCE:
        raise StagePlannerError(
            Problem(
                code="export_proof_contradicted",
                values={
                    "programmes": ", ".join(load.programmes),
                    "bound": Percentage(bound),
                    "peak": Percentage(load.peak),
                },
            )
        )
    return proof


def _used_weeks(before: Heat, after: Heat) -> tuple[date, ...]:
    used = [
        i
        for i in range(len(before.mondays))
        if any(row[i] > 0 for row in (*before.students, *after.students))
    ]
    return before.mondays[used[0] : used[-1] + 1] if used else ()


def _weekly(
    load: ComponentLoad, days: tuple[date, ...], mondays: tuple[date, ...]
) -> tuple[float, ...]:
    highest = dict.fromkeys(mondays, 0.0)
    for day, peak in zip(days, load.daily_peaks, strict=True):
        monday = monday_of(day)
        if monday in highest:
            highest[monday] = max(highest[monday], peak)
    return tuple(highest.values())
