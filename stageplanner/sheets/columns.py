"""Every column heading StagePlanner knows: its own, and what schools call them.

The canonical headings are those of the template, the exports and the exported plan. The
synonyms are what institutions really write; a user may add more
(:class:`stageplanner.sheets.reading.ReadContext`). Headings are compared after
:func:`normalise`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache


class Field(StrEnum):
    """What a column can hold, in code words; the same word whatever the school calls it."""

    ID = "id"
    INSTITUTION = "institution"
    BRIN = "brin"
    LOCATION = "location"
    PROGRAMME_NAME = "programme_name"
    PROGRAMME = "programme"
    LEVEL = "level"
    LEERWEG = "leerweg"
    YEAR = "year"
    GROUP = "group"
    STUDENTS = "students"
    FORM = "form"
    START = "start"
    END = "end"
    SPAN = "span"
    WEEK_COUNT = "week_count"
    DAYS = "days"
    WEEKDAYS = "weekdays"
    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"
    HOURS_PER_DAY = "hours_per_day"
    HOURS_PER_WEEK = "hours_per_week"
    ALLOWED_FORMS = "allowed_forms"
    EARLIEST = "earliest"
    LATEST = "latest"
    SPLIT = "split"
    FIXED = "fixed"
    REGION = "region"
    SCHOOL_YEAR = "school_year"
    REMARK = "remark"
    WISH_FORM = "wish_form"
    WISH_START = "wish_start"
    WISH_END = "wish_end"
    WISH_DAYS = "wish_days"
    WISH_WEEKDAYS = "wish_weekdays"
    CHANGED = "changed"
    REASON = "reason"
    ANSWER = "answer"
    COUNTER_FORM = "counter_form"
    COUNTER_START = "counter_start"
    COUNTER_END = "counter_end"
    COUNTER_DAYS = "counter_days"
    COUNTER_WEEKDAYS = "counter_weekdays"
    COUNTER_STUDENTS = "counter_students"
    PROPOSAL = "proposal"
    TOKEN = "token"
    NAME = "name"
    TOWN = "town"
    BRANCH = "branch"
    ACCREDITED = "accredited"
    PLACES = "places"
    OCCUPIED = "occupied"
    OCCUPIED_MORE = "occupied_more"
    AVAILABLE_FROM = "available_from"
    AVAILABLE_UNTIL = "available_until"
    CLOSED = "closed"
    SUPERVISORS = "supervisors"
    LEVELS = "levels"
    FORM_PREFERENCE = "form_preference"
    STATUS = "status"
    HOLIDAY = "holiday"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a sheet StagePlanner writes: its meaning, heading and width in characters."""

    field: Field
    heading: str
    width: int = 12


SHEET_PERIODS = "Stageperiodes"
SHEET_CAPACITY = "Leerbedrijven"
SHEET_HOLIDAYS = "Vakanties"
SHEET_PLAN = "Plan"
SHEET_ANSWER = "Antwoord"

PERIOD_COLUMNS: tuple[Column, ...] = (
    Column(field=Field.INSTITUTION, heading="Instelling", width=22),
    Column(field=Field.BRIN, heading="BRIN", width=8),
    Column(field=Field.LOCATION, heading="Locatie", width=14),
    Column(field=Field.PROGRAMME_NAME, heading="Opleiding", width=34),
    Column(field=Field.PROGRAMME, heading="Crebo", width=8),
    Column(field=Field.LEVEL, heading="Niveau", width=8),
    Column(field=Field.LEERWEG, heading="Leerweg", width=9),
    Column(field=Field.YEAR, heading="Leerjaar", width=9),
    Column(field=Field.GROUP, heading="Groep", width=12),
    Column(field=Field.STUDENTS, heading="Aantal studenten", width=10),
    Column(field=Field.FORM, heading="Vorm", width=7),
    Column(field=Field.START, heading="Startdatum", width=12),
    Column(field=Field.END, heading="Einddatum", width=12),
    Column(field=Field.DAYS, heading="Dagen per week", width=9),
    Column(field=Field.WEEKDAYS, heading="Weekdagen", width=14),
    Column(field=Field.HOURS_PER_DAY, heading="Uren per dag", width=8),
    Column(field=Field.ALLOWED_FORMS, heading="Toegestane vormen", width=12),
    Column(field=Field.EARLIEST, heading="Vroegste start", width=12),
    Column(field=Field.LATEST, heading="Laatste einde", width=12),
    Column(field=Field.SPLIT, heading="Splitsen toegestaan", width=11),
    Column(field=Field.FIXED, heading="Vast", width=6),
    Column(field=Field.REGION, heading="Vakantieregio", width=13),
)

