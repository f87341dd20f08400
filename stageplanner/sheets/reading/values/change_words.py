"""Find the words by which a remark or a name says something of the weeks, days or numbers of a row.

Nothing is done with such words, so they are told: "A (vervallen)" is no ordinary group, and
"niet in wk 40" no ordinary remark.
"""

from __future__ import annotations

import re
from functools import lru_cache

from stageplanner.sheets.reading.values.date_tokens import MONTH

_CHANGES = (
    r"verval\w*|geannuleerd|afgelast|gaat niet door|gestopt|stopt|opgeheven|gecanceld|cancell?ed"
    r"|niet|geen|alleen|behalve|m\.?u\.?v\b\.?|uitgezonderd|zonder|not|only|except"
    r"|vanaf|t/m|tot(?: en met)?|starten|start(?:t|datum|week)?(?=\s+(?:in|op|pas|na|wk|week|\d))"
    r"|begint|begin|eindigt|eind|einde|from|until"
    r"|later|eerder|verschoven|verplaatst|uitgesteld|i\.?p\.?v\b\.?|in plaats van"
    r"|vervangt|wordt|was|gewijzigd|wijzig\w*|eventueel|evt|misschien|mogelijk"
    r"|voorbeeld|example|test|proef|sjabloon|template|dummy"
    r"|dubbel|extra|halve|minder|meer|samen met|oud|oude"
)
_TIMES = (
    rf"(?:weken|week|wkn|wk)\.?\s*\d{{1,2}}|\d{{1,2}}\s*(?:weken|week|wkn|dagen|dag|dgn|uur|uren)"
    rf"|\d{{1,2}}\s*{MONTH}|\w+vakantie"
    r"|(?:maan|dins|woens|donder|vrij|zater|zon)dag(?:en)?"
)
_CHANGE_OR_TIME = re.compile(rf"(?<![^\W_])(?:{_TIMES}|{_CHANGES})(?![^\W_])")
#: A mark that puts a line aside.
_PUT_ASIDE = re.compile(r"^\s*(?:#|//|\((?![^)]*\)))")


def change_words(text: str) -> str:
    """Return the first words of a name that say something of its row; ``""`` if there are none."""
    return "" if is_code(text) else _change_words(text)


def is_code(name: str) -> bool:
    """Return whether a name is a code such as VIG2A, as most are: a long list has many of them."""
    return name.isalnum() and not name.isalpha()


@lru_cache(maxsize=20_000)
def _change_words(text: str) -> str:
    folded = text.casefold()
    if aside := _PUT_ASIDE.match(folded):
        return aside.group().strip()
    found = _CHANGE_OR_TIME.search(folded)
    return found.group() if found else ""


@lru_cache(maxsize=20_000)
def may_change_row(text: str) -> bool:
    """Return whether a remark may change the weeks, days or numbers of its row."""
    return bool(change_words(text)) or any(sign.isdecimal() for sign in text)
