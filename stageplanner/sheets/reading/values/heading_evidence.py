"""Weigh how sure a heading is that matches a field only in part or by similarity.

"Aantal docenten" holds the word "aantal", and "Lesdagen per week" looks like "Dagen per week", but
neither is a number of students or of stage days. A field that the load is computed from needs a
known heading; a part of one only counts if the other words change nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum

from rapidfuzz.distance import DamerauLevenshtein

from stageplanner.sheets.columns import Field

#: Fields that change the load; none of them may rest on weak evidence.
REQUIRED = frozenset(
    {
        Field.STUDENTS, Field.PLACES, Field.OCCUPIED, Field.OCCUPIED_MORE, Field.START, Field.END,
        Field.SPAN, Field.WEEK_COUNT, Field.DAYS, Field.WEEKDAYS, Field.HOURS_PER_DAY,
        Field.HOURS_PER_WEEK, Field.AVAILABLE_FROM, Field.AVAILABLE_UNTIL,
    }
)  # fmt: skip


class Evidence(Enum):
    """How sure a heading names a field: known, assumed with a warning, or not at all."""

    KNOWN = "known"
    ASSUMED = "assumed"
    NONE = "none"


#: Words that leave the meaning of a heading as it is.
_HARMLESS = re.compile(
    r"\d+(?:e|ste|de)?|[pqs][1-8]|de|het|een|van|in|op|per|voor|bij|met|t|m|tot|en|of|the|for|on|at|and|or|to"
    r"|dd|mm|jj|jjjj|yyyy|eventueel|evt|inclusief|incl|zie|svp|invullen|in te vullen|te|hoeveel"
    r"|schooljaar|studiejaar|leerjaar|lj|jaar|year|school year|cohort|semester|periode|period|p"
    r"|stage|stages|bpv|blok|lint|blokstage|lintstage|stageperiode|praktijk|praktijkleren"
    r"|beroepspraktijkvorming|placement|internship|bol|bbl|mbo|entree|niveau|derde|leerweg"
    r"|totaal|total|totale|verwacht|verwachte|expected|prognose|raming|schatting|geschat|geschatte"
    r"|ca|circa|ongeveer|gepland|geplande|planned|definitief|concept|voorlopig|voorlopige|gewenst"
    r"|gewenste|wens|voorkeur|huidig|huidige|actueel|actuele|nu|max|maximaal|maximum|min|ingeschat"
    r"|klas|groep|class|group|opleiding|student|studenten|students|stagiair|stagiairs|leerling"
    r"|leerlingen|deelnemer|deelnemers|week|weken|weeks|wk|dag|dagen|days|day|uur|uren|hours"
    r"|nr|weeknr|weeknummer|weeknummers|datum|date|dates|data|aantal|aantallen|number|werkdag"
    r"|jan|feb|mrt|apr|mei|jun|jul|aug|sep|sept|okt|nov|dec|januari|februari|maart|april|juni|juli"
    r"|augustus|september|oktober|november|december|najaar|voorjaar|gemiddeld|beschikbaar"
    r"|beschikbare|aangeboden|offered|vrije|nodig|benodigd|benodigde|gelijktijdig|tegelijk|tegelijkertijd|iedere|elke"
    r"|kalenderweek|iso|yes|no|ja|nee|min|vaste|vast|fixed|stagedag|stagedagen|deze|hele|gehele"
)

#: A shorter word with another letter is another word: "bpv" and "pvb".
_SHORTEST_WITH_SLIP = 5

#: Words of which one makes the heading that of something else, whatever the field.
_OTHER = re.compile(
    r"docent\w*|leraar|leraren|teacher\w*|begeleid\w*|mentor\w*|coach\w*|\w*opleiders?|slb\w*"
    r"|\w*medewerker\w*|personeel|personeels\w*|werknemer\w*|employee\w*|staff|fte|\w*bedden|clienten"
    r"|patient\w*|bewoner\w*|\w*locaties?|\w*vestiging\w*|\w*erkenning\w*|vacature\w*|reviews?"
    r"|\w*bezoek\w*|\w*gesprek\w*|contact\w*|uitval\w*|gestopt\w*|uitschrij\w*|zonder|niet|geen"
    r"|not|without|les|lessen|les\w*|\w*lessen|toets\w*|examen\w*|tentamen\w*|vakantie\w*|verlof\w*"
    r"|ziek\w*|verzuim\w*|school|schooldag\w*|theorie\w*|terugkom\w*|geboort\w*|birth|contract\w*"
    r"|overeenkomst\w*|pok|inschrij\w*|aanmeld\w*|aanvraag\w*|wijzig\w*|mutatie\w*|gewijzigd|update\w*"
    r"|besluit\w*|betaal\w*|factuur\w*|kosten|vergoeding\w*|tarief\w*|budget\w*|euro|prijs|lokaal"
    r"|lokalen|ruimte\w*|kamer\w*|room\w*|adres\w*|telefoon\w*|mail\w*|email\w*|volgnr|volgnummer"
    r"|rang\w*|score\w*|cijfer\w*|groepen|klassen|teams?|opleidingen|\w*bedrijven|bedrijf|organisaties"
    r"|afdelingen|percentage|procent|pct|reis\w*|km|afstand|diploma\w*|geslaagd\w*|deadline\w*|inlever\w*"
    r"|evaluatie\w*|beoordel\w*|onderhoud\w*|gemeente|naam|code|id|brin|crebo|versie\w*|document\w*"
    r"|beroep|prioriteit|ervaring|jaren|leeftijd\w*|intake\w*|introductie\w*|workshop\w*|training\w*"
    r"|vorig\w*|previous|last year|oud|oude|afgerond\w*|gediplomeerd\w*|bbl ers|vrijstelling\w*"
    r"|ec|ects|studiepunten|punten|modules?|vakken|projecten|opdrachten|aanwezigheid|presentie"
)
#: Words that make a moment or stretch that of something else.
_OTHER_TIME = re.compile(r"aantal|number|opleiding|studie|nummer|loopbaan|project|open|erkend\w*")
#: Words that make a number of students that of only some of them.
_OTHER_STUDENTS = re.compile(
    r"nog|geplaatst\w*|plaatsen|matched|gematcht\w*|open|over|tekort\w*|bezet"
)
_OTHER_PLACES = re.compile(
    r"te|gevraagd\w*|tekort\w*|gewenst\w*|hbo|wo|vmbo|vso|havo|\w*gevuld\w*|vergeven|vervuld\w*|benut\w*"
    r"|toegewezen|bezet\w*|filled|taken|used"
)
#: Words that make days or hours those of a whole stage, unless "per week" stands beside them.
_IN_ALL = re.compile(r"tota\w+|samen|opgeteld|cumulatief|overall")
_A_WEEK = re.compile(r"week|wk|w|pw|dag|day|d|pd|dpw")
#: Words that make a moment that of the school year itself, not of a placement in it.
_OF_SCHOOL_YEAR = re.compile(r"schooljaar|studiejaar|cursus\w*|academi\w*")
#: Words beside "jaar" or "schooljaar" that make it no leerjaar and no school year.
_OTHER_YEAR = re.compile(
    r"aantal\w*|number|studenten|students|leerlingen|deelnemers|plaatsen|plekken|begin|start|eind\w*"
    r"|end|datum|date|vorig\w*|previous|last|weken|dagen|uren|geboorte\w*|per"
)
#: Words that make a number the most there may be, or that of some: the column may hold another.
_LIMITS = {
    "students": re.compile(r"max\w*|min|minim\w*|gewenst\w*|beschikba\w*|vrije|nodig|benodigd\w*"),
    "places": re.compile(r"bbl|entree"),
}
_WITH = frozenset({"incl", "inclusief", "excl"})
_TIMES = frozenset({Field.START, Field.END, Field.SPAN, Field.AVAILABLE_FROM,
                    Field.AVAILABLE_UNTIL, Field.WEEKDAYS})  # fmt: skip

_RHYTHM = frozenset({Field.DAYS, Field.HOURS_PER_DAY, Field.HOURS_PER_WEEK})

#: Parts of a heading that name a field by themselves; "aantal", "van" or "week" do not.
_STRONG = re.compile(
    r"studenten|leerlingen|deelnemers|stagiair\w*|students|\w*plaatsen|\w*plekken|places|capaciteit"
    r"|capacity|(?:start|begin|eind|ingangs|aanvangs)\s?(?:datum|week|dag)|(?:start|begin|end) date"
    r"|stage\s?periodes?|bpv periodes?|placement period|stage\s?weken|bpv weken|weeknummers"
    r"|(?:dagen|days|dgn|uren|uur|hours)\s?(?:per|p) (?:week|dag|w|d|day)|stage\s?(?:dagen|uren)"
    r"|bpv (?:dagen|uren)|weekdagen|weekdays|welke dagen|(?:first|last|eerste|laatste) (?:dag|week)"
)


def other_meaning(words: Sequence[str], field: Field) -> bool:
    """Return whether a word makes a heading that of something else than a required field."""
    specific = None
    if field in (Field.START, Field.END) and any(map(_OF_SCHOOL_YEAR.fullmatch, words)):
        return True
    if field in _TIMES:
        specific = _OTHER_TIME
    elif field is Field.STUDENTS:
        specific = _OTHER_STUDENTS
    elif field is Field.PLACES:
        specific = _OTHER_PLACES
    return any(
        _OTHER.fullmatch(word) or (specific is not None and specific.fullmatch(word))
        for word in words
    )


def evidence_of_part(part: str, others: Sequence[str], field: Field) -> Evidence:
    """Return how sure a heading is of which a part is a synonym of a field.

    Parameters
    ----------
    part
        The part that is a synonym.
    others
        The other words of the heading.
    field
        The field of the synonym.
    """
    if field in (Field.YEAR, Field.SCHOOL_YEAR) and any(map(_OTHER_YEAR.fullmatch, others)):
        return Evidence.NONE
    if field not in REQUIRED:
        return Evidence.KNOWN
    if other_meaning(others, field) or _is_of_whole_stage((*part.split(), *others), field):
        return Evidence.NONE
    if _counts_some(others, field):
        return Evidence.ASSUMED
    if all(_HARMLESS.fullmatch(word) for word in others):
        return Evidence.KNOWN
    return Evidence.ASSUMED if _STRONG.fullmatch(part) else Evidence.NONE


def _counts_some(words: Sequence[str], field: Field) -> bool:
    """Return whether a heading counts the most or some only: "max. studenten", "incl. 5 BBL"."""
    limits = _LIMITS.get(field.value)
    if limits is not None and any(map(limits.fullmatch, words)):
        return True
    return not _WITH.isdisjoint(words) and any(word.isdecimal() for word in words)


def _is_of_whole_stage(words: Sequence[str], field: Field) -> bool:
    """Return whether a heading counts the days or hours of a stage, not those of a week."""
    if field not in _RHYTHM or any(_A_WEEK.fullmatch(word) for word in words):
        return False
    return any(_IN_ALL.fullmatch(word) for word in words)


def evidence_of_typo(heading: str, synonym: str, field: Field) -> Evidence:
    """Return how sure a heading is that resembles a synonym: only a slip of the pen counts."""
    if field not in REQUIRED:
        return Evidence.KNOWN
    if other_meaning(heading.split(), field) and not other_meaning(synonym.split(), field):
        return Evidence.NONE
    words, known = heading.split(), synonym.split()
    if len(words) == len(known) and any(
        word != other and min(len(word), len(other)) < _SHORTEST_WITH_SLIP
        for word, other in zip(words, known, strict=True)
    ):
        return Evidence.NONE
    most = 1 if len(synonym) < 8 else 2
    slips = DamerauLevenshtein.distance(heading, synonym, score_cutoff=most)
    return Evidence.ASSUMED if slips <= most else Evidence.NONE
