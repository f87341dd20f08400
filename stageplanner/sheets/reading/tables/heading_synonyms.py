"""The words institutions use for columns, after :func:`~stageplanner.sheets.columns.normalise`.

A user may add more (:class:`stageplanner.sheets.reading.result.ReadContext`).
"""

from __future__ import annotations

from stageplanner.sheets.columns import Field


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split("|"))


#: Headings of the columns of stage periods. A heading may belong to several fields: then the
#: values of the column decide.
PERIOD_SYNONYMS: dict[Field, tuple[str, ...]] = {
    Field.ID: _words("stageplanner id"),
    Field.INSTITUTION: _words(
        "instelling|school|schoolnaam|naam school|naam instelling|onderwijsinstelling|roc"
        "|mbo instelling|mbo school|college|institution|institute|school name|aanbieder|mbo"
    ),
    Field.BRIN: _words(
        "brin|brincode|brin code|brin nummer|brinnummer|brin nr|brinnr|instellingserkenningscode"
        "|instellingscode|erkenningscode instelling|instellingsnummer|brin instelling|brin4|brin6"
    ),
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
    Field.LEERWEG: _words(
        "leerweg|bol bbl|bol of bbl|leerroute|pathway|learning pathway|route|leertrajectmbo"
        "|leertraject|leertraject mbo"
    ),
    Field.YEAR: _words(
        "leerjaar|lj|jaar|studiejaar|cohort leerjaar|leerjaar cohort|jaarlaag|year|year of study"
        "|study year|opleidingsjaar|cohort|leerj|jaar opleiding|lrj|ljr|grade|yr"
    ),
    Field.GROUP: _words(
        "groep|klas|groepscode|klascode|klas groep|groep klas|lesgroep|group|class|groepsnaam"
        "|stamgroep|basisgroep|klassen|group code|class code|group name|klasnaam|grp|klas code"
        "|groepen|cohortgroep|bpv groep|stagegroep|class group|cohort"
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
        "|blok|blokken|kwartaal|semester"
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
        "|vrije dag|activiteit|evenement|gebeurtenis|event|activity|onderwerp"
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

#: Headings of columns with data about one person: a file with such a column is refused.
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
        "|vorname|nachname|familienname|rufname|prenom|naam cursist|naam kandidaat|cursistnummer"
        "|namen studenten|namen leerlingen|naam studenten|student voornaam|student achternaam"
        "|bsn nr|citizen service number|social security number|ssn"
    )
)