#: What the exported plan adds: the wish beside the planned columns, and the reason.
WISH_COLUMNS: tuple[Column, ...] = (
    Column(field=Field.WISH_FORM, heading="Voorkeur vorm", width=9),
    Column(field=Field.WISH_START, heading="Voorkeur startdatum", width=12),
    Column(field=Field.WISH_END, heading="Voorkeur einddatum", width=12),
    Column(field=Field.WISH_WEEKDAYS, heading="Voorkeur weekdagen", width=14),
    Column(field=Field.CHANGED, heading="Gewijzigd", width=10),
    Column(field=Field.REASON, heading="Reden", width=60),
)

#: Optional, after the others: days a week of the wish (where weekdays are open), and our own id.
WISH_DAYS_COLUMN = Column(field=Field.WISH_DAYS, heading="Voorkeur dagen per week", width=9)
ID_COLUMN = Column(field=Field.ID, heading="StagePlanner-id", width=14)

PLAN_COLUMNS: tuple[Column, ...] = PERIOD_COLUMNS + WISH_COLUMNS

#: What a party fills in beside a proposal.
ANSWER_COLUMNS: tuple[Column, ...] = (
    Column(field=Field.ANSWER, heading="Antwoord", width=14),
    Column(field=Field.COUNTER_FORM, heading="Tegenvoorstel vorm", width=12),
    Column(field=Field.COUNTER_START, heading="Tegenvoorstel startdatum", width=13),
    Column(field=Field.COUNTER_END, heading="Tegenvoorstel einddatum", width=13),
    Column(field=Field.COUNTER_DAYS, heading="Tegenvoorstel dagen per week", width=13),
    Column(field=Field.COUNTER_WEEKDAYS, heading="Tegenvoorstel weekdagen", width=14),
    Column(field=Field.REMARK, heading="Opmerking", width=40),
)

#: What a row of a round is known by; the last one is hidden.
PROPOSAL_COLUMN = Column(field=Field.PROPOSAL, heading="Voorstel", width=9)
TOKEN_COLUMN = Column(field=Field.TOKEN, heading="Kenmerk", width=36)
#: Beside the answer columns, for a group that is to be split.
COUNTER_STUDENTS_COLUMN = Column(
    field=Field.COUNTER_STUDENTS, heading="Tegenvoorstel aantal studenten", width=13
)

CAPACITY_COLUMNS: tuple[Column, ...] = (
    Column(field=Field.ID, heading="LeerbedrijfID", width=14),
    Column(field=Field.NAME, heading="Naam", width=28),
    Column(field=Field.LOCATION, heading="Locatie", width=24),
    Column(field=Field.TOWN, heading="Plaats", width=14),
    Column(field=Field.BRANCH, heading="Branche", width=14),
    Column(field=Field.ACCREDITED, heading="Erkend voor (crebo)", width=30),
    Column(field=Field.PLACES, heading="Plaatsen", width=9),
    Column(field=Field.OCCUPIED, heading="Waarvan bezet (BBL/hbo)", width=12),
    Column(field=Field.AVAILABLE_FROM, heading="Beschikbaar van", width=12),
    Column(field=Field.AVAILABLE_UNTIL, heading="Beschikbaar t/m", width=12),
    Column(field=Field.CLOSED, heading="Gesloten", width=30),
    Column(field=Field.SUPERVISORS, heading="Praktijkopleiders", width=10),
)

#: Optional columns of Leerbedrijven: places per weekday, niveaus, preferred form.
WEEKDAY_FIELDS: tuple[Field, ...] = (
    Field.MONDAY,
    Field.TUESDAY,
    Field.WEDNESDAY,
    Field.THURSDAY,
    Field.FRIDAY,
    Field.SATURDAY,
    Field.SUNDAY,
)
CAPACITY_EXTRA_COLUMNS: tuple[Column, ...] = (
    Column(field=Field.MONDAY, heading="ma", width=5),
    Column(field=Field.TUESDAY, heading="di", width=5),
    Column(field=Field.WEDNESDAY, heading="wo", width=5),
    Column(field=Field.THURSDAY, heading="do", width=5),
    Column(field=Field.FRIDAY, heading="vr", width=5),
    Column(field=Field.SATURDAY, heading="za", width=5),
    Column(field=Field.SUNDAY, heading="zo", width=5),
    Column(field=Field.LEVELS, heading="Niveaus", width=9),
    Column(field=Field.FORM_PREFERENCE, heading="Vormvoorkeur", width=12),
)

