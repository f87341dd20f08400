"""Find rows that look like the sum of others: a subtotal among the groups counts twice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from stageplanner.domain.leerbedrijf import Leerbedrijf
from stageplanner.domain.stage_period import StagePeriod

#: More students than a class has: with exactly the sum of two others it is both together.
_LARGE_CLASS = 32
_TOGETHER = re.compile(
    r"[+&/]|\ben\b|\bt/?m\b|\band\b|\balle\b|\ball\b|samen|totaal|total|\bsom\b|gehele|hele"
    r"|leerjaar|jaarlaag|cohort|\bboth\b|beide|gezamenlijk|\btot\b"
)


def sums_of_others(periods: Sequence[StagePeriod]) -> Iterator[tuple[StagePeriod, int]]:
    """Yield each group whose students are the sum of others, with the number of those.

    The others have the same dates and days, and first the same programme and year, then any. They
    are adjacent to it or are all others of the kind. A group that names others ("A en B") is their
    sum whatever the dates.
    """
    for is_any in (False, True):
        alike: dict[object, list[StagePeriod]] = {}
        for period in periods:
            of = () if is_any else (period.programme, period.year)
            key = (period.institution, period.start, period.end, period.days_per_week,
                   period.weekdays, *of)  # fmt: skip
            alike.setdefault(key, []).append(period)
        for group in alike.values():
            if len(group) > 2 and not (is_any and _is_of_one_programme(group)):
                yield from _sums_in(group)
    yield from _named_sums(periods)


def _is_of_one_programme(group: Sequence[StagePeriod]) -> bool:
    return len({(period.programme, period.year) for period in group}) == 1


def _named_sums(periods: Sequence[StagePeriod]) -> Iterator[tuple[StagePeriod, int]]:
    """Yield each group whose name is that of others joined, and whose students are theirs."""
    students = {(p.institution, p.group.casefold()): p.students for p in periods}
    for period in periods:
        names = [name.strip() for name in _JOINED.split(period.group.casefold())]
        if len(names) < 2:
            continue
        parts = [students.get((period.institution, name)) for name in names]
        if sum(n or 0 for n in parts) == period.students and None not in parts:
            yield period, len(parts)


_JOINED = re.compile(r"[+&/,]|\ben\b|\band\b")


def is_summary_name(name: str) -> bool:
    """Return whether the name of a group is that of a row below groups: "Gemiddelde"."""
    return bool(_SUMMARY.fullmatch(name.casefold().strip(" .:")))


_SUMMARY = re.compile(
    r"(?:sub|eind|generaal )?\s?-?(?:totaal|totalen|total)|gem|gemiddelde?|average|mean|som|sum"
)


def sums_of_locations(companies: Sequence[Leerbedrijf]) -> Iterator[tuple[Leerbedrijf, int]]:
    """Yield each leerbedrijf whose places are those of its locations, with their number.

    Its name holds no word that is not in theirs: "Zorggroep De Linde", "De Linde Noord".
    """
    if len(companies) > _LONGEST_LIST:
        return
    words = [_words_of(company.name) for company in companies]
    for k, company in enumerate(companies):
        others = [
            other
            for j, other in enumerate(companies)
            if j != k and words[k] and words[k] <= words[j]
        ]
        if len(others) > 1 and company.places == sum(other.places for other in others) > 0:
            yield company, len(others)


#: A longer list is one of many concerns, not of one with its locations.
_LONGEST_LIST = 500
_GENERAL = frozenset(
    ["zorggroep", "stichting", "groep", "concern", "totaal", "alle", "locaties", "hoofdlocatie",
     "de", "het", "hoofdkantoor", "zorg", "en", "van", "bv", "organisatie", "samen"]
)  # fmt: skip


def _words_of(name: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", name.casefold())) - _GENERAL


def _sums_in(group: Sequence[StagePeriod]) -> Iterator[tuple[StagePeriod, int]]:
    total = sum(period.students for period in group)
    above: list[StagePeriod] = []
    students = 0  # of those above
    for k, period in enumerate(group):
        if period.students == students and len(above) > 1 and _is_together(period, above):
            yield period, len(above)
            above, students = [], 0
            continue
        if not k and 2 * period.students == total and _is_together(period, group[1:]):
            yield period, len(group) - 1
            continue
        above.append(period)
        students += period.students


def _is_together(period: StagePeriod, others: Sequence[StagePeriod]) -> bool:
    """Return whether a group with the students of some others looks like all of them together."""
    if min(other.students for other in others) < 1:
        return False
    name = period.group.casefold().strip()
    return (
        len(others) > 2
        or period.students > _LARGE_CLASS
        or not name
        or bool(_TOGETHER.search(name))
        or all(other.group.casefold().strip().startswith(name) for other in others)
    )
