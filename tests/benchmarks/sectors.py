"""What the generated regions are made of: sectors, the work they do, how they go on placement.

The numbers of programmes, the rhythms and the blocks follow what schools publish of their
planning. The care codes are real; the other sectors have made-up codes and numbered names,
since only their structure counts.
"""

from __future__ import annotations

from dataclasses import dataclass

from stageplanner.domain.form import Form


@dataclass(frozen=True, slots=True)
class Rhythm:
    """One way in which the groups of a year go: ``weeks`` lesweken from lesweek ``first``."""

    form: Form
    days: int
    weeks: int
    first: int


@dataclass(frozen=True, slots=True)
class Sector:
    """A sector: its programmes by branch; the branches of one cluster share leerbedrijven.

    ``share`` is its part of all students; ``clusters`` lists per cluster the programmes.
    """

    number: str
    share: float
    clusters: tuple[tuple[str, ...], ...]


def _codes(first: int, count: int) -> tuple[str, ...]:
    return tuple(str(first + 3 * k) for k in range(count))


CARE = (
    *("25741", "25960", "25656", "25655", "25780", "25779", "25696", "25697", "25698"),
    *("25695", "25958", "26950", "26953", "26956"),
)

#: Eight sector chambers, 84 programmes; the care cluster has more than twelve.
SECTORS = (
    Sector("03", 0.33, (CARE, ("25699",), ("25650",))),
    Sector("01", 0.17, (_codes(26000, 9), _codes(26040, 7))),
    Sector("02", 0.09, (_codes(26100, 5), _codes(26130, 4))),
    Sector("04", 0.09, (_codes(26200, 6),)),
    Sector("05", 0.10, (_codes(26300, 5), _codes(26330, 3))),
    Sector("06", 0.09, (_codes(26400, 5), _codes(26430, 5))),
    Sector("07", 0.10, (_codes(26500, 8), _codes(26540, 3))),
    Sector("08", 0.03, (_codes(26600, 4), _codes(26620, 2), _codes(26640, 2), _codes(26660, 2))),
)

_BLOK, _LINT = Form.BLOK, Form.LINT
#: Per year of the programme the rhythms that schools use; the first of a line is the popular one.
FIRST_YEAR = (
    (Rhythm(_BLOK, 4, 10, 30), Rhythm(_BLOK, 4, 10, 20)),
    (Rhythm(_LINT, 2, 20, 20),),
    (Rhythm(_LINT, 2, 30, 10),),
    (Rhythm(_LINT, 3, 20, 20), Rhythm(_BLOK, 4, 10, 20)),
)
LATER_YEARS = (
    (Rhythm(_BLOK, 4, 20, 0), Rhythm(_BLOK, 4, 20, 20)),
    (Rhythm(_BLOK, 4, 20, 10), Rhythm(_BLOK, 4, 20, 20)),
    (Rhythm(_LINT, 2, 40, 0), Rhythm(_BLOK, 4, 20, 20)),
    (Rhythm(_LINT, 3, 40, 0),),
    (Rhythm(_LINT, 3, 35, 0), Rhythm(_BLOK, 4, 20, 20)),
    (Rhythm(_BLOK, 4, 10, 10), Rhythm(_BLOK, 4, 10, 0)),
)
#: The weekdays that schools choose for a number of days a week, the popular ones more often.
WEEKDAYS = {
    2: ((0, 1), (0, 1), (0, 1), (3, 4), (1, 2)),
    3: ((2, 3, 4), (2, 3, 4), (0, 1, 2)),
    4: ((0, 1, 2, 3), (0, 1, 3, 4), (0, 1, 2, 4), (1, 2, 3, 4), (0, 2, 3, 4)),
}

_REGIONS = (
    "Achterhoek 17, Amersfoort 21, Drechtsteden 17, Drenthe 18, Flevoland 26, FoodValley 21, "
    "Friesland 40, Gooi en Vechtstreek 11, Gorinchem 7, Groningen 47, Groot Amsterdam 82, "
    "Haaglanden 57, Helmond-De Peel 13, Holland Rijnland 27, Midden-Brabant 30, "
    "Midden-Gelderland 29, Midden-Holland 10, Midden-Limburg 14, Midden-Utrecht 52, "
    "Noord-Holland Noord 36, Noord-Limburg 15, Noordoost-Brabant 38, Regio Zwolle 36, "
    "Rijk van Nijmegen 22, Rijnmond 87, Rivierenland 11, Twente 44, "
    "Veluwe Stedendriehoek 30, West-Brabant 41, Zaanstreek/Waterland 13, Zeeland 21, "
    "Zuid-Holland Centraal 18, Zuid-Kennemerland en IJmond 17, Zuid-Limburg 33, "
    "Zuidoost-Brabant 45"
)
#: The regions and how many of a thousand students each has, roughly by inhabitants.
REGIONS = {
    name: int(share) for name, share in (entry.rsplit(" ", 1) for entry in _REGIONS.split(", "))
}