HOLIDAY_COLUMNS: tuple[Column, ...] = (
    Column(field=Field.INSTITUTION, heading="Instelling", width=24),
    Column(field=Field.HOLIDAY, heading="Vakantie", width=20),
    Column(field=Field.START, heading="Van", width=12),
    Column(field=Field.END, heading="T/m", width=12),
)


def field_named(name: str) -> Field | None:
    """The field of a code word ("students") or of a heading of the template."""
    words = normalise(name)
    capacity = CAPACITY_COLUMNS + CAPACITY_EXTRA_COLUMNS
    columns = PLAN_COLUMNS + ANSWER_COLUMNS + capacity + HOLIDAY_COLUMNS
    named = {normalise(column.heading): column.field for column in reversed(columns)}
    if name.strip().casefold() in set(Field):
        return Field(name.strip().casefold())
    return named.get(words)


@lru_cache(maxsize=20_000)
def normalise(heading: str) -> str:
    """A heading without case, accents, signs and double spaces: how headings are compared."""
    flat = unicodedata.normalize("NFKD", heading.replace("\u00ad", ""))
    flat = "".join(c for c in flat if not unicodedata.combining(c)).casefold()
    return re.sub(r"[^a-z0-9]+", " ", flat).strip()


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split("|"))


#: What institutions call the columns of stage periods, after :func:`normalise`. A heading may
#: stand under several fields: the values of the column then decide.
PERIOD_SYNONYMS: dict[Field, tuple[str, ...]] = {
    Field.ID: _words("stageplanner id"),
    Field.INSTITUTION: _words(
        "instelling|school|schoolnaam|naam school|naam instelling|onderwijsinstelling|roc"
        "|mbo instelling|mbo school|college|institution|institute|school name|aanbieder|mbo"
    ),
    Field.BRIN: _words("brin|brincode|brin code|brin nummer|brinnummer|brin nr|brinnr"),
    Field.LOCATION: _words(
        "locatie|vestiging|onderwijslocatie|leslocatie|schoollocatie|campus|location|site"
        "|vestigingsplaats|plaats|standplaats|loc|leslocatie school|vestiging school"
    ),
    Field.PROGRAMME_NAME: _words(
        "opleiding|opleidingsnaam|naam opleiding|opleiding naam|opleidingen|studie|studierichting"
        "|programme|program|programme name|course|course name|qualification|qualification name"
        "|omschrijving opleiding|kwalificatienaam|kwalificatie|richting|uitstroomprofiel|profiel"
        "|omschrijving|beroepsopleiding|mbo opleiding|naam kwalificatie|opl|opleiding profiel"
    ),
    Field.PROGRAMME: _words(
        "crebo|crebonr|crebo nr|crebonummer|crebo nummer|crebocode|crebo code|opleidingscode"
        "|kwalificatiecode|kwalificatie|code opleiding|opleiding code|dossier|dossiercode"
        "|dossiernummer|kwalificatiedossier|qualification code|programme code|program code|code"
        "|crebo dossier|opleiding crebo|crebo opleiding|course code|opleidingsnummer|kd code"
        "|qualification|opleiding|crebo s|opl code|creboonr|crebo nr opleiding"
    ),
    Field.LEVEL: _words("niveau|mbo niveau|niv|level|mbo level|opleidingsniveau|nivo"),
    Field.LEERWEG: _words("leerweg|bol bbl|bol of bbl|leerroute|pathway|learning pathway|route"),
    Field.YEAR: _words(
        "leerjaar|lj|jaar|studiejaar|cohort leerjaar|leerjaar cohort|jaarlaag|year|year of study"
        "|study year|opleidingsjaar|cohort|leerj|jaar opleiding|lrj|ljr|grade|yr"
    ),
    Field.GROUP: _words(
        "groep|klas|groepscode|klascode|klas groep|groep klas|lesgroep|group|class|groepsnaam"
        "|stamgroep|basisgroep|klassen|group code|class code|group name|klasnaam|grp|klas code"
        "|groepen|cohortgroep|bpv groep|stagegroep|class group"
    ),
    Field.STUDENTS: _words(
        "aantal studenten|studenten|aantal stud|aantal|prognose aantal|prognose|stud|deelnemers"
        "|aantal deelnemers|aantal leerlingen|leerlingen|aantal stagiairs|stagiairs|stagiaires"
        "|aantal stagiaires|students|number of students|no of students|nr of students|student"
        "|groepsgrootte|n studenten|headcount|aantallen|verwacht aantal|aantal bpv studenten"
        "|nr students|num students|student count|group size|klasgrootte|n|aant|aantal st"
        "|aantal studenten prognose|verwacht aantal studenten|prognose studenten|aantal pers"
        "|aantal personen|aant stud|aantal bpv|student numbers|size|grootte|st"
    ),
    Field.FORM: _words(
        "vorm|stagevorm|soort stage|type stage|bpv vorm|stagetype|lint blok|lint of blok|form"
        "|type|type of placement|placement type|soort|bpv model|soort bpv|type bpv|stagemodel"
        "|stage vorm|placement form|lint of blokstage|model|blok lint|blok of lint|vorm stage"
        "|vorm bpv|internship type|mode"
    ),
    Field.START: _words(
        "startdatum|start|begindatum|begin|van|vanaf|start bpv|begindatum bpv|begin stage|v a"
        "|ingangsdatum|aanvang|van week|startweek|beginweek|start week|week van|van datum"
        "|eerste week|eerste dag|start date|from|begin date|first week|first day|datum van"
        "|startdatum stage|startdatum bpv|van wk|wk van|start stage|begin bpv|begindatum stage"
        "|begin week|week start|starting|start wk|wk start|aanvangsdatum|from week|week from"
        "|starts|date from|weeknr start|van weeknr|vanaf week|eerste stagedag|eerste stageweek"
        "|startdag|start weeknr|start on"
    ),
    Field.END: _words(
        "einddatum|eind|einde|tot|t m|tot en met|einde bpv|einddatum bpv|eindweek|t m week"
        "|tot week|tot en met week|week t m|laatste week|laatste dag|end date|end|to|until|till"
        "|last week|last day|end week|through|datum tot|datum t m|t m datum|wk t m|t m wk"
        "|einde stage|einddatum stage|eind week|week eind|einde week|stop|to week|week to|ends"
        "|date to|eindigt|weeknr eind|t m weeknr|tot datum|eind bpv|eind stage|until week"
        "|week end|week until|laatste stagedag|laatste stageweek|tot wk|einddag|finish|e m"
        "|week tot|wk tot|tm|week tm|eind weeknr"
    ),
    Field.SPAN: _words(
        "stageperiode|periode|bpv periode|weken|stageweken|week|weeknummers|bpv weken|period"
        "|wanneer|stage in|placement period|weeks|stageblok|onderwijsperiode|periodes|tijdvak"
        "|data|looptijd|periode weken|weeknrs|weeknummer|week nummers|dates|period s|when"
        "|stageperiodes|stage periode|bpv blok|perioden|lesperiode|periode bpv|periode stage"
        "|weken stage|weken bpv|planning|stagetijdvak|week nrs|placement weeks|internship period"
        "|datum|van t m|van tot|blok periode|stage weken|bpv week|in week|in periode"
    ),
    Field.WEEK_COUNT: _words(
        "aantal weken|duur|duur in weken|duur weken|number of weeks|lengte|no of weeks|weken"
        "|aantal stageweken|aantal lesweken|aantal bpv weken|duration|weeks|aant weken"
        "|duration weeks|duur wk|lengte in weken|stageweken|nr of weeks|aantal wkn|wkn"
    ),
    Field.DAYS: _words(
        "dagen per week|bpv dagen p w|stagedagen per week|aantal dagen|dgn|dagen p w|dagen pw"
        "|days per week|stagedagen|dagen|d p w|dpw|aantal stagedagen|ritme|aantal dagen per week"
        "|stagedagen p w|dagen wk|bpv dagen per week|bpv dagen|frequentie|intensiteit|omvang"
        "|days week|days a week|days|dgn p w|dgn pw|dgn per week|dagen week|aantal bpv dagen"
        "|dag per week|d w|aantal dgn|stageritme|rooster|days p w|nr of days|no of days|rhythm"
        "|bpv dgn|stagedgn|stage dagen|dagen in de week|bpv dagen pw"
    ),
    Field.WEEKDAYS: _words(
        "weekdagen|welke dagen|dagen van de week|op dagen|stagedag en|welke dag|weekdays|days"
        "|dagen|stagedagen|bpv dagen|weekdag|stage op|which days|weekday|op welke dagen|dag en"
        "|vaste dagen|stagedag|dag|bpv dag|day s|op|dagen stage|welke stagedagen|stage dagen"
        "|days of the week|aanwezig op|ritme|rooster|placement days|on"
    ),
    Field.MONDAY: _words("ma|maandag|mon|monday|maa|mo"),
    Field.TUESDAY: _words("di|dinsdag|tue|tuesday|din|tu"),
    Field.WEDNESDAY: _words("wo|woensdag|wed|wednesday|woe|we"),
    Field.THURSDAY: _words("do|donderdag|thu|thursday|don|th"),
    Field.FRIDAY: _words("vr|vrijdag|fri|friday|vrij|vrij dag"),
    Field.SATURDAY: _words("za|zaterdag|sat|saturday"),
    Field.SUNDAY: _words("zo|zondag|sun|sunday"),
    Field.HOURS_PER_DAY: _words(
        "uren per dag|uur per dag|uren dag|hours per day|uren p d|u d|uren pd|hours day|uren"
        "|uur p d|stageuren per dag|daguren|hours a day"
    ),
    Field.HOURS_PER_WEEK: _words(
        "uren per week|uur per week|uren p w|bpv uren per week|stageuren per week|hours per week"
        "|uren week|klokuren per week|uren pw|uren|uur p w|u w|hours week|weekuren|hours a week"
        "|bpv uren p w|bpv uren|stageuren|uur pw|omvang|hours|uren p wk|aantal uren per week"
        "|bpv uren pw|stage uren per week|uur wk"
    ),
    Field.ALLOWED_FORMS: _words(
        "toegestane vormen|toegestane vorm|mogelijke vormen|allowed forms|vormen|mag als"
    ),
    Field.EARLIEST: _words(
        "vroegste start|vroegste startdatum|niet voor|earliest start|vroegst|niet eerder dan"
    ),
    Field.LATEST: _words(
        "laatste einde|uiterste einddatum|uiterlijk|latest end|laatst|niet later dan"
        "|uiterste einde|laatste einddatum"
    ),
    Field.SPLIT: _words(
        "splitsen toegestaan|splitsbaar|mag splitsen|splittable|splitsen|splitsing|may split"
    ),
    Field.FIXED: _words("vast|vastgelegd|staat vast|fixed|ligt vast|vaste periode|onverplaatsbaar"),
    Field.REGION: _words("vakantieregio|regio vakantie|holiday region|vakantie regio|regio|region"),
    Field.SCHOOL_YEAR: _words("schooljaar|studiejaar|school year|academic year|jaar|sj"),
    Field.REMARK: _words(
        "opmerking|opmerkingen|toelichting|bijzonderheden|remark|remarks|notes|comment|comments"
        "|notitie|note|extra|opm|status"
    ),
    Field.WISH_FORM: _words("voorkeur vorm|preferred form"),
    Field.WISH_START: _words("voorkeur startdatum|voorkeur start|preferred start date"),
    Field.WISH_END: _words("voorkeur einddatum|voorkeur eind|preferred end date"),
    Field.WISH_DAYS: _words("voorkeur dagen per week|preferred days per week"),
    Field.WISH_WEEKDAYS: _words("voorkeur weekdagen|preferred weekdays"),
    Field.CHANGED: _words("gewijzigd|changed"),
    Field.REASON: _words("reden|reason"),
    Field.ANSWER: _words("antwoord|akkoord|reactie|answer|response|akkoord ja nee"),
    Field.COUNTER_FORM: _words("tegenvoorstel vorm|counter form"),
    Field.COUNTER_START: _words("tegenvoorstel startdatum|tegenvoorstel start|counter start date"),
    Field.COUNTER_END: _words("tegenvoorstel einddatum|tegenvoorstel eind|counter end date"),
    Field.COUNTER_DAYS: _words("tegenvoorstel dagen per week|counter days per week"),
    Field.COUNTER_WEEKDAYS: _words("tegenvoorstel weekdagen|counter weekdays"),
}

