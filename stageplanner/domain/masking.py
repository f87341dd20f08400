"""Which counts of students a reader of a document may see: the only place where that is decided.

Where the region asks for it, a count under 5 is not told to anybody but the region itself and
the institution whose students they are. Nor is it told by the way: a sum never adds a hidden
count to those that are shown, and no total of others is told that rests on a few of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from stageplanner.domain.ground_rules import GroundRules
from stageplanner.domain.plan import Placement
from stageplanner.domain.proposal import Party, PartyKind

#: Below this a count is hidden where the region asks for it.
SMALL = 5
#: How a hidden count is shown, and where a picture needs a height: the middle of 0 and 5.
HIDDEN_WORD, HIDDEN_HEIGHT = f"<{SMALL}", SMALL / 2
#: A count of students under 5 in a sentence; 3.208 and 3,208 have thousands, 3,5 has not.
_SMALL_IN_TEXT = re.compile(
    r"(?<![\d.,])[1-4](?:[.,]\d{1,2})?(?= (?:studenten?|students?|student-(?:dagen|days))\b)"
)
_PARTS_IN_TEXT = re.compile(r"\((\d+(?: \+ \d+)+)\)")


def is_small(count: float) -> bool:
    """Tell whether a count could point at persons: more than nobody, fewer than five."""
    return 0 < count < SMALL


@dataclass(frozen=True, slots=True, kw_only=True)
class Masking:
    """What one reader may see.

    ``own`` is the institution whose students the reader may see in full; with ``is_on`` False
    everything is seen, as by the region itself.
    """

    is_on: bool = False
    reader: str = ""

    def hides(self, count: float, institution: str = "") -> bool:
        """Tell whether a count of students of an institution (or of several) is hidden."""
        is_own = bool(institution) and institution == self.reader
        return self.is_on and not is_own and is_small(count)

    def shown(self, count: int, institution: str = "") -> int | str:
        """A count as it may be shown: itself, or ``<5``."""
        return HIDDEN_WORD if self.hides(count, institution) else count

    def masked_text(self, count: int, institution: str = "") -> str:
        """A count in a sentence or cell of text."""
        return str(self.shown(count, institution))

    def summed(self, counts: Iterable[tuple[int, str]]) -> str:
        """A sum of counts and whose they are: only what is shown is added, ``>12`` the rest."""
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
        """The students of a group as they may be shown: of a split one its parts decide."""
        counts = [placement.students for placement in placements]
        if any(self.hides(count, institution) for count in counts):
            return self.summed((count, institution) for count in counts)
        return sum(counts)

    def words(self, text: str, institution: str = "") -> str:
        """A sentence without the small counts of students that it tells of others."""
        if not self.is_on or (institution and institution == self.reader):
            return text
        return _PARTS_IN_TEXT.sub(_masked_parts, _SMALL_IN_TEXT.sub(HIDDEN_WORD, text))


def _masked_parts(found: re.Match[str]) -> str:
    parts = found.group(1).split(" + ")
    return f"({' + '.join(HIDDEN_WORD if is_small(int(part)) else part for part in parts)})"


#: The region sees its own region.
OPEN = Masking()


def masking_for(rules: GroundRules, party: Party | None) -> Masking:
    """What a party may see of the region; with ``None`` what everybody may see."""
    is_school = party is not None and party.kind is PartyKind.INSTITUTION
    own = party.id if party is not None and is_school else ""
    return Masking(is_on=rules.masks_small, reader=own)
