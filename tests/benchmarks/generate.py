"""Regions of any size, seeded: the same numbers give the same region, on every machine.

``region`` makes one region, ``all_sectors`` a large one and ``country`` all 35. Groups of a
programme and year go in the same weeks at every school, as they really do, so the wishes
collide; places are handed out so that the busiest day asks some tens of percents too much.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from random import Random

from stageplanner.domain.calendar import Calendar, DateRange, Holiday, friday_of
from stageplanner.domain.form import Form
from stageplanner.domain.leerbedrijf import Leerbedrijf
from stageplanner.domain.option import present_days, wish_option
from stageplanner.domain.stage_period import StagePeriod
from stageplanner.domain.state import State
from stageplanner.workspace.shipped_data import region_holidays
from tests.benchmarks import sectors
from tests.benchmarks.sectors import SECTORS, Rhythm

YEAR = (date(2026, 8, 17), date(2027, 7, 25))
#: From one summer to the next: the holidays that bound and cut the school year.
SUMMERS = (date(2026, 6, 1), date(2027, 8, 31))
VAKANTIEREGIOS = ("noord", "midden", "zuid")
CHRISTMAS = DateRange(start=date(2026, 12, 21), end=date(2027, 1, 1))
#: Weeks that all institutions have at least; a year of four times ten.
LESWEKEN = 40


@dataclass(frozen=True, slots=True)
class Size:
    """How large a region is, in all."""

    periods: int
    students: int
    leerbedrijven: int
    institutions: int


LARGE = Size(1_076, 28_230, 3_478, 20)
ALL_SECTORS = Size(4_500, 40_000, 15_000, 12)
COUNTRY = Size(14_000, 467_000, 247_000, 57)


def large_region(seed: int = 11) -> State:
    """A care region of the size of a whole province."""
    return region(LARGE, seed, chambers=SECTORS[:1])


def all_sectors(seed: int = 12) -> State:
    """All sectors of one large region."""
    return region(ALL_SECTORS, seed)


def country(seed: int = 13) -> Iterator[tuple[str, State]]:
    """All regions, one after the other: together they have exactly the size of the country."""
    return ((name, region_of_country(name, seed)) for name in sectors.REGIONS)


def region_of_country(name: str, seed: int = 13) -> State:
    """One region of the country."""
    number = list(sectors.REGIONS).index(name)
    return region(size_of_region(name), seed * 100 + number, name)


def size_of_region(name: str) -> Size:
    """How large one region of the country is."""
    weights = list(sectors.REGIONS.values())
    number = list(sectors.REGIONS).index(name)
    return Size(
        periods=_shared(COUNTRY.periods, weights)[number],
        students=_shared(COUNTRY.students, weights)[number],
        leerbedrijven=_shared(COUNTRY.leerbedrijven, weights)[number],
        institutions=_shared(COUNTRY.institutions, weights, least=1)[number],
    )


def region(
    size: Size, seed: int, name: str = "Regio", chambers: Sequence[sectors.Sector] = SECTORS
) -> State:
    """One region with exactly this many stage periods, students and leerbedrijven."""
    random = Random(seed)
    schools = _Schools(name, size.institutions, random)
    periods = tuple(_periods(size, chambers, schools, random))
    return State(
        periods=periods,
        leerbedrijven=tuple(_leerbedrijven(size, chambers, schools, periods, random)),
        holidays=schools.holidays,
        region_holidays=region_holidays(),
    )


class _Schools:
    """The institutions of a region: their names, holidays and lesweken."""

    def __init__(self, name: str, number: int, random: Random) -> None:
        self.names = [f"Instelling {name} {k + 1:02d}" for k in range(number)]
        first = random.randrange(3)
        self.regions = {
            school: VAKANTIEREGIOS[(first + (k % 4 == 3)) % 3]
            for k, school in enumerate(self.names)
        }
        self.holidays = tuple(
            holiday for k, school in enumerate(self.names) for holiday in self._of(school, k)
        )
        self.calendar = Calendar.from_holidays(self.holidays)
        self.lesweken = {n: self.calendar.lesweken(n, *YEAR)[:LESWEKEN] for n in self.names}

    def _of(self, school: str, number: int) -> Iterator[Holiday]:
        own = [h for h in region_holidays() if h.institution == self.regions[school]]
        for h in own:
            if not SUMMERS[0] <= h.start <= SUMMERS[1]:
                continue
            start = h.start
            if number % 5 == 2 and h.name == "Meivakantie" and h.start.year == 2027:
                start -= timedelta(days=7)  # two weeks off in May
            yield Holiday(institution=school, name=h.name, start=start, end=h.end)


def _shared(total: int, weights: Sequence[float], least: int = 0) -> list[int]:
    """Whole numbers in proportion to the weights that add up to the total."""
    total -= least * len(weights)
    scale = total / sum(weights)
    parts = [math.floor(weight * scale) for weight in weights]
    order = sorted(range(len(weights)), key=lambda k: parts[k] - weights[k] * scale)
    for k in order[: total - sum(parts)]:
        parts[k] += 1
    return [part + least for part in parts]


def _periods(
    size: Size, chambers: Sequence[sectors.Sector], schools: _Schools, random: Random
) -> Iterator[StagePeriod]:
    programmes = [(code, s) for s in chambers for cluster in s.clusters for code in cluster]
    popularity = [
        s.share / sum(map(len, s.clusters)) * random.uniform(0.6, 1.6) for _, s in programmes
    ]
    sizes = [random.lognormvariate(0, 0.45) for _ in range(size.periods)]
    students = _shared(size.students, sizes, least=1)
    number = count(1)
    for (code, _), groups in zip(programmes, _shared(size.periods, popularity), strict=True):
        habits = _habits(random)
        offered_by = random.sample(schools.names, max(1, round(len(schools.names) * 0.7)))
        for k in range(groups):
            year = k % len(habits) + 1
            habit = habits[year - 1]
            rhythm = habit[0] if random.random() < 0.7 else random.choice(habit)
            yield _period(
                f"S{next(number):05d}",
                Cohort(random.choice(offered_by), code, year, f"{code[-3:]}-{year}{k}"),
                students.pop(),
                rhythm,
                schools=schools,
                random=random,
            )


def _habits(random: Random) -> list[tuple[Rhythm, ...]]:
    """What all schools do with a programme, year by year."""
    years = random.choice((2, 3, 3, 4))
    return [
        random.choice(sectors.FIRST_YEAR),
        *(random.choice(sectors.LATER_YEARS) for _ in range(years - 1)),
    ]


@dataclass(frozen=True, slots=True)
class Cohort:
    """Whose stage period it is."""

    school: str
    programme: str
    year: int
    group: str


def _period(
    name: str,
    cohort: Cohort,
    students: int,
    rhythm: Rhythm,
    *,
    schools: _Schools,
    random: Random,
) -> StagePeriod:
    mondays = schools.lesweken[cohort.school]
    last = min(rhythm.first + rhythm.weeks, len(mondays)) - 1
    earliest, latest = _window(rhythm.first, last, cohort.year, len(mondays), random)
    other = rhythm.form.other
    forms: tuple[Form, ...] = (rhythm.form, other) if random.random() < 0.26 else (rhythm.form,)
    return StagePeriod(
        id=name,
        institution=cohort.school,
        programme=cohort.programme,
        year=cohort.year,
        group=cohort.group,
        students=students,
        form=rhythm.form,
        start=mondays[rhythm.first],
        end=friday_of(mondays[last]),
        days_per_week=rhythm.days,
        weekdays=random.choice(sectors.WEEKDAYS[rhythm.days]),
        niveau=random.choice((2, 3, 3, 4, 4, 4)),
        hours_per_day=8.0,
        allowed_forms=forms,
        earliest_start=mondays[earliest],
        latest_end=friday_of(mondays[latest]),
        splittable=False,
        fixed=random.random() < 0.11,
        region=schools.regions[cohort.school],
    )


def _window(first: int, last: int, year: int, weeks: int, random: Random) -> tuple[int, int]:
    """First and last lesweek a school leaves open: little, half a year, or nearly all of it."""
    before, after = random.choice(((0, 1), (0, 3), (6, 1), (6, 3), (10, 1), (10, 10), (10, 10)))
    floor = 10 if year == 1 else 0
    return max(min(first, floor), first - before), min(weeks - 1, last + after)


def _leerbedrijven(
    size: Size,
    chambers: Sequence[sectors.Sector],
    schools: _Schools,
    periods: Sequence[StagePeriod],
    random: Random,
) -> Iterator[Leerbedrijf]:
    peaks = _peaks(periods, schools.calendar)
    kinds: list[tuple[tuple[str, ...], float]] = []
    for sector in chambers:
        for cluster in sector.clusters:
            kinds.extend(_kinds(cluster, peaks, random))
    numbers = _shared(size.leerbedrijven, [places for _, places in kinds], least=1)
    number = count(100_000_001)
    for (accredited, places), companies in zip(kinds, numbers, strict=True):
        shares = [random.lognormvariate(0, 0.8) for _ in range(companies)]
        for offered in _shared(max(1, round(places)), shares):
            occupied = min(2, int(random.expovariate(1.6)))
            key = str(next(number))
            yield Leerbedrijf(
                id=key,
                name=f"Leerbedrijf {key}",
                accredited=accredited,
                places=offered + occupied,
                occupied=occupied,
                available_from=YEAR[0],
                available_until=YEAR[1],
                closed=(CHRISTMAS,) if random.random() < 0.15 else (),
            )


def _peaks(periods: Iterable[StagePeriod], calendar: Calendar) -> dict[str, float]:
    """Students of each programme on its busiest day, when everybody does the wish."""
    there: dict[str, dict[date, int]] = {}
    for period in periods:
        days = there.setdefault(period.programme, {})
        for day in present_days(wish_option(period), period.institution, calendar):
            days[day] = days.get(day, 0) + period.students
    return {programme: float(max(days.values(), default=0)) for programme, days in there.items()}


def _kinds(
    cluster: tuple[str, ...], peaks: dict[str, float], random: Random
) -> list[tuple[tuple[str, ...], float]]:
    """The accreditations that leerbedrijven of a cluster have, and the places of each.

    Every programme has neighbours with which it shares leerbedrijven, so that the cluster is
    one component; each place is one that some programme would need on its busiest day.
    """
    # Programmes with different busy weeks help each other out.
    scarcity = random.uniform(0.72, 0.98) * (1.0 if len(cluster) == 1 else 0.85)
    places: dict[tuple[str, ...], float] = {}
    for k, programme in enumerate(cluster):
        own = [(programme,)]
        for _ in range(min(4, len(cluster) - 1)):
            near = [cluster[(k + j) % len(cluster)] for j in random.sample((1, 2, 3, -1, -2), 3)]
            own.append(tuple(sorted({programme, *near[: random.choice((1, 2, 3))]})))
        if len(cluster) > 1:
            own.append(tuple(sorted({programme, cluster[(k + 1) % len(cluster)]})))
        weights = [random.uniform(0.5, 1.5) for _ in own]
        for kind, weight in zip(own, weights, strict=True):
            need = peaks.get(programme, 0.0) * weight / sum(weights)
            places[kind] = places.get(kind, 0.0) + need * scarcity * random.uniform(0.85, 1.1)
    return list(places.items())