CAPACITY_SYNONYMS: dict[Field, tuple[str, ...]] = {
    Field.ID: _words(
        "leerbedrijfid|leerbedrijf id|id leerbedrijf|leerbedrijfnummer|leerbedrijf nummer|sbb id"
        "|company id|lb id|leerbedrijfsid|leerbedrijfnr|sbb nummer|id|employer id|leerbedrijf nr"
    ),
    Field.NAME: _words(
        "naam|leerbedrijf|naam leerbedrijf|organisatie|bedrijf|bedrijfsnaam|instelling|company"
        "|organisation|organization|name|company name|employer|leerbedrijfnaam|stagebedrijf"
        "|zorgorganisatie|werkgever|naam bedrijf|naam organisatie|host organisation"
        "|stageverlener|praktijkinstelling|pool|poolnaam|naam pool|stagepool"
    ),
    Field.LOCATION: _words(
        "locatie|vestiging|afdeling|location|locatienaam|naam locatie|huis|unit|site|adres"
        "|vestigingsnaam|department"
    ),
    Field.TOWN: _words("plaats|plaatsnaam|woonplaats|stad|town|city|vestigingsplaats|gemeente"),
    Field.BRANCH: _words("branche|sector|sectorkamer|branch|type zorg|soort|segment|domein"),
    Field.ACCREDITED: _words(
        "erkend voor crebo|erkend voor|erkenning|erkenningen|crebo|crebo s|crebos|crebonummer"
        "|crebocode|accredited for|kwalificatie|kwalificaties|opleiding|opleidingen|accredited"
        "|crebonr|erkende kwalificaties|erkende opleidingen|kwalificatiecode|dossier|accreditation"
        "|crebo code|accredited for crebo|programmes|programme|qualifications|recognised for"
        "|opleidingscode|kwalificatiedossier|voor opleiding"
    ),
    Field.PLACES: _words(
        "plaatsen|aantal plaatsen|stageplaatsen|aantal stageplaatsen|capaciteit|places|capacity"
        "|beschikbare plaatsen|plekken|aantal plekken|stageplekken|bpv plaatsen|max studenten"
        "|number of places|plaatsen per dag|max aantal studenten|maximum|aantal|max stagiairs"
        "|leerplaatsen|beschikbaar|placements|max aantal|aantal bpv plaatsen|slots|plaatsen totaal"
        "|totaal plaatsen|max|max plaatsen"
    ),
    Field.OCCUPIED: _words(
        "waarvan bezet bbl hbo|waarvan bezet|bezet|bezet bbl hbo|gereserveerd|bbl|bbl hbo"
        "|gereserveerd bbl hbo|reserved|occupied|waarvan bbl|al bezet|bezet door bbl hbo|waarvan"
        " bbl hbo|gereserveerd voor bbl|in gebruik|taken|bezette plaatsen|reserved for bbl"
    ),
    Field.OCCUPIED_MORE: _words("hbo|waarvan hbo|gereserveerd voor hbo|bezet hbo|hbo studenten"),
    Field.AVAILABLE_FROM: _words(
        "beschikbaar van|beschikbaar vanaf|van|vanaf|geldig van|geldig vanaf|startdatum|available"
        " from|from|ingangsdatum|start|begindatum|valid from|erkend vanaf|per|beschikbaar per"
    ),
    Field.AVAILABLE_UNTIL: _words(
        "beschikbaar t m|beschikbaar tot|tot|t m|geldig t m|geldig tot|einddatum|available until"
        "|until|to|available to|tot en met|beschikbaar tot en met|valid until|eind|erkend tot"
        "|available through|erkend t m"
    ),
    Field.SPAN: _words(
        "periode beschikbaar|beschikbaar in|beschikbare periode|beschikbaarheid|geldigheid"
        "|periode|geldig|availability|available|beschikbaar"
    ),
    Field.CLOSED: _words(
        "gesloten|sluiting|gesloten van t m|gesloten periode|gesloten in|closed|niet beschikbaar"
        "|sluitingsperiode|sluitingsperiodes|gesloten periodes|closed periods|dicht|sluitingsdagen"
        "|geen stage in|closure"
    ),
    Field.SUPERVISORS: _words(
        "praktijkopleiders|aantal praktijkopleiders|werkbegeleiders|aantal begeleiders|begeleiders"
        "|supervisors|mentoren|number of supervisors|po s|opleiders"
    ),
    Field.MONDAY: PERIOD_SYNONYMS[Field.MONDAY],
    Field.TUESDAY: PERIOD_SYNONYMS[Field.TUESDAY],
    Field.WEDNESDAY: PERIOD_SYNONYMS[Field.WEDNESDAY],
    Field.THURSDAY: PERIOD_SYNONYMS[Field.THURSDAY],
    Field.FRIDAY: PERIOD_SYNONYMS[Field.FRIDAY],
    Field.SATURDAY: PERIOD_SYNONYMS[Field.SATURDAY],
    Field.SUNDAY: PERIOD_SYNONYMS[Field.SUNDAY],
    Field.LEVELS: _words("niveaus|niveau|mbo niveau|mbo niveaus|levels|level|niv"),
    Field.FORM_PREFERENCE: _words(
        "vormvoorkeur|voorkeur vorm|voorkeur|lint blok|vorm|preferred form|form preference"
        "|lint of blok|form"
    ),
    Field.STATUS: _words(
        "status|zekerheid|bevestigd|opgave|status opgave|confirmed|betrouwbaarheid|status erkenning"
    ),
    Field.REMARK: PERIOD_SYNONYMS[Field.REMARK],
}

