"""Tell what a mark in a cell of a week or weekday means: placement, none, or not clear.

The legend of a file comes first. Without it only marks that can mean nothing else count as
placement: V may be "vakantie", L "les", S "school".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum


class Meaning(Enum):
    """What a mark means."""

    PLACEMENT = "placement"
    NONE = "none"
    OPEN = "open"


_PLACEMENT = re.compile(
    r"x+|✓|✔|✅|☑|●|•|■|█|▪|◼|⬛|\*|\+|√|bpv|stage|stages|stagedag|stageweek|bpv[- ]?dag"
    r"|bpv[- ]?week"
    r"|blokstage|lintstage|blok|lint|praktijk|praktijkdag|praktijkleren|ja|yes|true|waar|y|j"
    r"|placement|internship|werk|werkplek|op stage|stg"
)
_NONE = re.compile(
    r"[-–—./0]+|0[.,]0|vak|vakantie\w*|\w+vakantie|herfst\w*|kerst\w*|voorjaar\w*|carnaval\w*|karneval|\w*ferien|krokus\w*"
    r"|mei(?:vakantie)?|zomer\w*|[hkvm]v|vrij|vrije dag|lesvrij|roostervrij|school|schooldag"
    r"|schoolweek"
    r"|les|lesdag|lesweek|lessen|theorie|theorieweek|toets(?:en|week|ing)?|intro\w*|project\w*|tentamen\w*"
    r"|examen\w*|holiday|break|n|nee|no|none|false|onwaar|geen|geen stage|geen bpv|niet|nvt"
    r"|n\.?v\.?t\.?"
    r"|feestdag\w*|studiedag\w*|off|lesson|lessons|exam|exams|free|paas\w*|pasen|pinkster\w*|hemelvaart\w*"
    r"|koningsdag|terugkom\w*|slb|keuzedeel\w*|herkansing\w*|excursie\w*|afwezig|uit|zelfstudie|thuis|binnenschools|opleiding|college"
)
#: Meanings in a legend that are placement, or surely none, wherever the word stands in them.
_MEANS_NONE = re.compile(
    r"\bgeen\b|\bniet\b|vakantie|\bvrij|\bles\b|lessen|lesweek|lesdag|\bschool|binnenschools|theorie|toets|examen"
    r"|tentamen|project|intro|feestdag|studiedag|terugkom|holiday|break|lesson|exam|\bno\b|training"
    r"|excursie|herkans|keuzedeel|onderwijs|zelfstudie|thuis|rapport|evaluatie|overig|sluiting|gesloten"
    r"|\w*schule|unterricht|ferien|college|classroom|theory"
)
_MEANS_PLACEMENT = re.compile(
    r"stage|bpv|beroepspraktijk|praktijk|\bblok|\blint|placement|internship|leerbedrijf|werkplek"
    r"|\bbetrieb|praktikum|\bpraxis|workplace"
    r"|\b\d+(?:[.,]\d+)?\s*(?:x|d\b|dg|dag|dgn|uur|uren|u\b|days?|hours?)"
)


def meaning_in_legend(meaning: str) -> Meaning:
    """Return what the explanation of a mark says: "S = stage", "V = vakantie"."""
    text = meaning.casefold()
    if re.search(r"\b(?:geen|niet|no|vrij van)\s+(?:stage|bpv|placement)", text):
        return Meaning.NONE
    if _MEANS_PLACEMENT.search(text):
        return Meaning.PLACEMENT
    return Meaning.NONE if _MEANS_NONE.search(text) else Meaning.OPEN


def meaning_of(text: str, legend: Mapping[str, str]) -> Meaning:
    """Return what a mark in a cell means.

    Parameters
    ----------
    text
        The text of the cell.
    legend
        The meanings of marks that the file gives, both in lower case.
    """
    flat = text.casefold().strip(" .!()") or text.casefold().strip()
    if text.strip().startswith("(") and flat not in legend:
        return Meaning.OPEN  # a mark in brackets is a doubt
    if flat in legend:
        return meaning_in_legend(legend[flat])
    if _PLACEMENT.fullmatch(flat):
        return Meaning.PLACEMENT
    return Meaning.NONE if _NONE.fullmatch(flat) else Meaning.OPEN
