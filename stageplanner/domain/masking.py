"""Which counts of students a reader of a document may see.

If the region asks for it, a count under 5 is shown only to the region and to the institution
whose students they are. It must not be derivable either: a sum never adds a hidden count to
the ones shown, and no total of others is shown that rests on a few of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from stageplanner.domain.ground_rules import GroundRules
from stageplanner.domain.plan import Placement
from stageplanner.domain.proposal import Party, PartyKind

#: Counts below this are hidden if the region asks for it.
SMALL = 5
#: A hidden count as text, and its height in a picture: halfway between 0 and 5.
HIDDEN_WORD, HIDDEN_HEIGHT = f"<{SMALL}", SMALL / 2
#: A count of students under 5 in a sentence; 3.208 and 3,208 are thousands, 3,5 is not.
_SMALL_IN_TEXT = re.compile(
    r"(?<![\d.,])[1-4](?:[.,]\d{1,2})?"
    r"(?= (?:studenten?|students?|studentdagen|student-(?:dagen|days))\b)"
)
_PARTS_IN_TEXT = re.compile(r"\((\d+(?: \+ \d+)+)\)")


def is_small(count: float) -> bool:
    """Return whether a count could point at persons: at least one, fewer than five."""
    return 0 < count < SMALL


@dataclass(frozen=True, slots=True, kw_only=True)
class Masking:
    """What one reader may see.

    ``reader`` is the institution that sees its students in full. With ``is_on`` False all counts
    are shown, as to the region.
    """

    is_on: bool = False
    reader: str = ""

    def hides(self, count: float, institution: str = "") -> bool:
        """Return whether a count of students of an institution (or of several) is hidden."""
        is_readers = bool(institution) and institution == self.reader
        return self.is_on and not is_readers and is_small(count)

    def shown(self, count: int, institution: str = "") -> int | str:
        """Return a count, or ``<5`` if it is hidden."""
        return HIDDEN_WORD if self.hides(count, institution) else count

    def masked_text(self, count: int, institution: str = "") -> str:
        """Return a count as text, ``<5`` if it is hidden."""
        return str(self.shown(count, institution))

    def summed(self, counts: Iterable[tuple[int, str]]) -> str:
        """Return the sum of the counts that are shown: ``12``, or ``>12`` if others are hidden.

        Parameters
        ----------
        counts : Iterable[tuple[int, str]]
            Each count with the institution whose students they are.
        """
        visible = hidden = 0
        for count, institution in counts:
            if self.hides(count, institution):
                hidden += 1
            else:
                visible += count
        if not hidden:
            return str(visible)
        return f">{visible}" if visible else HIDDEN_WORD if hidden == 1 else ">0"

    def of_parts(self, placements: Iterable[Placement], institution: str) -> int | str:
        """Return the students of a group; if a part of a split group is hidden, as ``summed``."""
        counts = [placement.students for placement in placements]
        if any(self.hides(count, institution) for count in counts):
            return self.summed((count, institution) for count in counts)
        return sum(counts)

    def words(self, text: str, institution: str = "") -> str:
        """Return a sentence with the small counts of students of others hidden."""
        if not self.is_on or (institution and institution == self.reader):
            return text
        return _PARTS_IN_TEXT.sub(_masked_parts, _SMALL_IN_TEXT.sub(HIDDEN_WORD, text))


def _masked_parts(match: re.Match[str]) -> str:
    parts = match.group(1).split(" + ")
    return f"({' + '.join(HIDDEN_WORD if is_small(int(part)) else part for part in parts)})"


#: The masking of the region itself: nothing is hidden.
OPEN = Masking()


def masking_for(rules: GroundRules, party: Party | None) -> Masking:
    """Return what a party may see of the region; ``None`` for what all may see."""
    is_school = party is not None and party.kind is PartyKind.INSTITUTION
    reader = party.id if party is not None and is_school else ""
    return Masking(is_on=rules.masks_small, reader=reader)