HOLIDAY_SYNONYMS: dict[Field, tuple[str, ...]] = {
    Field.INSTITUTION: PERIOD_SYNONYMS[Field.INSTITUTION],
    Field.REGION: PERIOD_SYNONYMS[Field.REGION],
    Field.HOLIDAY: _words(
        "vakantie|vakanties|naam vakantie|schoolvakantie|vrij|vrije dagen|holiday|holidays"
        "|vacation|naam|omschrijving|soort vakantie|lesvrije periode|lesvrij|vakantieperiode"
        "|holiday name|school holiday|break|lesvrije week|periode|name"
    ),
    Field.START: (
        *PERIOD_SYNONYMS[Field.START],
        *_words("eerste vakantiedag|eerste vrije dag|begin vakantie"),
    ),
    Field.END: (
        *PERIOD_SYNONYMS[Field.END],
        *_words("laatste vakantiedag|laatste vrije dag|einde vakantie"),
    ),
    Field.SPAN: PERIOD_SYNONYMS[Field.SPAN],
    Field.SCHOOL_YEAR: _words("schooljaar|school year|studiejaar"),
    Field.REMARK: PERIOD_SYNONYMS[Field.REMARK],
}

#: Headings that say a column holds data about one person: such a file is refused.
PERSONAL_HEADINGS = frozenset(
    _words(
        "bsn|bsn nummer|burgerservicenummer|burger service nummer|sofinummer|sofi nummer|sofi"
        "|onderwijsnummer|persoonsgebonden nummer|pgn|studentnummer|student nummer|studentnr"
        "|student nr|leerlingnummer|leerling nummer|leerlingnr|deelnemernummer|deelnemer nummer"
        "|deelnemernr|student id|student number|pupil number|stamnummer|naam student"
        "|student naam|studentnaam|naam leerling|leerling naam|naam deelnemer|deelnemer naam"
        "|naam stagiair|naam van de student|student name|name of student|pupil name|voornaam"
        "|voornamen|achternaam|roepnaam|voorletters|tussenvoegsel|geslachtsnaam|first name"
        "|last name|surname|given name|family name|naam stagiaire|volledige naam|full name"
        "|geboortedatum|geboorte datum|geb datum|gebdatum|geb dat|date of birth|dob|birth date"
        "|birthdate|geboorteplaats|geboren|leeftijd student|e mail student|email student"
        "|student e mail|student email|mail student|mailadres student|studentmail"
        "|e mailadres student|emailadres student|telefoon student|telefoonnummer student"
        "|adres student|woonadres student|postcode student|geslacht|nationaliteit|bsnnummer"
        "|bsn nr|citizen service number|social security number|ssn"
    )
)
