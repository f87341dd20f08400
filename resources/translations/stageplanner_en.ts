<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
    <context>
        <name>CurvePanel</name>
        <message>
            <source>Hoeveel wijzigingen voor welk tekort</source>
            <translation>How many changes for which shortage</translation>
        </message>
        <message>
            <source>{changes} wijzigingen nemen {share} weg van het tekort dat weg kan; alles wat kan vraagt er {all}.</source>
            <translation>{changes} changes take away {share} of the shortage that can be taken away; all of it asks {all}.</translation>
        </message>
        <message>
            <source>{changes} wijziging neemt {share} weg van het tekort dat weg kan; alles wat kan vraagt er {all}.</source>
            <translation>{changes} change takes away {share} of the shortage that can be taken away; all of it asks {all}.</translation>
        </message>
        <message>
            <source>{point} (wordt voorgesteld)</source>
            <translation>{point} (is proposed)</translation>
        </message>
        <message>
            <source>wijzigingen</source>
            <translation>changes</translation>
        </message>
        <message>
            <source>Wijzigingen tegen hoogste bezetting</source>
            <translation>Changes against peak utilisation</translation>
        </message>
        <message>
            <source>Voortgang</source>
            <translation>Progress</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>Stop</translation>
        </message>
        <message>
            <source>Hoeveel wijzigingen voor welke piek</source>
            <translation>How many changes for which peak</translation>
        </message>
        <message>
            <source>Elke stip wordt een compleet plan.</source>
            <translation>Every dot becomes a complete plan.</translation>
        </message>
        <message>
            <source>Laat zien hoe ver elke wijziging de piek terugbrengt. Duurt even.</source>
            <translation>Shows how far each change brings the peak down. Takes a while.</translation>
        </message>
        <message>
            <source>{changes} wijzigingen: {peak}, {proof}</source>
            <translation>{changes} changes: {peak}, {proof}</translation>
        </message>
        <message>
            <source>minder kan bewezen niet</source>
            <translation>fewer is proven impossible</translation>
        </message>
        <message>
            <source>nog niet bewezen</source>
            <translation>not proven yet</translation>
        </message>
        <message>
            <source>{changes} wijziging: {peak}, {proof}</source>
            <translation>{changes} change: {peak}, {proof}</translation>
        </message>
        <message>
            <source>Dit plan overnemen</source>
            <translation>Take this plan</translation>
        </message>
        <message>
            <source>Het laagste tekort dat is gevonden is {left} studentdagen; minder dan {least} kan bewezen niet. Wat het doel wel haalbaar maakt, staat in de uitleg van het voorstel.</source>
            <translation>The least shortage found is {left} student-days; fewer than {least} is proven impossible. What puts the target within reach is in the explanation of the proposal.</translation>
        </message>
        <message>
            <source>Kies een stip met muis of pijltjes; Enter of de knop neemt dat plan over. Dicht: bewezen.</source>
            <translation>Choose a dot with mouse or arrows; Enter or the button takes that plan. Filled: proven.</translation>
        </message>
        <message>
            <source>Toon hoeveel elke wijziging oplevert</source>
            <translation>Show what every change brings</translation>
        </message>
        <message>
            <source>Wijzigingen tegen studentdagen tekort</source>
            <translation>Changes against student-days of shortage</translation>
        </message>
        <message>
            <source>{changes} wijziging: {left} studentdagen tekort ({share} weg), {proof}</source>
            <translation>{changes} change: {left} student-days of shortage ({share} gone), {proof}</translation>
        </message>
        <message>
            <source>{changes} wijzigingen: {left} studentdagen tekort ({share} weg), {proof}</source>
            <translation>{changes} changes: {left} student-days of shortage ({share} gone), {proof}</translation>
        </message>
    </context>
    <context>
        <name>DataPage</name>
        <message>
            <source>Stageperiodes</source>
            <translation>Placement periods</translation>
        </message>
        <message>
            <source>Leerbedrijven</source>
            <translation>Training companies</translation>
        </message>
        <message>
            <source>Vakanties</source>
            <translation>Holidays</translation>
        </message>
        <message>
            <source>Tabellen</source>
            <translation>Tables</translation>
        </message>
        <message>
            <source>Filter op elk woord…</source>
            <translation>Filter on any word…</translation>
        </message>
        <message>
            <source>Filter de tabel</source>
            <translation>Filter the table</translation>
        </message>
        <message>
            <source>Instelling</source>
            <translation>Institution</translation>
        </message>
        <message>
            <source>Alleen gewijzigd</source>
            <translation>Changed only</translation>
        </message>
        <message>
            <source>Bestanden toevoegen…</source>
            <translation>Add files…</translation>
        </message>
        <message>
            <source>Gegevens</source>
            <translation>Data</translation>
        </message>
        <message>
            <source>Nog geen stageperiodes</source>
            <translation>No placement periods yet</translation>
        </message>
        <message>
            <source>Voeg de planningen van de scholen toe. Kolommen en weken worden herkend, ook als iedere school een eigen indeling heeft.</source>
            <translation>Add the schools' plans. Columns and weeks are recognised, even where every school has a layout of its own.</translation>
        </message>
        <message>
            <source>Nog geen leerbedrijven</source>
            <translation>No training companies yet</translation>
        </message>
        <message>
            <source>Voeg een lijst toe met per leerbedrijf de plaatsen en de crebo's waarvoor het erkend is. Zonder plaatsen is er geen bezettingsgraad.</source>
            <translation>Add a list with, for each training company, its places and the crebos it is accredited for. Without places there is no utilisation.</translation>
        </message>
        <message>
            <source>Nog geen eigen vakanties</source>
            <translation>No holidays of their own yet</translation>
        </message>
        <message>
            <source>Zonder eigen vakanties gelden de schoolvakanties van de vakantieregio van de instelling.</source>
            <translation>Without its own holidays an institution follows the school holidays of its holiday region.</translation>
        </message>
        <message>
            <source>Alle instellingen</source>
            <translation>All institutions</translation>
        </message>
        <message>
            <source>Alle filters weghalen</source>
            <translation>Take all filters away</translation>
        </message>
        <message>
            <source>Of vul zelf een rij in</source>
            <translation>Or fill in a row yourself</translation>
        </message>
        <message>
            <source>Regels</source>
            <translation>Rules</translation>
        </message>
        <message>
            <source>Rij toevoegen</source>
            <translation>Add row</translation>
        </message>
        <message>
            <source>Verwijderen</source>
            <translation>Delete</translation>
        </message>
        <message>
            <source>{shown} van {total}  ✕</source>
            <translation>{shown} of {total}  ✕</translation>
        </message>
        <message>
            <source>Goede voorbeelden…</source>
            <translation>Good examples…</translation>
        </message>
    </context>
    <context>
        <name>DropArea</name>
        <message>
            <source>Sleep bestanden hierheen</source>
            <translation>Drop files here</translation>
        </message>
        <message>
            <source>Planningen van scholen, een lijst met leerbedrijven, vakanties: Excel, csv of een .stageplan-bestand, ook meer tegelijk.</source>
            <translation>Plans of schools, a list of training companies, holidays: Excel, csv or a .stageplan file, several at once if you like.</translation>
        </message>
        <message>
            <source>Bestanden kiezen…</source>
            <translation>Choose files…</translation>
        </message>
    </context>
    <context>
        <name>FileActions</name>
        <message>
            <source>Bewaren en doorgaan</source>
            <translation>Save and go on</translation>
        </message>
        <message>
            <source>Project openen</source>
            <translation>Open project</translation>
        </message>
        <message>
            <source>Bewaren als</source>
            <translation>Save as</translation>
        </message>
        <message>
            <source>Er zijn wijzigingen die nog niet zijn bewaard.</source>
            <translation>There are changes that have not been saved.</translation>
        </message>
        <message>
            <source>Als u doorgaat zonder te bewaren, gaan zij verloren.</source>
            <translation>If you go on without saving, they are lost.</translation>
        </message>
        <message>
            <source>Doorgaan zonder bewaren</source>
            <translation>Go on without saving</translation>
        </message>
        <message>
            <source>Terug</source>
            <translation>Back</translation>
        </message>
        <message>
            <source>In Gegevens staan {count} waarden of rijen die niet zijn overgenomen; die worden ook niet bewaard.</source>
            <translation>Data holds {count} values or rows that were not taken over; those are not saved either.</translation>
        </message>
        <message>
            <source>Bewaren en sluiten</source>
            <translation>Save and close</translation>
        </message>
        <message>
            <source>Regio</source>
            <translation>Region</translation>
        </message>
        <message>
            <source>Sluiten zonder bewaren</source>
            <translation>Close without saving</translation>
        </message>
    </context>
    <context>
        <name>ImportActions</name>
        <message>
            <source>Bestanden lezen…</source>
            <translation>Reading files…</translation>
        </message>
        <message>
            <source>Bestanden toevoegen</source>
            <translation>Add files</translation>
        </message>
        <message>
            <source>Excel, csv en StagePlanner</source>
            <translation>Excel, csv and StagePlanner</translation>
        </message>
        <message>
            <source>Alle bestanden</source>
            <translation>All files</translation>
        </message>
        <message>
            <source>De rijen konden niet worden opgehaald.</source>
            <translation>The rows could not be fetched.</translation>
        </message>
    </context>
    <context>
        <name>ExportActions</name>
        <message>
            <source>Documenten schrijven…</source>
            <translation>Writing documents…</translation>
        </message>
        <message>
            <source>Er is niets te schrijven: hiervan is nog niets gevraagd of afgesproken.</source>
            <translation>Nothing to write: none of this was asked or agreed yet.</translation>
        </message>
        <message>
            <source>Map voor het blad van {party}</source>
            <translation>Folder for the page of {party}</translation>
        </message>
    </context>
    <context>
        <name>HeatCard</name>
        <message>
            <source>boven 100%</source>
            <translation>over 100%</translation>
        </message>
        <message>
            <source>{name}, week {week} ({day})</source>
            <translation>{name}, week {week} ({day})</translation>
        </message>
        <message>
            <source>{when}: {students} studenten, plaatsen onbekend</source>
            <translation>{when}: {students} students, places unknown</translation>
        </message>
        <message>
            <source>{when}: vakantie</source>
            <translation>{when}: holiday</translation>
        </message>
        <message>
            <source>{when}: niemand op stage</source>
            <translation>{when}: nobody on placement</translation>
        </message>
        <message>
            <source>{when}: {peak}, {students} studenten</source>
            <translation>{when}: {peak}, {students} students</translation>
        </message>
        <message>
            <source>? plaatsen onbekend</source>
            <translation>? places unknown</translation>
        </message>
        <message>
            <source>hoogste {peak}</source>
            <translation>highest {peak}</translation>
        </message>
        <message>
            <source>Rij</source>
            <translation>Row</translation>
        </message>
        <message>
            <source>deel in een overvolle opleiding</source>
            <translation>part in an overfull programme</translation>
        </message>
        <message>
            <source>{when}: {over} van de {students} studenten in een overvolle opleiding</source>
            <translation>{when}: {over} of the {students} students in an overfull programme</translation>
        </message>
    </context>
    <context>
        <name>ImportDialog</name>
        <message>
            <source>Bestanden toevoegen</source>
            <translation>Add files</translation>
        </message>
        <message>
            <source>Verschillen  {count}</source>
            <translation>Differences  {count}</translation>
        </message>
        <message>
            <source>Bestanden</source>
            <translation>Files</translation>
        </message>
        <message>
            <source>Alle bestanden</source>
            <translation>All files</translation>
        </message>
        <message>
            <source>Wat er gelezen is</source>
            <translation>What was read</translation>
        </message>
        <message>
            <source>Meldingen</source>
            <translation>Messages</translation>
        </message>
        <message>
            <source>Kolommen</source>
            <translation>Columns</translation>
        </message>
        <message>
            <source>Verschillen</source>
            <translation>Differences</translation>
        </message>
        <message>
            <source>Overnemen</source>
            <translation>Take over</translation>
        </message>
        <message>
            <source>Niet overnemen</source>
            <translation>Do not take over</translation>
        </message>
        <message>
            <source>{used} van {read} rijen kunnen worden gebruikt.</source>
            <translation>{used} of {read} rows can be used.</translation>
        </message>
        <message>
            <source>Alle {read} rijen kunnen worden gebruikt.</source>
            <translation>All {read} rows can be used.</translation>
        </message>
        <message>
            <source>{count} bestanden konden niet worden gelezen.</source>
            <translation>{count} files could not be read.</translation>
        </message>
        <message>
            <source>1 bestand kon niet worden gelezen.</source>
            <translation>1 file could not be read.</translation>
        </message>
        <message>
            <source>{used} van {read} rijen</source>
            <translation>{used} of {read} rows</translation>
        </message>
        <message>
            <source>niet te lezen</source>
            <translation>cannot be read</translation>
        </message>
        <message>
            <source>Meldingen  {count}</source>
            <translation>Messages  {count}</translation>
        </message>
        <message>
            <source>Dit bestand kon niet worden gelezen.</source>
            <translation>This file could not be read.</translation>
        </message>
        <message>
            <source>Een kopie van elk bestand met meldingen, de cellen gemarkeerd en uitgelegd</source>
            <translation>A copy of every file with messages, its cells marked and explained</translation>
        </message>
        <message>
            <source>Gemarkeerde kopieën…</source>
            <translation>Marked copies…</translation>
        </message>
        <message>
            <source>Het lezen is mislukt; er is niets veranderd.</source>
            <translation>Reading failed; nothing has changed.</translation>
        </message>
        <message>
            <source>Kies links een bestand; hier staan dan al zijn rijen.</source>
            <translation>Choose a file at the left; all its rows then stand here.</translation>
        </message>
        <message>
            <source>Kopieën schrijven…</source>
            <translation>Writing copies…</translation>
        </message>
        <message>
            <source>Map voor de gemarkeerde kopieën</source>
            <translation>Folder for the marked copies</translation>
        </message>
        <message>
            <source>Opnieuw lezen met 1 verbetering</source>
            <translation>Read again with 1 correction</translation>
        </message>
        <message>
            <source>Opnieuw lezen met {count} verbeteringen</source>
            <translation>Read again with {count} corrections</translation>
        </message>
        <message>
            <source>Opnieuw lezen…</source>
            <translation>Reading again…</translation>
        </message>
        <message>
            <source>Rijen</source>
            <translation>Rows</translation>
        </message>
        <message>
            <source>Vragen</source>
            <translation>Questions</translation>
        </message>
        <message>
            <source>Vragen  {count}</source>
            <translation>Questions  {count}</translation>
        </message>
        <message>
            <source>Niet gelezen, wel bekend: {count}; daarvan uit de regio: {removed}.</source>
            <translation>Not read, yet known: {count}; of these out of the region: {removed}.</translation>
        </message>
    </context>
    <context>
        <name>Inspector</name>
        <message>
            <source>Uitleg</source>
            <translation>Explanation</translation>
        </message>
        <message>
            <source>Kies iets in de tabel of het beeld; hier staat dan wat het betekent.</source>
            <translation>Select something in the table or the picture; what it means is then told here.</translation>
        </message>
        <message>
            <source>De regio in het kort</source>
            <translation>The region in short</translation>
        </message>
        <message>
            <source>Waarom niet lager</source>
            <translation>Why not lower</translation>
        </message>
        <message>
            <source>{sign} hoogste bezetting {peak}</source>
            <translation>{sign} highest utilisation {peak}</translation>
        </message>
        <message>
            <source>{sign} hoogste bezetting {peak}, eerst {before}</source>
            <translation>{sign} highest utilisation {peak}, was {before}</translation>
        </message>
        <message>
            <source>Over het jaar worden meer dagen gevraagd dan er plaatsdagen zijn: spreiden alleen lost dit niet op.</source>
            <translation>Over the year more days are asked for than there are place-days: spreading alone cannot solve this.</translation>
        </message>
        <message>
            <source>Week {week}</source>
            <translation>Week {week}</translation>
        </message>
        <message>
            <source>Voorstel</source>
            <translation>Proposal</translation>
        </message>
        <message>
            <source>Plaatsen nog onbekend</source>
            <translation>Places not known yet</translation>
        </message>
        <message>
            <source>Voeg een lijst met leerbedrijven toe; dan ziet u of het past.</source>
            <translation>Add a list of training companies; then you see whether it fits.</translation>
        </message>
        <message>
            <source>Voorkeur</source>
            <translation>Wish</translation>
        </message>
        <message>
            <source>Dan is er niemand op stage.</source>
            <translation>Nobody is on placement then.</translation>
        </message>
        <message>
            <source>plaatsen onbekend</source>
            <translation>places unknown</translation>
        </message>
        <message>
            <source>Deze stageperiodes zijn er op {day}</source>
            <translation>These periods are there on {day}</translation>
        </message>
        <message>
            <source>Wie er op {day} plaats zoekt</source>
            <translation>Who looks for a place on {day}</translation>
        </message>
        <message>
            <source>en nog {count} kleinere</source>
            <translation>and {count} smaller ones</translation>
        </message>
        <message>
            <source>{students} studenten, {institution}</source>
            <translation>{students} students, {institution}</translation>
        </message>
        <message>
            <source>{count} studenten</source>
            <translation>{count} students</translation>
        </message>
        <message>
            <source>niveau {niveau}</source>
            <translation>level {niveau}</translation>
        </message>
        <message>
            <source>leerjaar {year}</source>
            <translation>year {year}</translation>
        </message>
        <message>
            <source>{count} studenten: {option}</source>
            <translation>{count} students: {option}</translation>
        </message>
        <message>
            <source>Het voorstel laat deze periode zoals zij is.</source>
            <translation>The proposal leaves this period as it is.</translation>
        </message>
        <message>
            <source>Vast: de instelling wil deze periode niet wijzigen.</source>
            <translation>Fixed: the institution does not want to change this period.</translation>
        </message>
        <message>
            <source>Gelezen uit {file}, blad {sheet}, rij {row}</source>
            <translation>Read from {file}, sheet {sheet}, row {row}</translation>
        </message>
        <message>
            <source>Waarom</source>
            <translation>Why</translation>
        </message>
        <message>
            <source>Nog geen voorstel. Met 'Voorstel maken' zoekt StagePlanner de minste wijzigingen die de overbelasting wegnemen, en bewijst hoeveel er minstens nodig zijn.</source>
            <translation>No proposal yet. 'Make a proposal' finds the fewest changes that take the overload away, and proves how many are needed at least.</translation>
        </message>
        <message>
            <source>Klik op een vakje of een stageperiode: hier staat dan wie er is, tegen hoeveel plaatsen en waarom.</source>
            <translation>Click a cell or a stage period: this then tells who is there, against how many places, and why.</translation>
        </message>
        <message>
            <source>▲ Het plan wijkt af; {agreed}</source>
            <translation>▲ The plan differs; {agreed}</translation>
        </message>
        <message>
            <source>Dit knelpunt is weg: er is plaats voor iedereen.</source>
            <translation>This bottleneck is gone: there is a place for everybody.</translation>
        </message>
        <message>
            <source>Het voorstel vult de vrije dagen in: {days}.</source>
            <translation>The proposal fills in the open days: {days}.</translation>
        </message>
        <message>
            <source>Toon dit knelpunt</source>
            <translation>Show this bottleneck</translation>
        </message>
        <message>
            <source>Wat zou helpen…</source>
            <translation>What would help…</translation>
        </message>
    </context>
    <context>
        <name>Intake</name>
        <message>
            <source>niet gebruikt</source>
            <translation>not used</translation>
        </message>
        <message>
            <source>let op</source>
            <translation>look</translation>
        </message>
        <message>
            <source>ter info</source>
            <translation>for info</translation>
        </message>
        <message>
            <source>Soort</source>
            <translation>Kind</translation>
        </message>
        <message>
            <source>Waar</source>
            <translation>Where</translation>
        </message>
        <message>
            <source>Wat er is en wat u kunt doen</source>
            <translation>What it is and what you can do</translation>
        </message>
        <message>
            <source>nieuw</source>
            <translation>new</translation>
        </message>
        <message>
            <source>vervallen</source>
            <translation>gone</translation>
        </message>
        <message>
            <source>gewijzigd</source>
            <translation>changed</translation>
        </message>
        <message>
            <source>Wat</source>
            <translation>What</translation>
        </message>
        <message>
            <source>Rij</source>
            <translation>Row</translation>
        </message>
        <message>
            <source>Verschil</source>
            <translation>Difference</translation>
        </message>
        <message>
            <source>– niet gebruiken –</source>
            <translation>– do not use –</translation>
        </message>
        <message>
            <source>Instelling</source>
            <translation>Institution</translation>
        </message>
        <message>
            <source>BRIN</source>
            <translation>BRIN</translation>
        </message>
        <message>
            <source>Locatie</source>
            <translation>Location</translation>
        </message>
        <message>
            <source>Opleiding</source>
            <translation>Programme</translation>
        </message>
        <message>
            <source>Crebo</source>
            <translation>Crebo</translation>
        </message>
        <message>
            <source>Niveau</source>
            <translation>Level</translation>
        </message>
        <message>
            <source>Leerweg</source>
            <translation>Leerweg</translation>
        </message>
        <message>
            <source>Leerjaar</source>
            <translation>Year</translation>
        </message>
        <message>
            <source>Groep</source>
            <translation>Group</translation>
        </message>
        <message>
            <source>Aantal studenten</source>
            <translation>Number of students</translation>
        </message>
        <message>
            <source>Vorm (lint of blok)</source>
            <translation>Form (lint or blok)</translation>
        </message>
        <message>
            <source>Startdatum of eerste week</source>
            <translation>Start date or first week</translation>
        </message>
        <message>
            <source>Einddatum of laatste week</source>
            <translation>End date or last week</translation>
        </message>
        <message>
            <source>Weken of periode, van en tot in één</source>
            <translation>Weeks or period, from and to in one</translation>
        </message>
        <message>
            <source>Aantal weken</source>
            <translation>Number of weeks</translation>
        </message>
        <message>
            <source>Dagen per week</source>
            <translation>Days a week</translation>
        </message>
        <message>
            <source>Weekdagen</source>
            <translation>Weekdays</translation>
        </message>
        <message>
            <source>Uren per dag</source>
            <translation>Hours a day</translation>
        </message>
        <message>
            <source>Uren per week</source>
            <translation>Hours a week</translation>
        </message>
        <message>
            <source>Toegestane vormen</source>
            <translation>Allowed forms</translation>
        </message>
        <message>
            <source>Vroegste start</source>
            <translation>Earliest start</translation>
        </message>
        <message>
            <source>Laatste einde</source>
            <translation>Latest end</translation>
        </message>
        <message>
            <source>Splitsen toegestaan</source>
            <translation>May be split</translation>
        </message>
        <message>
            <source>Vast</source>
            <translation>Fixed</translation>
        </message>
        <message>
            <source>Vakantieregio</source>
            <translation>Holiday region</translation>
        </message>
        <message>
            <source>Schooljaar</source>
            <translation>School year</translation>
        </message>
        <message>
            <source>Opmerking</source>
            <translation>Remark</translation>
        </message>
        <message>
            <source>LeerbedrijfID</source>
            <translation>LeerbedrijfID</translation>
        </message>
        <message>
            <source>Naam</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>Plaats (woonplaats)</source>
            <translation>Town</translation>
        </message>
        <message>
            <source>Branche</source>
            <translation>Branch</translation>
        </message>
        <message>
            <source>Erkend voor (crebo)</source>
            <translation>Accredited for (crebo)</translation>
        </message>
        <message>
            <source>Plaatsen</source>
            <translation>Places</translation>
        </message>
        <message>
            <source>Waarvan bezet</source>
            <translation>Of which taken</translation>
        </message>
        <message>
            <source>Beschikbaar van</source>
            <translation>Available from</translation>
        </message>
        <message>
            <source>Beschikbaar t/m</source>
            <translation>Available to</translation>
        </message>
        <message>
            <source>Gesloten</source>
            <translation>Closed</translation>
        </message>
        <message>
            <source>Praktijkopleiders</source>
            <translation>Supervisors</translation>
        </message>
        <message>
            <source>Vakantie</source>
            <translation>Holiday</translation>
        </message>
        <message>
            <source>Van</source>
            <translation>From</translation>
        </message>
        <message>
            <source>T/m</source>
            <translation>To</translation>
        </message>
        <message>
            <source>gaat uit de regio</source>
            <translation>goes out of the region</translation>
        </message>
        <message>
            <source>ontbreekt, blijft</source>
            <translation>absent, stays</translation>
        </message>
        <message>
            <source>niet gelezen, blijft</source>
            <translation>not read, stays</translation>
        </message>
        <message>
            <source>rij {row} van blad {sheet} is niet gelezen: blijft zoals het was</source>
            <translation>row {row} of sheet {sheet} was not read: stays as it was</translation>
        </message>
        <message>
            <source>een deel van het bestand is niet gelezen</source>
            <translation>a part of the file was not read</translation>
        </message>
        <message>
            <source>staat niet meer in het bestand</source>
            <translation>is not in the file any more</translation>
        </message>
        <message>
            <source>hoort bij afspraak {numbers}</source>
            <translation>is part of agreement {numbers}</translation>
        </message>
        <message>
            <source>hoort bij voorstel {numbers}</source>
            <translation>is part of proposal {numbers}</translation>
        </message>
    </context>
    <context>
        <name>KpiStrip</name>
        <message>
            <source>Hoogste bezetting</source>
            <translation>Peak utilisation</translation>
        </message>
        <message>
            <source>Bewezen ondergrens</source>
            <translation>Proven lower bound</translation>
        </message>
        <message>
            <source>Tekort</source>
            <translation>Shortage</translation>
        </message>
        <message>
            <source>Wijzigingen</source>
            <translation>Changes</translation>
        </message>
        <message>
            <source>Jaarbalans</source>
            <translation>Yearly balance</translation>
        </message>
        <message>
            <source>nu {peak}</source>
            <translation>now {peak}</translation>
        </message>
        <message>
            <source>studentdagen</source>
            <translation>student-days</translation>
        </message>
        <message>
            <source>nog geen voorstel</source>
            <translation>no proposal yet</translation>
        </message>
        <message>
            <source>stageperiodes</source>
            <translation>placement periods</translation>
        </message>
        <message>
            <source>minstens {count} nodig</source>
            <translation>at least {count} needed</translation>
        </message>
        <message>
            <source>in de voorkeur</source>
            <translation>in the wishes</translation>
        </message>
        <message>
            <source>eerst {peak}</source>
            <translation>was {peak}</translation>
        </message>
        <message>
            <source>nog niet berekend</source>
            <translation>not computed yet</translation>
        </message>
        <message>
            <source>lager kan geen plan</source>
            <translation>no plan goes lower</translation>
        </message>
        <message>
            <source>bewezen het minst</source>
            <translation>proven the fewest</translation>
        </message>
        <message>
            <source>dagen, eerst {count}</source>
            <translation>days, was {count}</translation>
        </message>
        <message>
            <source>plaatsen onbekend</source>
            <translation>places unknown</translation>
        </message>
        <message>
            <source>spreiden helpt niet</source>
            <translation>spreading cannot help</translation>
        </message>
        <message>
            <source>spreiden kan helpen</source>
            <translation>spreading can help</translation>
        </message>
        <message>
            <source>Groep opleidingen</source>
            <translation>Group of programmes</translation>
        </message>
        <message>
            <source>Groep opleidingen in de regio</source>
            <translation>Group of programmes in the region</translation>
        </message>
        <message>
            <source>hoogste groep</source>
            <translation>highest group</translation>
        </message>
    </context>
    <context>
        <name>LoadPage</name>
        <message>
            <source>Voorkeur van de instellingen</source>
            <translation>Wishes of the institutions</translation>
        </message>
        <message>
            <source>Voorstel</source>
            <translation>Proposal</translation>
        </message>
        <message>
            <source>Per opleiding</source>
            <translation>By programme</translation>
        </message>
        <message>
            <source>Per instelling</source>
            <translation>By institution</translation>
        </message>
        <message>
            <source>Per niveau</source>
            <translation>By level</translation>
        </message>
        <message>
            <source>Per leerbedrijf</source>
            <translation>By training company</translation>
        </message>
        <message>
            <source>Rijen</source>
            <translation>Rows</translation>
        </message>
        <message>
            <source>Voor en na</source>
            <translation>Both</translation>
        </message>
        <message>
            <source>Voorkeur</source>
            <translation>Wish</translation>
        </message>
        <message>
            <source>Beeld</source>
            <translation>View</translation>
        </message>
        <message>
            <source>Weken</source>
            <translation>Weeks</translation>
        </message>
        <message>
            <source>Dagen</source>
            <translation>Days</translation>
        </message>
        <message>
            <source>Kolommen</source>
            <translation>Columns</translation>
        </message>
        <message>
            <source>Als tabel tonen</source>
            <translation>Show as a table</translation>
        </message>
        <message>
            <source>Knelpunt</source>
            <translation>Bottleneck</translation>
        </message>
        <message>
            <source>Bestanden toevoegen…</source>
            <translation>Add files…</translation>
        </message>
        <message>
            <source>Nog niets te zien</source>
            <translation>Nothing to see yet</translation>
        </message>
        <message>
            <source>Voeg eerst stageperiodes en leerbedrijven toe; dan staat hier waar het botst.</source>
            <translation>First add placement periods and training companies; then you see here where they collide.</translation>
        </message>
        <message>
            <source>Belasting</source>
            <translation>Load</translation>
        </message>
        <message>
            <source>Knelpunt: {sentence}</source>
            <translation>Bottleneck: {sentence}</translation>
        </message>
        <message>
            <source>Knelpunt in het voorstel: {sentence}</source>
            <translation>Bottleneck in the proposal: {sentence}</translation>
        </message>
        <message>
            <source>Dit deel van alle plaatsdagen is gevraagd: spreiden kan helpen.</source>
            <translation>This part of all place days is asked: spreading can help.</translation>
        </message>
        <message>
            <source>Jaarbalans</source>
            <translation>Yearly balance</translation>
        </message>
        <message>
            <source>Over het hele jaar zijn er meer stagedagen gevraagd dan plaatsdagen: spreiden alleen kan dit niet oplossen.</source>
            <translation>Over the whole year more stage days are asked than there are place days: spreading alone cannot solve this.</translation>
        </message>
        <message>
            <source>Per branche</source>
            <translation>By branch</translation>
        </message>
        <message>
            <source>Per knelpunt</source>
            <translation>By bottleneck</translation>
        </message>
        <message>
            <source>▲ Jaarbalans {balance}</source>
            <translation>▲ Yearly balance {balance}</translation>
        </message>
        <message>
            <source>Jaarbalans {balance}</source>
            <translation>Yearly balance {balance}</translation>
        </message>
        <message>
            <source>Alleen boven 100%</source>
            <translation>Only above 100%</translation>
        </message>
        <message>
            <source>Zoek een leerbedrijf</source>
            <translation>Find a leerbedrijf</translation>
        </message>
        <message>
            <source>Zoek een leerbedrijf…</source>
            <translation>Find a leerbedrijf…</translation>
        </message>
        <message>
            <source>Niemand op stage in deze groep opleidingen.</source>
            <translation>Nobody on placement in this group of programmes.</translation>
        </message>
        <message>
            <source>Per groep opleidingen</source>
            <translation>By group of programmes</translation>
        </message>
        <message>
            <source>Van deze groep opleidingen zijn nog geen leerbedrijven bekend: voeg een lijst toe om de bezetting te zien.</source>
            <translation>No leerbedrijven are known for this group of programmes yet: add a list to see the utilisation.</translation>
        </message>
    </context>
    <context>
        <name>MainWindow</name>
        <message>
            <source>Rapport</source>
            <translation>Report</translation>
        </message>
        <message>
            <source>Afspraken</source>
            <translation>Agreements</translation>
        </message>
        <message>
            <source>Onderhandelen</source>
            <translation>Negotiation</translation>
        </message>
        <message>
            <source>{file} (alleen-lezen)</source>
            <translation>{file} (read-only)</translation>
        </message>
        <message>
            <source>Gegevens</source>
            <translation>Data</translation>
        </message>
        <message>
            <source>Belasting</source>
            <translation>Load</translation>
        </message>
        <message>
            <source>Plannen</source>
            <translation>Plan</translation>
        </message>
        <message>
            <source>Nieuwe regio</source>
            <translation>New region</translation>
        </message>
        <message>
            <source>Besluiten</source>
            <translation>Decisions</translation>
        </message>
        <message>
            <source>Besluiten bewaren</source>
            <translation>Save decisions</translation>
        </message>
        <message>
            <source>Bewaard: {file}</source>
            <translation>Saved: {file}</translation>
        </message>
    </context>
    <context>
        <name>Notices</name>
        <message>
            <source>Sluiten</source>
            <translation>Close</translation>
        </message>
        <message>
            <source>Annuleren</source>
            <translation>Cancel</translation>
        </message>
        <message>
            <source>Dit ging onverwacht mis. Uw gegevens zijn niet gewijzigd.</source>
            <translation>This went wrong unexpectedly. Your data have not changed.</translation>
        </message>
        <message>
            <source>{count} bestanden geschreven</source>
            <translation>{count} files written</translation>
        </message>
        <message>
            <source>Map openen</source>
            <translation>Open folder</translation>
        </message>
        <message>
            <source>{files} bestanden gelezen, {used} van {read} rijen gebruikt</source>
            <translation>{files} files read, {used} of {read} rows used</translation>
        </message>
        <message>
            <source>1 bestand gelezen, {used} van {read} rijen gebruikt</source>
            <translation>1 file read, {used} of {read} rows used</translation>
        </message>
        <message>
            <source>Met {count} meldingen, zoals u hebt gezien.</source>
            <translation>With {count} messages, as you have seen.</translation>
        </message>
        <message>
            <source>Met 1 melding, zoals u hebt gezien.</source>
            <translation>With 1 message, as you have seen.</translation>
        </message>
        <message>
            <source>1 bestand geschreven</source>
            <translation>1 file written</translation>
        </message>
        <message>
            <source>{names} en nog {count}</source>
            <translation>{names} and {count} more</translation>
        </message>
        <message>
            <source>Alle meldingen ({count})</source>
            <translation>All messages ({count})</translation>
        </message>
    </context>
    <context>
        <name>PlanPage</name>
        <message>
            <source>Stageperiodes op de tijdlijn</source>
            <translation>Placement periods on the time line</translation>
        </message>
        <message>
            <source>Hoogste bezetting per week</source>
            <translation>Peak utilisation per week</translation>
        </message>
        <message>
            <source>Filter op elk woord…</source>
            <translation>Filter on any word…</translation>
        </message>
        <message>
            <source>Filter de stageperiodes</source>
            <translation>Filter the placement periods</translation>
        </message>
        <message>
            <source>Groeperen</source>
            <translation>Group by</translation>
        </message>
        <message>
            <source>Per instelling</source>
            <translation>By institution</translation>
        </message>
        <message>
            <source>Per opleiding</source>
            <translation>By programme</translation>
        </message>
        <message>
            <source>Alleen gewijzigd</source>
            <translation>Changed only</translation>
        </message>
        <message>
            <source>Bestanden toevoegen…</source>
            <translation>Add files…</translation>
        </message>
        <message>
            <source>Nog geen stageperiodes</source>
            <translation>No placement periods yet</translation>
        </message>
        <message>
            <source>Voeg de planningen van de scholen toe; dan staan zij hier op de tijdlijn.</source>
            <translation>Add the schools' plans; then they stand here on the time line.</translation>
        </message>
        <message>
            <source>Plannen</source>
            <translation>Plan</translation>
        </message>
        <message>
            <source>Alles tonen</source>
            <translation>Show all</translation>
        </message>
        <message>
            <source>Beeld</source>
            <translation>View</translation>
        </message>
        <message>
            <source>Geen stageperiode past bij dit filter</source>
            <translation>No stage period matches this filter</translation>
        </message>
        <message>
            <source>Kies minder woorden, of toon weer alles.</source>
            <translation>Use fewer words, or show all again.</translation>
        </message>
        <message>
            <source>Naast de voorkeur</source>
            <translation>Beside the wish</translation>
        </message>
        <message>
            <source>Naast {plan}</source>
            <translation>Beside {plan}</translation>
        </message>
        <message>
            <source>Scenario's</source>
            <translation>Scenarios</translation>
        </message>
        <message>
            <source>Stageperiodes als tabel</source>
            <translation>Stage periods as a table</translation>
        </message>
        <message>
            <source>Tabel</source>
            <translation>Table</translation>
        </message>
        <message>
            <source>Tijdlijn</source>
            <translation>Time line</translation>
        </message>
        <message>
            <source>Vergelijken met</source>
            <translation>Compare with</translation>
        </message>
        <message>
            <source>Waarvan de omlijning achter de balken is</source>
            <translation>Which plan the outline behind the bars is</translation>
        </message>
        <message>
            <source>blok</source>
            <translation>blok</translation>
        </message>
        <message>
            <source>gewijzigd</source>
            <translation>changed</translation>
        </message>
        <message>
            <source>lint</source>
            <translation>lint</translation>
        </message>
        <message>
            <source>vast</source>
            <translation>fixed</translation>
        </message>
        <message>
            <source>voorkeur</source>
            <translation>wish</translation>
        </message>
        <message>
            <source>afgesproken</source>
            <translation>agreed</translation>
        </message>
        <message>
            <source>Per groep opleidingen</source>
            <translation>By part</translation>
        </message>
        <message>
            <source>Per status</source>
            <translation>By status</translation>
        </message>
    </context>
    <context>
        <name>Rows</name>
        <message>
            <source>andere dagen</source>
            <translation>other days</translation>
        </message>
        <message>
            <source>andere weken</source>
            <translation>other weeks</translation>
        </message>
        <message>
            <source>andere vorm</source>
            <translation>other form</translation>
        </message>
        <message>
            <source>gesplitst</source>
            <translation>split</translation>
        </message>
        <message>
            <source>Instelling</source>
            <translation>Institution</translation>
        </message>
        <message>
            <source>Opleiding</source>
            <translation>Programme</translation>
        </message>
        <message>
            <source>Groep</source>
            <translation>Group</translation>
        </message>
        <message>
            <source>Jaar</source>
            <translation>Year</translation>
        </message>
        <message>
            <source>Studenten</source>
            <translation>Students</translation>
        </message>
        <message>
            <source>Vorm</source>
            <translation>Form</translation>
        </message>
        <message>
            <source>Weken</source>
            <translation>Weeks</translation>
        </message>
        <message>
            <source>Weekdagen</source>
            <translation>Weekdays</translation>
        </message>
        <message>
            <source>Van</source>
            <translation>From</translation>
        </message>
        <message>
            <source>T/m</source>
            <translation>To</translation>
        </message>
        <message>
            <source>Niveau</source>
            <translation>Level</translation>
        </message>
        <message>
            <source>Crebo</source>
            <translation>Crebo</translation>
        </message>
        <message>
            <source>Vast</source>
            <translation>Fixed</translation>
        </message>
        <message>
            <source>ja</source>
            <translation>yes</translation>
        </message>
        <message>
            <source>Naam</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>Locatie</source>
            <translation>Location</translation>
        </message>
        <message>
            <source>LeerbedrijfID</source>
            <translation>LeerbedrijfID</translation>
        </message>
        <message>
            <source>Erkend voor (crebo)</source>
            <translation>Accredited for (crebo)</translation>
        </message>
        <message>
            <source>Plaatsen</source>
            <translation>Places</translation>
        </message>
        <message>
            <source>Waarvan bezet</source>
            <translation>Of which taken</translation>
        </message>
        <message>
            <source>Vrij</source>
            <translation>Free</translation>
        </message>
        <message>
            <source>Open van</source>
            <translation>Open from</translation>
        </message>
        <message>
            <source>Open t/m</source>
            <translation>Open to</translation>
        </message>
        <message>
            <source>Gesloten</source>
            <translation>Closed</translation>
        </message>
        <message>
            <source>Vakantie</source>
            <translation>Holiday</translation>
        </message>
        <message>
            <source>Dagen</source>
            <translation>Days</translation>
        </message>
        <message>
            <source>BRIN</source>
            <translation>BRIN</translation>
        </message>
        <message>
            <source>Branche</source>
            <translation>Branch</translation>
        </message>
        <message>
            <source>Dagen/wk</source>
            <translation>Days/wk</translation>
        </message>
        <message>
            <source>In het voorstel</source>
            <translation>In the proposal</translation>
        </message>
        <message>
            <source>Laatste einde</source>
            <translation>Latest end</translation>
        </message>
        <message>
            <source>Leerweg</source>
            <translation>Leerweg</translation>
        </message>
        <message>
            <source>Niveaus</source>
            <translation>Niveaus</translation>
        </message>
        <message>
            <source>Per weekdag (ma-vr)</source>
            <translation>Per weekday (Mon-Fri)</translation>
        </message>
        <message>
            <source>Plaats</source>
            <translation>Town</translation>
        </message>
        <message>
            <source>Praktijkopleiders</source>
            <translation>Supervisors</translation>
        </message>
        <message>
            <source>Splitsen</source>
            <translation>Split</translation>
        </message>
        <message>
            <source>Uren/dag</source>
            <translation>Hours/day</translation>
        </message>
        <message>
            <source>Vakantieregio</source>
            <translation>Holiday region</translation>
        </message>
        <message>
            <source>Voorkeur vorm</source>
            <translation>Form preferred</translation>
        </message>
        <message>
            <source>Vormen toegestaan</source>
            <translation>Forms allowed</translation>
        </message>
        <message>
            <source>Vroegste start</source>
            <translation>Earliest start</translation>
        </message>
        <message>
            <source>nee</source>
            <translation>no</translation>
        </message>
        <message>
            <source>Wijziging</source>
            <translation>Change</translation>
        </message>
        <message>
            <source>Afspraak</source>
            <translation>Agreement</translation>
        </message>
        <message>
            <source>{agreed}; het plan wijkt daarvan af</source>
            <translation>{agreed}; the plan differs from that</translation>
        </message>
    </context>
    <context>
        <name>RunPanel</name>
        <message>
            <source>Minste wijzigingen tot</source>
            <translation>Fewest changes to</translation>
        </message>
        <message>
            <source>Laagste piek, wat het ook vraagt</source>
            <translation>Lowest peak, whatever it takes</translation>
        </message>
        <message>
            <source>Bezetting die het plan moet halen</source>
            <translation>Utilisation that the plan must reach</translation>
        </message>
        <message>
            <source> s</source>
            <translation> s</translation>
        </message>
        <message>
            <source>Rekentijd in seconden</source>
            <translation>Computing time in seconds</translation>
        </message>
        <message>
            <source>vrij</source>
            <translation>free</translation>
        </message>
        <message>
            <source>Hoogstens zoveel wijzigingen; 0 is vrij</source>
            <translation>At most this many changes; 0 is free</translation>
        </message>
        <message>
            <source>Bereken voorstel</source>
            <translation>Compute proposal</translation>
        </message>
        <message>
            <source>Sluiten</source>
            <translation>Close</translation>
        </message>
        <message>
            <source>Voorstel</source>
            <translation>Proposal</translation>
        </message>
        <message>
            <source>Voortgang</source>
            <translation>Progress</translation>
        </message>
        <message>
            <source>Beste plan en bewezen grens tot nu</source>
            <translation>Best plan and proven bound so far</translation>
        </message>
        <message>
            <source>Stop en houd het beste</source>
            <translation>Stop and keep the best</translation>
        </message>
        <message>
            <source>Bezig met rekenen</source>
            <translation>Computing</translation>
        </message>
        <message>
            <source>Starten…</source>
            <translation>Starting…</translation>
        </message>
        <message>
            <source>ondergrens bewijzen</source>
            <translation>proving the lower bound</translation>
        </message>
        <message>
            <source>laagste piek zoeken</source>
            <translation>looking for the lowest peak</translation>
        </message>
        <message>
            <source>minste wijzigingen zoeken</source>
            <translation>looking for the fewest changes</translation>
        </message>
        <message>
            <source>klaar</source>
            <translation>done</translation>
        </message>
        <message>
            <source>zoeken</source>
            <translation>searching</translation>
        </message>
        <message>
            <source>Beste tot nu: {peak} met {changes} wijzigingen</source>
            <translation>Best so far: {peak} with {changes} changes</translation>
        </message>
        <message>
            <source>Beste tot nu: {peak} met 1 wijziging</source>
            <translation>Best so far: {peak} with 1 change</translation>
        </message>
        <message>
            <source>Bewezen: geen plan onder {bound}, minstens {changes} wijzigingen</source>
            <translation>Proven: no plan below {bound}, at least {changes} changes</translation>
        </message>
        <message>
            <source>Er is nog niets bewezen.</source>
            <translation>Nothing is proven yet.</translation>
        </message>
        <message>
            <source>Bewezen: geen plan komt onder {bound}</source>
            <translation>Proven: no plan goes below {bound}</translation>
        </message>
        <message>
            <source>Stoppen; het beste plan tot nu blijft.</source>
            <translation>Stopping; the best plan so far is kept.</translation>
        </message>
        <message>
            <source>Hoogstens rekenen</source>
            <translation>Compute at most</translation>
        </message>
        <message>
            <source>Hoogstens weken schuiven</source>
            <translation>Weeks shifted at most</translation>
        </message>
        <message>
            <source>Hoogstens wijzigingen</source>
            <translation>Changes at most</translation>
        </message>
        <message>
            <source>Hoogstens zoveel lesweken verschuiven; vrij laat het aan de regels</source>
            <translation>Shift by at most so many teaching weeks; free leaves it to the rules</translation>
        </message>
        <message>
            <source>Vragen aan</source>
            <translation>Ask</translation>
        </message>
    </context>
    <context>
        <name>SearchDialog</name>
        <message>
            <source>Zoeken</source>
            <translation>Search</translation>
        </message>
        <message>
            <source>Gevonden</source>
            <translation>Found</translation>
        </message>
        <message>
            <source>Niets gevonden. Probeer minder woorden.</source>
            <translation>Nothing found. Try fewer words.</translation>
        </message>
        <message>
            <source>Zoek een groep, opleiding, leerbedrijf, actie of instelling…</source>
            <translation>Search a group, programme, training company, action or setting…</translation>
        </message>
    </context>
    <context>
        <name>Sentences</name>
        <message>
            <source>{count} andere</source>
            <translation>{count} others</translation>
        </message>
        <message>
            <source> en </source>
            <translation> and </translation>
        </message>
        <message>
            <source>{day}: {students} studenten {programmes}, {places} plaatsen bij de {companies} erkende leerbedrijven: {peak}.</source>
            <translation>{day}: {students} students {programmes}, {places} places at the {companies} accredited training companies: {peak}.</translation>
        </message>
        <message>
            <source>{day}: {students} studenten {programmes}, {places} plaatsen bij het ene erkende leerbedrijf: {peak}.</source>
            <translation>{day}: {students} students {programmes}, {places} places at the only accredited training company: {peak}.</translation>
        </message>
        <message>
            <source>{day}: {students} studenten {programmes}, maar geen enkel erkend leerbedrijf met een vrije plaats.</source>
            <translation>{day}: {students} students {programmes}, but no accredited training company with a free place.</translation>
        </message>
        <message>
            <source>{name} + 1 andere</source>
            <translation>{name} + 1 other</translation>
        </message>
        <message>
            <source>{name} + {count} andere</source>
            <translation>{name} + {count} others</translation>
        </message>
        <message>
            <source>Branche onbekend</source>
            <translation>Branch unknown</translation>
        </message>
        <message>
            <source>Entree</source>
            <translation>Entry level</translation>
        </message>
        <message>
            <source>Niveau onbekend</source>
            <translation>Level unknown</translation>
        </message>
        <message>
            <source>Niveau {niveau}</source>
            <translation>Level {niveau}</translation>
        </message>
        <message>
            <source>{niveau}, voorrang</source>
            <translation>{niveau}, first</translation>
        </message>
        <message>
            <source>Hele regio</source>
            <translation>Whole region</translation>
        </message>
        <message>
            <source>1 dag boven 100%: {many} studenten te veel, {shortage} studentdagen tekort.</source>
            <translation>1 day above 100%: {many} students too many, {shortage} student-days short.</translation>
        </message>
        <message>
            <source>1 leerbedrijf: {name}</source>
            <translation>1 leerbedrijf: {name}</translation>
        </message>
        <message>
            <source>1 wijziging bij 1 instelling</source>
            <translation>1 change at 1 institution</translation>
        </message>
        <message>
            <source>geen wijzigingen</source>
            <translation>no changes</translation>
        </message>
        <message>
            <source>{changes}; bij 1 groep zijn vrije dagen ingevuld</source>
            <translation>{changes}; open days filled in for 1 group</translation>
        </message>
        <message>
            <source>{changes}; bij {count} groepen zijn vrije dagen ingevuld</source>
            <translation>{changes}; open days filled in for {count} groups</translation>
        </message>
        <message>
            <source>{count} leerbedrijven: {name}</source>
            <translation>{count} leerbedrijven: {name}</translation>
        </message>
        <message>
            <source>{count} wijzigingen bij 1 instelling</source>
            <translation>{count} changes at 1 institution</translation>
        </message>
        <message>
            <source>{count} wijzigingen bij {asked} instellingen</source>
            <translation>{count} changes at {asked} institutions</translation>
        </message>
        <message>
            <source>{days} dagen boven 100%; op de ergste {many} studenten te veel; samen {shortage} studentdagen tekort.</source>
            <translation>{days} days above 100%; on the worst {many} students too many; {shortage} student-days short in all.</translation>
        </message>
        <message>
            <source>Hele regio, drukste groep opleidingen</source>
            <translation>Whole region, busiest group of programmes</translation>
        </message>
    </context>
    <context>
        <name>StartPage</name>
        <message>
            <source>Nieuwe regio</source>
            <translation>New region</translation>
        </message>
        <message>
            <source>Terughalen: {file}</source>
            <translation>Bring back: {file}</translation>
        </message>
        <message>
            <source>Werk dat nog niet is bewaard</source>
            <translation>Work that was not saved yet</translation>
        </message>
        <message>
            <source>Waar botsen de stages, en wat helpt?</source>
            <translation>Where do placements collide, and what helps?</translation>
        </message>
        <message>
            <source>StagePlanner legt de planningen van alle scholen naast de plaatsen bij de leerbedrijven en zoekt de minste wijzigingen die de overbelasting wegnemen.</source>
            <translation>StagePlanner lays the plans of all schools beside the places at the training companies and finds the fewest changes that remove the overload.</translation>
        </message>
        <message>
            <source>Voorbeeldregio openen</source>
            <translation>Open the example region</translation>
        </message>
        <message>
            <source>Vijf scholen, 242 stageperiodes, 764 leerbedrijven</source>
            <translation>Five schools, 242 placement periods, 764 training companies</translation>
        </message>
        <message>
            <source>Project openen…</source>
            <translation>Open project…</translation>
        </message>
        <message>
            <source>Een bewaard .stageplan-bestand</source>
            <translation>A saved .stageplan file</translation>
        </message>
        <message>
            <source>Laatst gebruikt</source>
            <translation>Recently used</translation>
        </message>
        <message>
            <source>Nog niets geopend.</source>
            <translation>Nothing opened yet.</translation>
        </message>
        <message>
            <source>Open {file}</source>
            <translation>Open {file}</translation>
        </message>
    </context>
    <context>
        <name>TopBar</name>
        <message>
            <source>Opnieuw doen: {verb}</source>
            <translation>Redo: {verb}</translation>
        </message>
        <message>
            <source>Ongedaan maken: {verb}</source>
            <translation>Undo: {verb}</translation>
        </message>
        <message>
            <source>alleen-lezen</source>
            <translation>read-only</translation>
        </message>
        <message>
            <source>scenario bewaren</source>
            <translation>save scenario</translation>
        </message>
        <message>
            <source>scenario hernoemen</source>
            <translation>rename scenario</translation>
        </message>
        <message>
            <source>scenario kiezen</source>
            <translation>choose scenario</translation>
        </message>
        <message>
            <source>scenario verwijderen</source>
            <translation>delete scenario</translation>
        </message>
        <message>
            <source>werk overnemen</source>
            <translation>take work over</translation>
        </message>
        <message>
            <source>Zoeken in alles (Ctrl+K)</source>
            <translation>Search everything (Ctrl+K)</translation>
        </message>
        <message>
            <source>Toevoegen</source>
            <translation>Add</translation>
        </message>
        <message>
            <source>Voorstel maken</source>
            <translation>Make a proposal</translation>
        </message>
        <message>
            <source>Menu</source>
            <translation>Menu</translation>
        </message>
        <message>
            <source>bestanden toevoegen</source>
            <translation>add files</translation>
        </message>
        <message>
            <source>voorstel</source>
            <translation>proposal</translation>
        </message>
        <message>
            <source>plan</source>
            <translation>plan</translation>
        </message>
        <message>
            <source>terug naar voorkeur</source>
            <translation>back to wishes</translation>
        </message>
        <message>
            <source>regels</source>
            <translation>rules</translation>
        </message>
        <message>
            <source>verplaatsen</source>
            <translation>move</translation>
        </message>
        <message>
            <source>plan van de kromme</source>
            <translation>plan of the curve</translation>
        </message>
        <message>
            <source>Nieuwe regio</source>
            <translation>New region</translation>
        </message>
        <message>
            <source>nog leeg</source>
            <translation>still empty</translation>
        </message>
        <message>
            <source>gegevens gewijzigd na het voorstel</source>
            <translation>data changed since the proposal</translation>
        </message>
        <message>
            <source>bewaard</source>
            <translation>saved</translation>
        </message>
        <message>
            <source>niet bewaard</source>
            <translation>not saved</translation>
        </message>
        <message>
            <source>rij toevoegen</source>
            <translation>add row</translation>
        </message>
        <message>
            <source>verwijderen</source>
            <translation>delete</translation>
        </message>
        <message>
            <source>wijzigen</source>
            <translation>edit</translation>
        </message>
        <message>
            <source>Exporteren</source>
            <translation>Export</translation>
        </message>
        <message>
            <source>1 ding klopt niet in dit plan: bekijk het</source>
            <translation>1 thing is not right in this plan: see it</translation>
        </message>
        <message>
            <source>Het plan wordt opnieuw nagekeken…</source>
            <translation>The plan is being checked again…</translation>
        </message>
        <message>
            <source>{count} dingen kloppen niet in dit plan: bekijk ze</source>
            <translation>{count} things are not right in this plan: see them</translation>
        </message>
        <message>
            <source>gedeeld</source>
            <translation>shared</translation>
        </message>
        <message>
            <source>nog niet gedeeld</source>
            <translation>not shared yet</translation>
        </message>
        <message>
            <source>Terug naar waar u was (Alt+pijl links)</source>
            <translation>Back to where you were (Alt+Left)</translation>
        </message>
        <message>
            <source>samenvoegen</source>
            <translation>merge</translation>
        </message>
        <message>
            <source>splitsen</source>
            <translation>split</translation>
        </message>
    </context>
    <context>
        <name>Words</name>
        <message>
            <source>vrij</source>
            <translation>free</translation>
        </message>
        <message>
            <source>{days} dagen, vrij te kiezen</source>
            <translation>{days} days, free to choose</translation>
        </message>
        <message>
            <source>wk</source>
            <translation>wk</translation>
        </message>
        <message>
            <source>{days} d/wk</source>
            <translation>{days} d/wk</translation>
        </message>
        <message>
            <source>jaar {year}</source>
            <translation>year {year}</translation>
        </message>
    </context>
    <context>
        <name>History</name>
        <message>
            <source>Herkomst</source>
            <translation>Origin</translation>
        </message>
        <message>
            <source>Hoeveel</source>
            <translation>How much</translation>
        </message>
        <message>
            <source>Na</source>
            <translation>After</translation>
        </message>
        <message>
            <source>Soort</source>
            <translation>Kind</translation>
        </message>
        <message>
            <source>Veld</source>
            <translation>Field</translation>
        </message>
        <message>
            <source>Voor</source>
            <translation>Before</translation>
        </message>
        <message>
            <source>Waarop</source>
            <translation>To what</translation>
        </message>
        <message>
            <source>Wanneer</source>
            <translation>When</translation>
        </message>
        <message>
            <source>Wat</source>
            <translation>What</translation>
        </message>
        <message>
            <source>Welke</source>
            <translation>Which</translation>
        </message>
        <message>
            <source>Wie</source>
            <translation>Who</translation>
        </message>
        <message>
            <source>Verschil</source>
            <translation>Difference</translation>
        </message>
    </context>
    <context>
        <name>HistoryDialog</name>
        <message>
            <source>1 wijziging</source>
            <translation>1 change</translation>
        </message>
        <message>
            <source>Bewaard: {file}</source>
            <translation>Saved: {file}</translation>
        </message>
        <message>
            <source>Bewaren als csv…</source>
            <translation>Save as csv…</translation>
        </message>
        <message>
            <source>Filter</source>
            <translation>Filter</translation>
        </message>
        <message>
            <source>Filter op naam, bestand, stageperiode…</source>
            <translation>Filter by name, file, stage period…</translation>
        </message>
        <message>
            <source>Geschiedenis</source>
            <translation>History</translation>
        </message>
        <message>
            <source>Geschiedenis bewaren</source>
            <translation>Save the history</translation>
        </message>
        <message>
            <source>Sluiten</source>
            <translation>Close</translation>
        </message>
        <message>
            <source>Wat de gekozen wijziging raakte</source>
            <translation>What the chosen change touched</translation>
        </message>
        <message>
            <source>Wijzigingen</source>
            <translation>Changes</translation>
        </message>
        <message>
            <source>{count} wijzigingen</source>
            <translation>{count} changes</translation>
        </message>
        <message>
            <source>Elke import, wijziging en afspraak komt hier te staan, met wie en wanneer.</source>
            <translation>Every import, change and agreement will stand here, with who and when.</translation>
        </message>
        <message>
            <source>Nog niets gewijzigd</source>
            <translation>Nothing changed yet</translation>
        </message>
        <message>
            <source>De regio is weer zoals op {day}, {time}. Ongedaan maken kan met Ctrl+Z.</source>
            <translation>The region is as it was on {day}, {time}. Ctrl+Z undoes this.</translation>
        </message>
        <message>
            <source>Maakt de regio zoals zij toen was, in één stap; scenario's blijven</source>
            <translation>Makes the region as it was then, in one step; scenarios stay</translation>
        </message>
        <message>
            <source>Terug kan naar wat er sinds het openen van het bestand is gebeurd</source>
            <translation>You can go back to what happened since the file was opened</translation>
        </message>
        <message>
            <source>Terug naar dit moment</source>
            <translation>Back to this moment</translation>
        </message>
    </context>
    <context>
        <name>ProjectActions</name>
        <message>
            <source>Alleen lezen</source>
            <translation>Read only</translation>
        </message>
        <message>
            <source>Beide houden: bewaren als…</source>
            <translation>Keep both: save as…</translation>
        </message>
        <message>
            <source>Bestand vervangen</source>
            <translation>Replace the file</translation>
        </message>
        <message>
            <source>De vorige keer stopte StagePlanner onverwacht. Van {day}, {time} zijn nog wijzigingen vastgelegd die niet in het bestand staan: {count}.</source>
            <translation>StagePlanner stopped unexpectedly the last time. Changes up to {day}, {time} were kept that are not in the file: {count}.</translation>
        </message>
        <message>
            <source>Dit bestand is op een andere computer open</source>
            <translation>This file is open on another computer</translation>
        </message>
        <message>
            <source>Dit bestand kan niet worden geopend</source>
            <translation>This file cannot be opened</translation>
        </message>
        <message>
            <source>Dit werk overnemen</source>
            <translation>Take this work over</translation>
        </message>
        <message>
            <source>Er is werk dat niet is bewaard</source>
            <translation>There is work that was not saved</translation>
        </message>
        <message>
            <source>Herstellen wat leesbaar is</source>
            <translation>Recover what can be read</translation>
        </message>
        <message>
            <source>Iemand anders heeft dit bestand gewijzigd</source>
            <translation>Somebody else changed this file</translation>
        </message>
        <message>
            <source>Later beslissen</source>
            <translation>Decide later</translation>
        </message>
        <message>
            <source>Nieuw schooljaar bewaren als</source>
            <translation>Save the new school year as</translation>
        </message>
        <message>
            <source>Terug</source>
            <translation>Back</translation>
        </message>
        <message>
            <source>Toch hier wijzigen</source>
            <translation>Change it here all the same</translation>
        </message>
        <message>
            <source>Weggooien</source>
            <translation>Throw away</translation>
        </message>
        <message>
            <source>Opnieuw laden</source>
            <translation>Load again</translation>
        </message>
        <message>
            <source>Opnieuw laden: mijn wijzigingen vervallen</source>
            <translation>Load again: my changes lapse</translation>
        </message>
    </context>
    <context>
        <name>RecoveryDialog</name>
        <message>
            <source>Bewaren als…</source>
            <translation>Save as…</translation>
        </message>
        <message>
            <source>Eerst bekijken</source>
            <translation>Look at it first</translation>
        </message>
        <message>
            <source>Hersteld bestand</source>
            <translation>Recovered file</translation>
        </message>
        <message>
            <source>{file} is zo goed mogelijk hersteld</source>
            <translation>{file} was recovered as well as possible</translation>
        </message>
    </context>
    <context>
        <name>RolloverDialog</name>
        <message>
            <source>1 punt om na te kijken</source>
            <translation>1 point to look at</translation>
        </message>
        <message>
            <source>Begin met wat nu gepland is in plaats van met de voorkeur</source>
            <translation>Begin with what is planned now instead of with the wishes</translation>
        </message>
        <message>
            <source>Elke stageperiode houdt haar lesweken en weekdagen. Onthouden kolommen en de geschiedenis gaan mee; het plan en de scenario's blijven bij dit jaar. Dit bestand verandert niet: het nieuwe schooljaar komt in een eigen bestand.</source>
            <translation>Every stage period keeps its teaching weeks and weekdays. Remembered columns and the history come along; the plan and the scenarios stay with this year. This file does not change: the new school year gets a file of its own.</translation>
        </message>
        <message>
            <source>Nieuw schooljaar maken</source>
            <translation>Make the new school year</translation>
        </message>
        <message>
            <source>Om na te kijken</source>
            <translation>To look at</translation>
        </message>
        <message>
            <source>Schooljaar {year}: {count} stageperiodes</source>
            <translation>School year {year}: {count} stage periods</translation>
        </message>
        <message>
            <source>Terug</source>
            <translation>Back</translation>
        </message>
        <message>
            <source>Volgend schooljaar</source>
            <translation>Next school year</translation>
        </message>
        <message>
            <source>{count} punten om na te kijken</source>
            <translation>{count} points to look at</translation>
        </message>
    </context>
    <context>
        <name>Scenarios</name>
        <message>
            <source>Gegevens</source>
            <translation>Data</translation>
        </message>
        <message>
            <source>Hoogste bezetting</source>
            <translation>Peak utilisation</translation>
        </message>
        <message>
            <source>Huidig plan</source>
            <translation>Current plan</translation>
        </message>
        <message>
            <source>In het eerste plan</source>
            <translation>In the first plan</translation>
        </message>
        <message>
            <source>In het tweede plan</source>
            <translation>In the second plan</translation>
        </message>
        <message>
            <source>Plan</source>
            <translation>Plan</translation>
        </message>
        <message>
            <source>Stageperiode</source>
            <translation>Stage period</translation>
        </message>
        <message>
            <source>Studenten</source>
            <translation>Students</translation>
        </message>
        <message>
            <source>Tekort (studentdagen)</source>
            <translation>Shortage (student-days)</translation>
        </message>
        <message>
            <source>Verschil</source>
            <translation>Difference</translation>
        </message>
        <message>
            <source>Voorkeur van de instellingen</source>
            <translation>Wish of the institutions</translation>
        </message>
        <message>
            <source>Wijzigingen</source>
            <translation>Changes</translation>
        </message>
        <message>
            <source>gewijzigd sinds dit plan</source>
            <translation>changed since this plan</translation>
        </message>
        <message>
            <source>vrije dagen ingevuld</source>
            <translation>open days filled in</translation>
        </message>
    </context>
    <context>
        <name>GanttRows</name>
        <message>
            <source>N{niveau}</source>
            <translation>L{niveau}</translation>
        </message>
        <message>
            <source>{period}: {option}</source>
            <translation>{period}: {option}</translation>
        </message>
        <message>
            <source>{sentence} ({kinds}; voorkeur {wish})</source>
            <translation>{sentence} ({kinds}; wish {wish})</translation>
        </message>
        <message>
            <source>{sentence}, vast</source>
            <translation>{sentence}, fixed</translation>
        </message>
        <message>
            <source>{sentence}. In {plan}: {option}</source>
            <translation>{sentence}. In {plan}: {option}</translation>
        </message>
        <message>
            <source>{sentence}, {agreed}</source>
            <translation>{sentence}, {agreed}</translation>
        </message>
        <message>
            <source>{sentence}; let op: anders {agreed}</source>
            <translation>{sentence}; note: differs from what was {agreed}</translation>
        </message>
        <message>
            <source>{name}: {count} stageperiodes, {students} studenten</source>
            <translation>{name}: {count} placement periods, {students} students</translation>
        </message>
        <message>
            <source>{name}: 1 stageperiode, {students} studenten</source>
            <translation>{name}: 1 placement period, {students} students</translation>
        </message>
    </context>
    <context>
        <name>Moves</name>
        <message>
            <source>De instelling heeft deze periode vastgezet.</source>
            <translation>The institution has fixed this period.</translation>
        </message>
        <message>
            <source>Verder mag niet: deze periode past met al haar stagedagen tussen {first} en {last}, buiten de vakanties.</source>
            <translation>No further: with all its placement days this period fits between {first} and {last}, outside the holidays.</translation>
        </message>
        <message>
            <source>de instelling wil deze groep niet splitsen</source>
            <translation>the institution does not want this group split</translation>
        </message>
        <message>
            <source>de periode ligt vast</source>
            <translation>the period is fixed</translation>
        </message>
        <message>
            <source>onder {count} studenten wordt niet gesplitst</source>
            <translation>groups under {count} students are not split</translation>
        </message>
    </context>
    <context>
        <name>PartsDialog</name>
        <message>
            <source>Aantallen per deel</source>
            <translation>Students per part</translation>
        </message>
        <message>
            <source>Overnemen</source>
            <translation>Take over</translation>
        </message>
        <message>
            <source>Samen {count} studenten; een deel van 0 vervalt.</source>
            <translation>Together {count} students; a part of 0 goes.</translation>
        </message>
        <message>
            <source>Studenten in {part}</source>
            <translation>Students in {part}</translation>
        </message>
        <message>
            <source>Terug</source>
            <translation>Back</translation>
        </message>
    </context>
    <context>
        <name>PlanMenu</name>
        <message>
            <source>Aantallen per deel…</source>
            <translation>Students per part…</translation>
        </message>
        <message>
            <source>Deze periode ligt vast</source>
            <translation>This period is fixed</translation>
        </message>
        <message>
            <source>Geen ruimte</source>
            <translation>No room to move</translation>
        </message>
        <message>
            <source>In tweeën splitsen</source>
            <translation>Split in two</translation>
        </message>
        <message>
            <source>Splitsen kan niet: {why}</source>
            <translation>Cannot be split: {why}</translation>
        </message>
        <message>
            <source>Terug naar de voorkeur</source>
            <translation>Back to the wishes</translation>
        </message>
        <message>
            <source>Weer samenvoegen</source>
            <translation>Join again</translation>
        </message>
        <message>
            <source>{rhythm}, {weeks}</source>
            <translation>{rhythm}, {weeks}</translation>
        </message>
        <message>
            <source>{rhythm}, {weeks} (zoals gewenst)</source>
            <translation>{rhythm}, {weeks} (as wished)</translation>
        </message>
        <message>
            <source>Goede voorbeelden…</source>
            <translation>Good examples…</translation>
        </message>
    </context>
    <context>
        <name>ScenariosPanel</name>
        <message>
            <source>Als huidig plan gebruiken</source>
            <translation>Use as current plan</translation>
        </message>
        <message>
            <source>Deze twee plannen doen hetzelfde.</source>
            <translation>These two plans do the same.</translation>
        </message>
        <message>
            <source>Dit plan als omlijning achter het huidige tonen</source>
            <translation>Show this plan as an outline behind the current one</translation>
        </message>
        <message>
            <source>Eerste plan</source>
            <translation>First plan</translation>
        </message>
        <message>
            <source>Hernoemen</source>
            <translation>Rename</translation>
        </message>
        <message>
            <source>Huidig plan bewaren</source>
            <translation>Save the current plan</translation>
        </message>
        <message>
            <source>Naam van het scenario</source>
            <translation>Name of the scenario</translation>
        </message>
        <message>
            <source>Op de tijdlijn</source>
            <translation>On the time line</translation>
        </message>
        <message>
            <source>Scenario's</source>
            <translation>Scenarios</translation>
        </message>
        <message>
            <source>Tweede plan</source>
            <translation>Second plan</translation>
        </message>
        <message>
            <source>Vergelijk</source>
            <translation>Compare</translation>
        </message>
        <message>
            <source>Verschillen</source>
            <translation>Differences</translation>
        </message>
        <message>
            <source>Verwijderen</source>
            <translation>Delete</translation>
        </message>
        <message>
            <source>met</source>
            <translation>with</translation>
        </message>
        <message>
            <source>1 verschil</source>
            <translation>1 difference</translation>
        </message>
        <message>
            <source>{count} verschillen</source>
            <translation>{count} differences</translation>
        </message>
        <message>
            <source>{differences}; bij 1 groep alleen vrije dagen ingevuld</source>
            <translation>{differences}; only open days filled in for 1 group</translation>
        </message>
        <message>
            <source>{differences}; bij {count} groepen alleen vrije dagen ingevuld</source>
            <translation>{differences}; only open days filled in for {count} groups</translation>
        </message>
    </context>
    <context>
        <name>ShortageCard</name>
        <message>
            <source>Sector onbekend</source>
            <translation>Sector unknown</translation>
        </message>
        <message>
            <source>Tekort in studentdagen</source>
            <translation>Shortage in student-days</translation>
        </message>
        <message>
            <source>Tekort per niveau en sector</source>
            <translation>Shortage by level and sector</translation>
        </message>
        <message>
            <source>voorkeur</source>
            <translation>wish</translation>
        </message>
        <message>
            <source>voorstel</source>
            <translation>proposal</translation>
        </message>
        <message>
            <source>Per sector</source>
            <translation>By sector</translation>
        </message>
        <message>
            <source>★ voorrang: zij worden anders het laatst geplaatst.</source>
            <translation>★ first: they are otherwise placed last.</translation>
        </message>
    </context>
    <context>
        <name>ManualWindow</name>
        <message>
            <source>Handleiding</source>
            <translation>Manual</translation>
        </message>
        <message>
            <source>Zoek in de handleiding…</source>
            <translation>Search the manual…</translation>
        </message>
        <message>
            <source>Zoek in de handleiding</source>
            <translation>Search the manual</translation>
        </message>
        <message>
            <source>Hoofdstukken</source>
            <translation>Chapters</translation>
        </message>
        <message>
            <source>Tekst van het hoofdstuk</source>
            <translation>Text of the chapter</translation>
        </message>
        <message>
            <source>Geen hoofdstuk met deze woorden.</source>
            <translation>No chapter with these words.</translation>
        </message>
        <message>
            <source>Bewaren als PDF…</source>
            <translation>Save as PDF…</translation>
        </message>
        <message>
            <source>Sluiten</source>
            <translation>Close</translation>
        </message>
        <message>
            <source>Handleiding bewaren als PDF</source>
            <translation>Save the manual as PDF</translation>
        </message>
        <message>
            <source>Bewaard: {file}</source>
            <translation>Saved: {file}</translation>
        </message>
    </context>
    <context>
        <name>ColumnFilter</name>
        <message>
            <source>(leeg)</source>
            <translation>(empty)</translation>
        </message>
        <message>
            <source>Alles</source>
            <translation>All</translation>
        </message>
        <message>
            <source>Filter op {column}</source>
            <translation>Filter by {column}</translation>
        </message>
        <message>
            <source>Filter weg</source>
            <translation>Remove filter</translation>
        </message>
        <message>
            <source>Filteren</source>
            <translation>Filter</translation>
        </message>
        <message>
            <source>Niets</source>
            <translation>None</translation>
        </message>
        <message>
            <source>Zoek in {column}</source>
            <translation>Search in {column}</translation>
        </message>
        <message>
            <source>Zoek…</source>
            <translation>Search…</translation>
        </message>
    </context>
    <context>
        <name>DateEdit</name>
        <message>
            <source>Kalender (Alt+Pijl omlaag)</source>
            <translation>Calendar (Alt+Down)</translation>
        </message>
    </context>
    <context>
        <name>EditStrip</name>
        <message>
            <source>1 nieuwe rij is nog niet compleet.</source>
            <translation>1 new row is not complete yet.</translation>
        </message>
        <message>
            <source>1 waarde is niet overgenomen.</source>
            <translation>1 value was not taken over.</translation>
        </message>
        <message>
            <source>Overnemen om aan te passen</source>
            <translation>Take over to adjust</translation>
        </message>
        <message>
            <source>Van {school} zijn er geen eigen vakanties; die van de regio gelden.</source>
            <translation>{school} has no holidays of its own; those of its region hold.</translation>
        </message>
        <message>
            <source>Volgende</source>
            <translation>Next</translation>
        </message>
        <message>
            <source>Wat er nog goed te zetten is</source>
            <translation>What still has to be put right</translation>
        </message>
        <message>
            <source>Wat niet is overgenomen weggooien</source>
            <translation>Throw away what was not taken over</translation>
        </message>
        <message>
            <source>{count} nieuwe rijen zijn nog niet compleet.</source>
            <translation>{count} new rows are not complete yet.</translation>
        </message>
        <message>
            <source>{count} waarden zijn niet overgenomen.</source>
            <translation>{count} values were not taken over.</translation>
        </message>
        <message>
            <source>Rij weggooien</source>
            <translation>Discard row</translation>
        </message>
    </context>
    <context>
        <name>EditTable</name>
        <message>
            <source>Filter op deze kolom…</source>
            <translation>Filter by this column…</translation>
        </message>
        <message>
            <source>Kopiëren</source>
            <translation>Copy</translation>
        </message>
        <message>
            <source>Kopiëren met koppen</source>
            <translation>Copy with headings</translation>
        </message>
        <message>
            <source>Leegmaken</source>
            <translation>Clear</translation>
        </message>
        <message>
            <source>Naar beneden doorvoeren</source>
            <translation>Fill down</translation>
        </message>
        <message>
            <source>Plakken</source>
            <translation>Paste</translation>
        </message>
        <message>
            <source>Rij toevoegen</source>
            <translation>Add row</translation>
        </message>
        <message>
            <source>Rijen verwijderen</source>
            <translation>Delete rows</translation>
        </message>
    </context>
    <context>
        <name>Editable</name>
        <message>
            <source>{column}, nieuwe rij: {text}</source>
            <translation>{column}, new row: {text}</translation>
        </message>
        <message>
            <source>{column}: {text}. Niet goed: {reason}</source>
            <translation>{column}: {text}. Not right: {reason}</translation>
        </message>
    </context>
    <context>
        <name>ListEdit</name>
        <message>
            <source>Lijst (Alt+Pijl omlaag)</source>
            <translation>List (Alt+Down)</translation>
        </message>
    </context>
    <context>
        <name>NumberEditor</name>
        <message>
            <source>geen grens</source>
            <translation>no limit</translation>
        </message>
    </context>
    <context>
        <name>RulesForm</name>
        <message>
            <source>Alles zoals de regio</source>
            <translation>All as the region</translation>
        </message>
        <message>
            <source>De doelen staan op volgorde; wat elk bereikte, mag zoveel prijsgeven.</source>
            <translation>The goals stand in order; of what each reached, so much may be given up.</translation>
        </message>
        <message>
            <source>Geldt voor de hele regio.</source>
            <translation>Holds for the whole region.</translation>
        </message>
        <message>
            <source>Geldt waar een stageperiode zelf niets zegt. Een instelling met eigen regels kiest u links.</source>
            <translation>Holds where a stage period itself says nothing. Choose an institution with rules of its own at the left.</translation>
        </message>
        <message>
            <source>Hele regio</source>
            <translation>Whole region</translation>
        </message>
        <message>
            <source>Hoe precies elk doel wordt gehouden</source>
            <translation>How closely each goal is held</translation>
        </message>
        <message>
            <source>Niveau {niveau}</source>
            <translation>Niveau {niveau}</translation>
        </message>
        <message>
            <source>Voor wie de regels gelden</source>
            <translation>For whom the rules hold</translation>
        </message>
        <message>
            <source>Waar een voorstel naar zoekt</source>
            <translation>What a proposal seeks</translation>
        </message>
        <message>
            <source>Wat een voorstel mag</source>
            <translation>What a proposal may do</translation>
        </message>
        <message>
            <source>Wat u hier wijzigt, geldt alleen voor deze instelling.</source>
            <translation>What you change here holds for this institution only.</translation>
        </message>
        <message>
            <source>{name}
{count} anders dan de regio</source>
            <translation>{name}
{count} other than the region</translation>
        </message>
        <message>
            <source>De naam staat op elk stuk dat het programma maakt.</source>
            <translation>The name is on every document that the program makes.</translation>
        </message>
        <message>
            <source>Deze regio</source>
            <translation>This region</translation>
        </message>
        <message>
            <source>Grenzen van een instelling</source>
            <translation>Limits of an institution</translation>
        </message>
        <message>
            <source>Splitsen</source>
            <translation>Split</translation>
        </message>
        <message>
            <source>Vorm, dagen en weekdagen</source>
            <translation>Form, days and weekdays</translation>
        </message>
        <message>
            <source>Wanneer</source>
            <translation>When</translation>
        </message>
        <message>
            <source>● Afwijkend: terug naar {value}</source>
            <translation>● Different: back to {value}</translation>
        </message>
        <message>
            <source>● Afwijkend: zoals de regio, {value}</source>
            <translation>● Different: as the region, {value}</translation>
        </message>
    </context>
    <context>
        <name>WeekdaysEdit</name>
        <message>
            <source>Weekdagen (Alt+Pijl omlaag)</source>
            <translation>Weekdays (Alt+Down)</translation>
        </message>
    </context>
    <context>
        <name>YesNoEditor</name>
        <message>
            <source>ja</source>
            <translation>yes</translation>
        </message>
        <message>
            <source>nee</source>
            <translation>no</translation>
        </message>
    </context>
    <context>
        <name>ProgramActions</name>
        <message>
            <source>Geval voor de helpdesk bewaren</source>
            <translation>Save a case for support</translation>
        </message>
        <message>
            <source>Er is een nieuwe versie: StagePlanner {version}</source>
            <translation>There is a new version: StagePlanner {version}</translation>
        </message>
    </context>
    <context>
        <name>CrashDialog</name>
        <message>
            <source>StagePlanner ging de fout in</source>
            <translation>StagePlanner failed</translation>
        </message>
        <message>
            <source>Er ging iets mis in het programma zelf</source>
            <translation>Something went wrong in the program itself</translation>
        </message>
        <message>
            <source>U kunt verder werken. Wat u als laatste deed is misschien niet gelukt.</source>
            <translation>You can go on working. What you did last may not have succeeded.</translation>
        </message>
        <message>
            <source>Uw werk staat in een reddingskopie. U kunt verder werken; wat u als laatste deed is misschien niet gelukt.</source>
            <translation>Your work is in a rescue copy. You can go on working; what you did last may not have succeeded.</translation>
        </message>
        <message>
            <source>Wilt u het melden? Kopieer dan dit verslag. Er staat niets van uw gegevens in.</source>
            <translation>Would you like to report it? Then copy this report. It holds nothing of your data.</translation>
        </message>
        <message>
            <source>Verslag</source>
            <translation>Report</translation>
        </message>
        <message>
            <source>Verslag kopiëren</source>
            <translation>Copy the report</translation>
        </message>
        <message>
            <source>Map met de kopie</source>
            <translation>Folder of the copy</translation>
        </message>
        <message>
            <source>Afsluiten</source>
            <translation>Quit</translation>
        </message>
        <message>
            <source>Verder werken</source>
            <translation>Go on working</translation>
        </message>
        <message>
            <source>Gekopieerd</source>
            <translation>Copied</translation>
        </message>
    </context>
    <context>
        <name>SettingsDialog</name>
        <message>
            <source>Instellingen</source>
            <translation>Settings</translation>
        </message>
        <message>
            <source>Zoals het systeem</source>
            <translation>Like the system</translation>
        </message>
        <message>
            <source>Licht</source>
            <translation>Light</translation>
        </message>
        <message>
            <source>Donker</source>
            <translation>Dark</translation>
        </message>
        <message>
            <source> s</source>
            <translation> s</translation>
        </message>
        <message>
            <source>Vraag bij het starten of er een nieuwe versie is</source>
            <translation>Ask at start-up whether there is a new version</translation>
        </message>
        <message>
            <source>Dit adres begint niet met https://</source>
            <translation>This address does not begin with https://</translation>
        </message>
        <message>
            <source>Taal</source>
            <translation>Language</translation>
        </message>
        <message>
            <source>Uiterlijk</source>
            <translation>Look</translation>
        </message>
        <message>
            <source>Rekentijd van een voorstel</source>
            <translation>Time for a proposal</translation>
        </message>
        <message>
            <source>Adres van de nieuwe versies</source>
            <translation>Address of new versions</translation>
        </message>
        <message>
            <source>Staat dit uit, dan maakt StagePlanner geen enkele verbinding. Staat het aan, dan vraagt het alleen dit adres; er wordt niets over u of uw gegevens verstuurd.</source>
            <translation>If this is off, StagePlanner makes no connection at all. If it is on, it asks only this address; nothing about you or your data is sent.</translation>
        </message>
        <message>
            <source>Map met het logboek</source>
            <translation>Folder of the log</translation>
        </message>
        <message>
            <source>Bewaren</source>
            <translation>Save</translation>
        </message>
        <message>
            <source>Annuleren</source>
            <translation>Cancel</translation>
        </message>
        <message>
            <source>De grootte verandert als StagePlanner opnieuw wordt geopend.</source>
            <translation>The size changes when StagePlanner is opened again.</translation>
        </message>
        <message>
            <source>Grootte van tekst en beeld</source>
            <translation>Size of text and pictures</translation>
        </message>
        <message>
            <source>Hoog contrast</source>
            <translation>High contrast</translation>
        </message>
    </context>
    <context>
        <name>MainMenu</name>
        <message>
            <source>Hele plan terug naar de voorkeur</source>
            <translation>Whole plan back to the wishes</translation>
        </message>
        <message>
            <source>Bewaren</source>
            <translation>Save</translation>
        </message>
        <message>
            <source>Bewaren als…</source>
            <translation>Save as…</translation>
        </message>
        <message>
            <source>Donker</source>
            <translation>Dark</translation>
        </message>
        <message>
            <source>Geschiedenis…</source>
            <translation>History…</translation>
        </message>
        <message>
            <source>Geval voor de helpdesk bewaren…</source>
            <translation>Save a case for support…</translation>
        </message>
        <message>
            <source>Handleiding bij deze pagina (F1)</source>
            <translation>Manual for this page (F1)</translation>
        </message>
        <message>
            <source>Hoog contrast</source>
            <translation>High contrast</translation>
        </message>
        <message>
            <source>Instellingen…</source>
            <translation>Settings…</translation>
        </message>
        <message>
            <source>Licht</source>
            <translation>Light</translation>
        </message>
        <message>
            <source>Nieuwe regio</source>
            <translation>New region</translation>
        </message>
        <message>
            <source>Openen…</source>
            <translation>Open…</translation>
        </message>
        <message>
            <source>Scenario's…</source>
            <translation>Scenarios…</translation>
        </message>
        <message>
            <source>Taal</source>
            <translation>Language</translation>
        </message>
        <message>
            <source>Uiterlijk</source>
            <translation>Look</translation>
        </message>
        <message>
            <source>Volgend schooljaar…</source>
            <translation>Next school year…</translation>
        </message>
        <message>
            <source>Voorbeeldregio</source>
            <translation>Example region</translation>
        </message>
        <message>
            <source>Zoals het systeem</source>
            <translation>Like the system</translation>
        </message>
        <message>
            <source>Antwoord aan de regio…</source>
            <translation>Answer to the region…</translation>
        </message>
        <message>
            <source>Eigen bestand voor instellingen…</source>
            <translation>Own file for institutions…</translation>
        </message>
        <message>
            <source>Exporteren…</source>
            <translation>Export…</translation>
        </message>
        <message>
            <source>Meldingen…</source>
            <translation>Messages…</translation>
        </message>
        <message>
            <source>Gedeelde regio openen…</source>
            <translation>Open shared region…</translation>
        </message>
        <message>
            <source>Uitleg naast de pagina (F9)</source>
            <translation>Explanation beside the page (F9)</translation>
        </message>
        <message>
            <source>Wat zou helpen…</source>
            <translation>What would help…</translation>
        </message>
        <message>
            <source>Alles wat het programma heeft gezegd</source>
            <translation>Everything that the program said</translation>
        </message>
        <message>
            <source>Begin met een leeg bestand</source>
            <translation>Begin with an empty file</translation>
        </message>
        <message>
            <source>Bewaarde plannen naast elkaar</source>
            <translation>Kept plans side by side</translation>
        </message>
        <message>
            <source>Een .stageplan van deze computer of een netwerkschijf</source>
            <translation>A .stageplan on this computer or a network drive</translation>
        </message>
        <message>
            <source>Een bestand zonder namen, om een fout te laten zien</source>
            <translation>A file without names, to show a fault</translation>
        </message>
        <message>
            <source>Een instelling werkt zelf verder, zonder rijen van anderen</source>
            <translation>An institution works on by itself, without rows of others</translation>
        </message>
        <message>
            <source>Een nieuw bestand met dezelfde groepen</source>
            <translation>A new file with the same groups</translation>
        </message>
        <message>
            <source>Elke stageperiode zoals zij is opgegeven</source>
            <translation>Every placement period as it was handed in</translation>
        </message>
        <message>
            <source>Groot scherm voor aan tafel: schuiven en besluiten</source>
            <translation>Big screen for the table: slide and decide</translation>
        </message>
        <message>
            <source>Het bestand dat open is</source>
            <translation>The file that is open</translation>
        </message>
        <message>
            <source>Hoe het werkt, met plaatjes</source>
            <translation>How it works, with pictures</translation>
        </message>
        <message>
            <source>Onder een andere naam of op een andere plek</source>
            <translation>Under another name or in another place</translation>
        </message>
        <message>
            <source>Taal, uiterlijk, grootte van tekst, rekentijd, nieuwe versies</source>
            <translation>Language, look, size of text, computing time, new versions</translation>
        </message>
        <message>
            <source>Vergadering…</source>
            <translation>Meeting…</translation>
        </message>
        <message>
            <source>Vijf instellingen om mee te oefenen</source>
            <translation>Five institutions to practise with</translation>
        </message>
        <message>
            <source>Wat deze instelling vindt van wat haar is gevraagd</source>
            <translation>What this institution thinks of what it was asked</translation>
        </message>
        <message>
            <source>Werkboeken, brieven, agenda's en het rapport</source>
            <translation>Workbooks, letters, calendars and the report</translation>
        </message>
        <message>
            <source>Wie wat wijzigde, en terug naar een moment</source>
            <translation>Who changed what, and back to a moment</translation>
        </message>
        <message>
            <source>Een regio op een server, waaraan meer mensen tegelijk werken</source>
            <translation>A region on a server, on which several people work at once</translation>
        </message>
        <message>
            <source>Plaatsen, ruimte en vormen die de overbelasting kleiner maken</source>
            <translation>Places, room and forms that make the overload smaller</translation>
        </message>
        <message>
            <source>Meer ruimte voor de pagina, of weer uitleg ernaast</source>
            <translation>More room for the page, or the explanation beside it again</translation>
        </message>
    </context>
    <context>
        <name>Targets</name>
        <message>
            <source>Bestanden toevoegen…</source>
            <translation>Add files…</translation>
        </message>
        <message>
            <source>Pagina</source>
            <translation>Page</translation>
        </message>
        <message>
            <source>Voorstel maken</source>
            <translation>Make a proposal</translation>
        </message>
        <message>
            <source>De minste wijzigingen die de overbelasting wegnemen</source>
            <translation>The fewest changes that take the overload away</translation>
        </message>
        <message>
            <source>Menu</source>
            <translation>Menu</translation>
        </message>
        <message>
            <source>Nu gekozen</source>
            <translation>Chosen now</translation>
        </message>
        <message>
            <source>Opleiding {code}, 1 stageperiode</source>
            <translation>Programme {code}, 1 placement period</translation>
        </message>
        <message>
            <source>Opleiding {code}, {count} stageperiodes</source>
            <translation>Programme {code}, {count} placement periods</translation>
        </message>
        <message>
            <source>Periodes, leerbedrijven of vakanties uit een werkboek of csv</source>
            <translation>Periods, training companies or holidays from a workbook or csv</translation>
        </message>
    </context>
    <context>
        <name>ChooseInstitutions</name>
        <message>
            <source>Vragen aan: {who}</source>
            <translation>Ask: {who}</translation>
        </message>
        <message>
            <source>alle instellingen</source>
            <translation>all institutions</translation>
        </message>
        <message>
            <source>{count} van {all} instellingen</source>
            <translation>{count} of {all} institutions</translation>
        </message>
    </context>
    <context>
        <name>ColumnsPanel</name>
        <message>
            <source>Betekenis</source>
            <translation>Meaning</translation>
        </message>
        <message>
            <source>Betekenis van {name}</source>
            <translation>Meaning of {name}</translation>
        </message>
        <message>
            <source>Blad {sheet}, zonder kopregel</source>
            <translation>Sheet {sheet}, without a heading row</translation>
        </message>
        <message>
            <source>Blad {sheet}, kopregel {row}</source>
            <translation>Sheet {sheet}, heading in row {row}</translation>
        </message>
        <message>
            <source>Kies links een bestand; hier staat dan waarvoor elke kolom dient.</source>
            <translation>Choose a file at the left; what each column is for then stands here.</translation>
        </message>
        <message>
            <source>Kolom</source>
            <translation>Column</translation>
        </message>
        <message>
            <source>Kop in het bestand</source>
            <translation>Heading in the file</translation>
        </message>
        <message>
            <source>Voorbeelden</source>
            <translation>Examples</translation>
        </message>
        <message>
            <source>Zekerheid</source>
            <translation>Certainty</translation>
        </message>
        <message>
            <source>Zo onthouden</source>
            <translation>Remembered like this</translation>
        </message>
        <message>
            <source>Zo onthouden voor volgende keer</source>
            <translation>Remember like this for next time</translation>
        </message>
    </context>
    <context>
        <name>RowsPanel</name>
        <message>
            <source>Alle rijen</source>
            <translation>All rows</translation>
        </message>
        <message>
            <source>Blad</source>
            <translation>Sheet</translation>
        </message>
        <message>
            <source>De rijen worden opgehaald…</source>
            <translation>Fetching the rows…</translation>
        </message>
        <message>
            <source>Kies een cel om haar te verbeteren; het bestand zelf blijft zoals het is.</source>
            <translation>Choose a cell to correct it; the file itself stays as it is.</translation>
        </message>
        <message>
            <source>Met melding</source>
            <translation>With a message</translation>
        </message>
        <message>
            <source>Niet gebruikt</source>
            <translation>Not used</translation>
        </message>
        <message>
            <source>Rijen van het bestand</source>
            <translation>Rows of the file</translation>
        </message>
        <message>
            <source>Waarde van de cel</source>
            <translation>Value of the cell</translation>
        </message>
        <message>
            <source>Welke rijen</source>
            <translation>Which rows</translation>
        </message>
        <message>
            <source>de eerste {count} van {total} rijen</source>
            <translation>the first {count} of {total} rows</translation>
        </message>
        <message>
            <source>{used} gebruikt, {corrected} met aanname, {refused} niet gebruikt</source>
            <translation>{used} used, {corrected} with an assumption, {refused} not used</translation>
        </message>
    </context>
    <context>
        <name>Source</name>
        <message>
            <source>Wat ermee gebeurt</source>
            <translation>What becomes of it</translation>
        </message>
        <message>
            <source>gebruikt</source>
            <translation>used</translation>
        </message>
        <message>
            <source>vraag</source>
            <translation>question</translation>
        </message>
        <message>
            <source>koppen</source>
            <translation>headings</translation>
        </message>
        <message>
            <source>met aanname</source>
            <translation>with an assumption</translation>
        </message>
        <message>
            <source>niet gebruikt</source>
            <translation>not used</translation>
        </message>
        <message>
            <source>opmerking</source>
            <translation>note</translation>
        </message>
        <message>
            <source>titel</source>
            <translation>title</translation>
        </message>
        <message>
            <source>totaal</source>
            <translation>total</translation>
        </message>
        <message>
            <source>hierover gaat de vraag</source>
            <translation>the question is about this</translation>
        </message>
        <message>
            <source>let op</source>
            <translation>look</translation>
        </message>
        <message>
            <source>niet gelezen</source>
            <translation>not read</translation>
        </message>
        <message>
            <source>verbeterd</source>
            <translation>put right</translation>
        </message>
        <message>
            <source>vraag in beeld</source>
            <translation>question in view</translation>
        </message>
    </context>
    <context>
        <name>AnswersDialog</name>
        <message>
            <source>Wat er is geantwoord</source>
            <translation>What was answered</translation>
        </message>
        <message>
            <source>Terug</source>
            <translation>Back</translation>
        </message>
        <message>
            <source>Overnemen</source>
            <translation>Take over</translation>
        </message>
        <message>
            <source>Meldingen bij de antwoorden</source>
            <translation>Messages about the answers</translation>
        </message>
        <message>
            <source>Geen antwoord om over te nemen</source>
            <translation>No answer to take over</translation>
        </message>
        <message>
            <source>Antwoorden van partijen</source>
            <translation>Answers of parties</translation>
        </message>
        <message>
            <source>{names} en nog {count}</source>
            <translation>{names} and {count} more</translation>
        </message>
        <message>
            <source>Deze woorden kent StagePlanner niet. U beslist wat ze betekenen; de woorden blijven als opmerking van de partij staan.</source>
            <translation>StagePlanner does not know these words. You decide what they mean; the words stay as the remark of the party.</translation>
        </message>
        <message>
            <source>{count} gelezen: {parts}</source>
            <translation>{count} read: {parts}</translation>
        </message>
        <message>
            <source>{count} onduidelijk</source>
            <translation>{count} unclear</translation>
        </message>
        <message>
            <source>{count} zonder antwoord</source>
            <translation>{count} without an answer</translation>
        </message>
    </context>
    <context>
        <name>CounterDialog</name>
        <message>
            <source>Hoogste bezetting zoals gevraagd: {asked}; zo: {counter}.</source>
            <translation>Highest utilisation as asked: {asked}; like this: {counter}.</translation>
        </message>
        <message>
            <source>Wat een leerbedrijf kan, wegen mensen.</source>
            <translation>What a leerbedrijf can do is for people to weigh.</translation>
        </message>
        <message>
            <source>Waarom dit wordt gevraagd</source>
            <translation>Why this is asked</translation>
        </message>
        <message>
            <source>Voorstel wijzigen</source>
            <translation>Change the proposal</translation>
        </message>
        <message>
            <source>Vastleggen</source>
            <translation>Record</translation>
        </message>
        <message>
            <source>Tweede deel</source>
            <translation>Second part</translation>
        </message>
        <message>
            <source>Terug</source>
            <translation>Back</translation>
        </message>
        <message>
            <source>Tegenvoorstel vastleggen</source>
            <translation>Record a counter-proposal</translation>
        </message>
        <message>
            <source>Piek wordt berekend…</source>
            <translation>Computing the peak…</translation>
        </message>
        <message>
            <source>Opmerking van de partij</source>
            <translation>Remark of the party</translation>
        </message>
        <message>
            <source>Let op: {days} stagedagen; de voorkeur telt er {wished}.</source>
            <translation>Note: {days} stage days; the wish has {wished}.</translation>
        </message>
        <message>
            <source>Kies ten minste één weekdag.</source>
            <translation>Choose at least one weekday.</translation>
        </message>
        <message>
            <source>In tweeën splitsen</source>
            <translation>Split in two</translation>
        </message>
        <message>
            <source>Gevraagd: {asked}</source>
            <translation>Asked: {asked}</translation>
        </message>
        <message>
            <source>Eerste deel</source>
            <translation>First part</translation>
        </message>
        <message>
            <source>Dit is wat al werd gevraagd. Vul iets anders in.</source>
            <translation>This is what was asked already. Fill in something else.</translation>
        </message>
        <message>
            <source>De laatste dag ligt vóór de eerste. Draai de data om.</source>
            <translation>The last day lies before the first. Swap the dates.</translation>
        </message>
        <message>
            <source>De delen zijn samen {total} studenten; de groep heeft er {students}.</source>
            <translation>The parts are {total} students together; the group has {students}.</translation>
        </message>
        <message>
            <source>Beide delen zijn gelijk. Geef ze andere weken of weekdagen.</source>
            <translation>Both parts are the same. Give them other weeks or weekdays.</translation>
        </message>
    </context>
    <context>
        <name>FairnessPanel</name>
        <message>
            <source>naar een eigen sleutel</source>
            <translation>by the region's own key</translation>
        </message>
        <message>
            <source>naar aantal studenten</source>
            <translation>by number of students</translation>
        </message>
        <message>
            <source>gewicht van {institution}</source>
            <translation>weight of {institution}</translation>
        </message>
        <message>
            <source>elke instelling evenveel</source>
            <translation>the same for each institution</translation>
        </message>
        <message>
            <source>Wie hoeveel geeft</source>
            <translation>Who gives how much</translation>
        </message>
        <message>
            <source>Wat de regio eerlijk vindt</source>
            <translation>What the region calls fair</translation>
        </message>
        <message>
            <source>Studenten × weken verschoven in het huidige plan; het saldo telt eerdere jaren mee.</source>
            <translation>Students × weeks shifted in the current plan; the balance counts earlier years as well.</translation>
        </message>
        <message>
            <source>Eerlijk is</source>
            <translation>Fair is</translation>
        </message>
    </context>
    <context>
        <name>NegotiateActions</name>
        <message>
            <source>Voorstellen schrijven…</source>
            <translation>Writing proposals…</translation>
        </message>
        <message>
            <source>Map voor de voorstellen aan de partijen</source>
            <translation>Folder for the proposals to the parties</translation>
        </message>
        <message>
            <source>Antwoorden lezen…</source>
            <translation>Reading answers…</translation>
        </message>
        <message>
            <source>Antwoorden inlezen</source>
            <translation>Read answers</translation>
        </message>
        <message>
            <source>Antwoorden</source>
            <translation>Answers</translation>
        </message>
        <message>
            <source>Alle bestanden</source>
            <translation>All files</translation>
        </message>
        <message>
            <source>Antwoord uiterlijk</source>
            <translation>Answer by</translation>
        </message>
        <message>
            <source>Latere termijn</source>
            <translation>Later deadline</translation>
        </message>
        <message>
            <source>Schrijf daarna de werkboeken opnieuw</source>
            <translation>Then write the workbooks again</translation>
        </message>
        <message>
            <source>Verstuur het vervallen voorstel opnieuw</source>
            <translation>Send the lapsed proposal again</translation>
        </message>
        <message>
            <source>Verstuur {count} vervallen voorstellen opnieuw</source>
            <translation>Send {count} lapsed proposals again</translation>
        </message>
        <message>
            <source>1 afspraak gemaakt</source>
            <translation>1 agreement made</translation>
        </message>
        <message>
            <source>{count} afspraken gemaakt</source>
            <translation>{count} agreements made</translation>
        </message>
        <message>
            <source>{names} en nog {count}</source>
            <translation>{names} and {count} more</translation>
        </message>
        <message>
            <source>1 herinnering geschreven</source>
            <translation>1 reminder written</translation>
        </message>
        <message>
            <source>Werkboek en conceptmail geschreven voor 1 partij</source>
            <translation>Workbook and e-mail draft written for 1 party</translation>
        </message>
        <message>
            <source>Werkboek en conceptmail geschreven voor {count} partijen</source>
            <translation>Workbook and e-mail draft written for {count} parties</translation>
        </message>
        <message>
            <source>{count} herinneringen geschreven</source>
            <translation>{count} reminders written</translation>
        </message>
        <message>
            <source>{names}. Open een conceptmail (.eml) om hem te versturen; StagePlanner verstuurt niets.</source>
            <translation>{names}. Open an e-mail draft (.eml) to send it; StagePlanner sends nothing.</translation>
        </message>
    </context>
    <context>
        <name>NegotiatePage</name>
        <message>
            <source>Iedere partij krijgt een eigen werkboek met wat wordt gevraagd en waarom, en antwoordt in Excel.</source>
            <translation>Every party gets its own workbook: what is asked and why. It answers in Excel.</translation>
        </message>
        <message>
            <source>uiterlijk {day} · {answered} van {all} beantwoord</source>
            <translation>by {day} · {answered} of {all} answered</translation>
        </message>
        <message>
            <source>nog niet verstuurd · antwoord uiterlijk {day}</source>
            <translation>unsent · answer by {day}</translation>
        </message>
        <message>
            <source>afgesloten · {answered} van {all} beantwoord</source>
            <translation>closed · {answered} of {all} answered</translation>
        </message>
        <message>
            <source>Werkboeken opnieuw schrijven…</source>
            <translation>Write the workbooks again…</translation>
        </message>
        <message>
            <source>Wat iedere partij wordt gevraagd</source>
            <translation>What every party is asked</translation>
        </message>
        <message>
            <source>Voorstellen</source>
            <translation>Proposals</translation>
        </message>
        <message>
            <source>Voorstel maken</source>
            <translation>Make a proposal</translation>
        </message>
        <message>
            <source>Versturen…</source>
            <translation>Send…</translation>
        </message>
        <message>
            <source>Verdeling</source>
            <translation>Fairness</translation>
        </message>
        <message>
            <source>Ronde beginnen…</source>
            <translation>Begin a round…</translation>
        </message>
        <message>
            <source>Ronde afsluiten</source>
            <translation>Close the round</translation>
        </message>
        <message>
            <source>Ronde</source>
            <translation>Round</translation>
        </message>
        <message>
            <source>Onderhandelen</source>
            <translation>Negotiation</translation>
        </message>
        <message>
            <source>Onbeantwoord laten vervallen</source>
            <translation>Let what is unanswered lapse</translation>
        </message>
        <message>
            <source>Of sleep de bestanden op deze pagina</source>
            <translation>Or drop the files on this page</translation>
        </message>
        <message>
            <source>Nog niets om over te onderhandelen</source>
            <translation>Nothing to negotiate yet</translation>
        </message>
        <message>
            <source>Nog geen ronde</source>
            <translation>No round yet</translation>
        </message>
        <message>
            <source>Nieuwe ronde…</source>
            <translation>New round…</translation>
        </message>
        <message>
            <source>Maak eerst een voorstel; dan vraagt u in een ronde wat daarvoor nodig is.</source>
            <translation>Make a proposal first; then you ask in a round what it needs.</translation>
        </message>
        <message>
            <source>Herstel</source>
            <translation>Repair</translation>
        </message>
        <message>
            <source>De termijn is nog niet voorbij; er vervalt niets.</source>
            <translation>The deadline has not passed; nothing lapses.</translation>
        </message>
        <message>
            <source>Beeld</source>
            <translation>View</translation>
        </message>
        <message>
            <source>Antwoorden inlezen…</source>
            <translation>Read answers…</translation>
        </message>
        <message>
            <source>Alleen het werkboek van deze partij…</source>
            <translation>Only the workbook of this party…</translation>
        </message>
        <message>
            <source>Afspraken maken van wat akkoord is</source>
            <translation>Make agreements of what was agreed</translation>
        </message>
        <message>
            <source>Antwoord aan de regio…</source>
            <translation>Answer to the region…</translation>
        </message>
        <message>
            <source>Dit is het bestand van uw instelling. Zet op Plannen een groep anders neer om te zien wat dat in de regio doet; u kunt het de regio voorstellen.</source>
            <translation>This is the file of your institution. Place a group otherwise on Planning to see what that does in the region; you can propose it to the region.</translation>
        </message>
        <message>
            <source>Eigen bestand voor instellingen…</source>
            <translation>Own file for institutions…</translation>
        </message>
        <message>
            <source>Latere termijn…</source>
            <translation>Later deadline…</translation>
        </message>
        <message>
            <source>Schrijft uw antwoord als een werkboek voor de regio</source>
            <translation>Writes your answer as a workbook for the region</translation>
        </message>
        <message>
            <source>Van u wordt nog niets gevraagd</source>
            <translation>Nothing is asked of you yet</translation>
        </message>
        <message>
            <source>▲ termijn voorbij op {day} · {answered} van {all} beantwoord</source>
            <translation>▲ deadline passed on {day} · {answered} of {all} answered</translation>
        </message>
        <message>
            <source>Contacten van partijen…</source>
            <translation>Contacts of parties…</translation>
        </message>
        <message>
            <source>Herinneringen schrijven…</source>
            <translation>Write reminders…</translation>
        </message>
        <message>
            <source>Schrijft voor wie iets nieuws krijgt een werkboek en een conceptmail, en zet de ronde op verstuurd</source>
            <translation>Writes a workbook and an e-mail draft for who gets something new, and marks the round as sent</translation>
        </message>
        <message>
            <source>Partijen</source>
            <translation>Parties</translation>
        </message>
    </context>
    <context>
        <name>PartEditor</name>
        <message>
            <source>van</source>
            <translation>from</translation>
        </message>
        <message>
            <source>t/m</source>
            <translation>to</translation>
        </message>
        <message>
            <source>studenten</source>
            <translation>students</translation>
        </message>
        <message>
            <source>Vorm</source>
            <translation>Form</translation>
        </message>
        <message>
            <source>Studenten</source>
            <translation>Students</translation>
        </message>
        <message>
            <source>Laatste dag</source>
            <translation>Last day</translation>
        </message>
        <message>
            <source>Eerste dag</source>
            <translation>First day</translation>
        </message>
    </context>
    <context>
        <name>ProposalCard</name>
        <message>
            <source>Met deze wijziging: hoogste bezetting {asked}; zonder: {without}.</source>
            <translation>With this change: highest utilisation {asked}; without: {without}.</translation>
        </message>
        <message>
            <source>{count} studenten</source>
            <translation>{count} students</translation>
        </message>
        <message>
            <source>zonder opmerking</source>
            <translation>without a remark</translation>
        </message>
        <message>
            <source>met de hand vastgelegd</source>
            <translation>recorded by hand</translation>
        </message>
        <message>
            <source>Wat het oplevert wordt berekend…</source>
            <translation>Computing what it brings…</translation>
        </message>
        <message>
            <source>Waarom (berekend toen dit werd gevraagd)</source>
            <translation>Why (computed when this was asked)</translation>
        </message>
        <message>
            <source>Voorkeur</source>
            <translation>Wish</translation>
        </message>
        <message>
            <source>Voor {party}</source>
            <translation>For {party}</translation>
        </message>
        <message>
            <source>Voor de regio</source>
            <translation>For the region</translation>
        </message>
        <message>
            <source>Tekort: {asked} studentdagen; zonder dit {without}.</source>
            <translation>Shortage: {asked} student-days; without it {without}.</translation>
        </message>
        <message>
            <source>Tegenvoorstel</source>
            <translation>Counter-proposal</translation>
        </message>
        <message>
            <source>Staat in afspraak {number}</source>
            <translation>Stands in agreement {number}</translation>
        </message>
        <message>
            <source>Gevraagd: {changes} wijzigingen, {weeks} studenten × weken. Meeste studenten tegelijk weg: {now}, in de voorkeur {before}.</source>
            <translation>Asked: {changes} changes, {weeks} students × weeks. Most students away at once: {now}, in the wish {before}.</translation>
        </message>
        <message>
            <source>Gevraagd</source>
            <translation>Asked</translation>
        </message>
        <message>
            <source>Deze stageperiode staat niet meer in de gegevens.</source>
            <translation>This stage period is in the data no longer.</translation>
        </message>
        <message>
            <source>Antwoord van {day}</source>
            <translation>Answer of {day}</translation>
        </message>
        <message>
            <source>Gevraagd: 1 wijziging, {weeks} studenten × weken. Meeste studenten tegelijk weg: {now}, in de voorkeur {before}.</source>
            <translation>Asked: 1 change, {weeks} students × weeks. Most students away at once: {now}, as wished {before}.</translation>
        </message>
        <message>
            <source>Waarom</source>
            <translation>Why</translation>
        </message>
    </context>
    <context>
        <name>ProposalTools</name>
        <message>
            <source>Tegenvoorstel…</source>
            <translation>Counter-proposal…</translation>
        </message>
        <message>
            <source>Tegenvoorstel overnemen</source>
            <translation>Take the counter-proposal over</translation>
        </message>
        <message>
            <source>Meer</source>
            <translation>More</translation>
        </message>
        <message>
            <source>Intrekken</source>
            <translation>Withdraw</translation>
        </message>
        <message>
            <source>Iets anders vragen…</source>
            <translation>Ask something else…</translation>
        </message>
        <message>
            <source>Akkoord</source>
            <translation>Agreed</translation>
        </message>
        <message>
            <source>Afgewezen…</source>
            <translation>Refused…</translation>
        </message>
        <message>
            <source>Goede voorbeelden…</source>
            <translation>Good examples…</translation>
        </message>
        <message>
            <source>Opnieuw versturen…</source>
            <translation>Send again…</translation>
        </message>
        <message>
            <source>{able} van {chosen}; de andere staan dat niet toe en zijn niet gewijzigd.</source>
            <translation>{able} of {chosen}; the others do not allow it and did not change.</translation>
        </message>
        <message>
            <source>{verb} ({able} van {chosen})</source>
            <translation>{verb} ({able} of {chosen})</translation>
        </message>
    </context>
    <context>
        <name>RepairsPanel</name>
        <message>
            <source>Zoekt de kleinste herstellingen…</source>
            <translation>Looking for the smallest repairs…</translation>
        </message>
        <message>
            <source>Wat akkoord is blijft staan, een tegenvoorstel wordt overgenomen en wat is afgewezen gaat terug naar de voorkeur. Hieronder komen de kleinste herstellingen.</source>
            <translation>What was agreed stays, a counter-proposal is taken over; what was refused goes back to its wish. The smallest repairs come below.</translation>
        </message>
        <message>
            <source>Voortgang</source>
            <translation>Progress</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>Stop</translation>
        </message>
        <message>
            <source>Opnieuw plannen</source>
            <translation>Plan again</translation>
        </message>
        <message>
            <source>Er is geen herstel gevonden. Probeer het nog eens.</source>
            <translation>No repair was found. Try again.</translation>
        </message>
    </context>
    <context>
        <name>ReplyDialog</name>
        <message>
            <source>Waarom wijst {party} dit af?</source>
            <translation>Why does {party} refuse this?</translation>
        </message>
        <message>
            <source>Voorstel afgewezen</source>
            <translation>Proposal refused</translation>
        </message>
        <message>
            <source>Vastleggen</source>
            <translation>Record</translation>
        </message>
        <message>
            <source>Terug</source>
            <translation>Back</translation>
        </message>
        <message>
            <source>Reden</source>
            <translation>Reason</translation>
        </message>
        <message>
            <source>Bijvoorbeeld: dan zijn er toetsweken</source>
            <translation>For example: those are exam weeks</translation>
        </message>
        <message>
            <source>Waarom wijzen {count} partijen dit af?</source>
            <translation>Why do {count} parties refuse this?</translation>
        </message>
        <message>
            <source>{count} voorstellen: {names}</source>
            <translation>{count} proposals: {names}</translation>
        </message>
        <message>
            <source>{count} voorstellen: {names} en andere</source>
            <translation>{count} proposals: {names} and others</translation>
        </message>
    </context>
    <context>
        <name>RoundDialog</name>
        <message>
            <source>{count} van {all} wijzigingen worden gevraagd</source>
            <translation>{count} of {all} changes asked</translation>
        </message>
        <message>
            <source>Wat wordt gevraagd</source>
            <translation>What is asked</translation>
        </message>
        <message>
            <source>Vraag ook de leerbedrijven waar deze groepen terechtkomen</source>
            <translation>Ask the leerbedrijven where these groups go as well</translation>
        </message>
        <message>
            <source>Van welk plan</source>
            <translation>From which plan</translation>
        </message>
        <message>
            <source>Terug</source>
            <translation>Back</translation>
        </message>
        <message>
            <source>Studenten worden verdeeld over de leerbedrijven…</source>
            <translation>Dividing students over the leerbedrijven…</translation>
        </message>
        <message>
            <source>Ronde {number}</source>
            <translation>Round {number}</translation>
        </message>
        <message>
            <source>Ronde beginnen</source>
            <translation>Begin a round</translation>
        </message>
        <message>
            <source>Plan</source>
            <translation>Plan</translation>
        </message>
        <message>
            <source>Naam van de ronde</source>
            <translation>Name of the round</translation>
        </message>
        <message>
            <source>Naam</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>Antwoord uiterlijk</source>
            <translation>Answer by</translation>
        </message>
        <message>
            <source>Alles wat dit plan vraagt is afgesproken of wordt al besproken.</source>
            <translation>Everything this plan asks was agreed or is being discussed.</translation>
        </message>
        <message>
            <source>Alle</source>
            <translation>All</translation>
        </message>
        <message>
            <source>Filter de wijzigingen</source>
            <translation>Filter the changes</translation>
        </message>
        <message>
            <source>Filter op elk woord…</source>
            <translation>Filter on any word…</translation>
        </message>
        <message>
            <source>Geen</source>
            <translation>None</translation>
        </message>
        <message>
            <source>{changes} → 1 partij, 1 werkboek</source>
            <translation>{changes} → 1 party, 1 workbook</translation>
        </message>
        <message>
            <source>{changes} → {parties} partijen, {parties} werkboeken</source>
            <translation>{changes} → {parties} parties, {parties} workbooks</translation>
        </message>
    </context>
    <context>
        <name>Rounds</name>
        <message>
            <source>▲ {count} meer</source>
            <translation>▲ {count} more</translation>
        </message>
        <message>
            <source>{count} minder</source>
            <translation>{count} less</translation>
        </message>
        <message>
            <source>nog geen antwoord</source>
            <translation>no answer yet</translation>
        </message>
        <message>
            <source>Wijzigingen</source>
            <translation>Changes</translation>
        </message>
        <message>
            <source>Was</source>
            <translation>Was</translation>
        </message>
        <message>
            <source>Tegenvoorstel of opmerking</source>
            <translation>Counter-proposal or remark</translation>
        </message>
        <message>
            <source>Studenten × weken</source>
            <translation>Students × weeks</translation>
        </message>
        <message>
            <source>Studenten</source>
            <translation>Students</translation>
        </message>
        <message>
            <source>Status</source>
            <translation>Status</translation>
        </message>
        <message>
            <source>Saldo</source>
            <translation>Balance</translation>
        </message>
        <message>
            <source>Partij</source>
            <translation>Party</translation>
        </message>
        <message>
            <source>Nummer</source>
            <translation>Number</translation>
        </message>
        <message>
            <source>Instelling</source>
            <translation>Institution</translation>
        </message>
        <message>
            <source>Groep</source>
            <translation>Group</translation>
        </message>
        <message>
            <source>Gezegd</source>
            <translation>Said</translation>
        </message>
        <message>
            <source>Gevraagd</source>
            <translation>Asked</translation>
        </message>
        <message>
            <source>Eerlijk deel</source>
            <translation>Fair part</translation>
        </message>
        <message>
            <source>Eerdere jaren</source>
            <translation>Earlier years</translation>
        </message>
        <message>
            <source>Bestand</source>
            <translation>File</translation>
        </message>
        <message>
            <source>Antwoord</source>
            <translation>Answer</translation>
        </message>
        <message>
            <source>Aandeel</source>
            <translation>Share</translation>
        </message>
        <message>
            <source>niet gevraagd</source>
            <translation>not asked</translation>
        </message>
        <message>
            <source>niets: een eigen voorstel van de partij</source>
            <translation>nothing: the party's own proposal</translation>
        </message>
        <message>
            <source>Voorkeur</source>
            <translation>Wish</translation>
        </message>
    </context>
    <context>
        <name>AgreementCard</name>
        <message>
            <source>{number} · versie {version}</source>
            <translation>{number} · version {version}</translation>
        </message>
        <message>
            <source>{name}, {students} studenten</source>
            <translation>{name}, {students} students</translation>
        </message>
        <message>
            <source>{name}, {realised} van {students} studenten</source>
            <translation>{name}, {realised} of {students} students</translation>
        </message>
        <message>
            <source>nog geen antwoord</source>
            <translation>no answer yet</translation>
        </message>
        <message>
            <source>handtekening</source>
            <translation>signature</translation>
        </message>
        <message>
            <source>gewijzigd</source>
            <translation>changed</translation>
        </message>
        <message>
            <source>gemaakt</source>
            <translation>made</translation>
        </message>
        <message>
            <source>en nog {count} groepen</source>
            <translation>{count} groups more</translation>
        </message>
        <message>
            <source>contactpersoon</source>
            <translation>contact person</translation>
        </message>
        <message>
            <source>akkoord</source>
            <translation>agreed</translation>
        </message>
        <message>
            <source>afgewezen</source>
            <translation>refused</translation>
        </message>
        <message>
            <source>Wat is afgesproken</source>
            <translation>What was agreed</translation>
        </message>
        <message>
            <source>Voorwaarden</source>
            <translation>Conditions</translation>
        </message>
        <message>
            <source>Verloop</source>
            <translation>Course</translation>
        </message>
        <message>
            <source>Ondertekend op {day}</source>
            <translation>Signed on {day}</translation>
        </message>
        <message>
            <source>In plaats van {number}</source>
            <translation>In the place of {number}</translation>
        </message>
        <message>
            <source>Hoogste bezetting {before} → {after}; tekort {short} → {left} studentdagen.</source>
            <translation>Highest utilisation {before} → {after}; shortage {short} → {left} student-days.</translation>
        </message>
        <message>
            <source>Gemeten toen het akkoord was</source>
            <translation>Measured when it was agreed</translation>
        </message>
        <message>
            <source>Geldig {start} t/m {end}, wordt verlengd</source>
            <translation>Valid {start} to {end}, will be renewed</translation>
        </message>
        <message>
            <source>Geldig {start} t/m {end}</source>
            <translation>Valid {start} to {end}</translation>
        </message>
        <message>
            <source>Evaluatie</source>
            <translation>Evaluation</translation>
        </message>
        <message>
            <source>Actiehouder: {holder}</source>
            <translation>Action holder: {holder}</translation>
        </message>
    </context>
    <context>
        <name>AgreementTools</name>
        <message>
            <source>{party} wijst af</source>
            <translation>{party} refuses</translation>
        </message>
        <message>
            <source>{party} is akkoord</source>
            <translation>{party} agrees</translation>
        </message>
        <message>
            <source>{party} heeft nog niets gezegd</source>
            <translation>{party} has said nothing yet</translation>
        </message>
        <message>
            <source>{group}: echt aanwezig</source>
            <translation>{group}: really there</translation>
        </message>
        <message>
            <source>voor de hele regio</source>
            <translation>for the whole region</translation>
        </message>
        <message>
            <source>tussen instellingen</source>
            <translation>between institutions</translation>
        </message>
        <message>
            <source>met een leerbedrijf</source>
            <translation>with a leerbedrijf</translation>
        </message>
        <message>
            <source>Wijzigen…</source>
            <translation>Change…</translation>
        </message>
        <message>
            <source>Wat wordt afgesproken</source>
            <translation>What is agreed</translation>
        </message>
        <message>
            <source>Voorwaarden</source>
            <translation>Conditions</translation>
        </message>
        <message>
            <source>Volgend schooljaar verlengen</source>
            <translation>Renew next school year</translation>
        </message>
        <message>
            <source>Vervangen door een nieuwe</source>
            <translation>Replace by a new one</translation>
        </message>
        <message>
            <source>Titel</source>
            <translation>Title</translation>
        </message>
        <message>
            <source>Status</source>
            <translation>Status</translation>
        </message>
        <message>
            <source>Soort</source>
            <translation>Kind</translation>
        </message>
        <message>
            <source>Partij</source>
            <translation>Party</translation>
        </message>
        <message>
            <source>Ondertekenen…</source>
            <translation>Sign…</translation>
        </message>
        <message>
            <source>Nieuwe afspraak</source>
            <translation>New agreement</translation>
        </message>
        <message>
            <source>Naam</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>Hoe het ging</source>
            <translation>How it went</translation>
        </message>
        <message>
            <source>Handtekening vastleggen</source>
            <translation>Record a signature</translation>
        </message>
        <message>
            <source>Geldig van</source>
            <translation>Valid from</translation>
        </message>
        <message>
            <source>Geldig t/m</source>
            <translation>Valid to</translation>
        </message>
        <message>
            <source>Functie</source>
            <translation>Role</translation>
        </message>
        <message>
            <source>Evalueren…</source>
            <translation>Evaluate…</translation>
        </message>
        <message>
            <source>Evaluatie vastleggen</source>
            <translation>Record the evaluation</translation>
        </message>
        <message>
            <source>E-mail (werk)</source>
            <translation>E-mail (work)</translation>
        </message>
        <message>
            <source>Datum</source>
            <translation>Date</translation>
        </message>
        <message>
            <source>Contactpersoon van {party}…</source>
            <translation>Contact person of {party}…</translation>
        </message>
        <message>
            <source>Contactpersoon van {party}</source>
            <translation>Contact person of {party}</translation>
        </message>
        <message>
            <source>Afspraak wijzigen</source>
            <translation>Change the agreement</translation>
        </message>
        <message>
            <source>Actiehouder</source>
            <translation>Action holder</translation>
        </message>
    </context>
    <context>
        <name>AgreementsPage</name>
        <message>
            <source>{count} afspraken, {binding} gelden</source>
            <translation>{count} agreements, {binding} in force</translation>
        </message>
        <message>
            <source>1 afspraak, {binding} geldt</source>
            <translation>1 agreement, {binding} in force</translation>
        </message>
        <message>
            <source>{count} geldende afspraken over {groups} groepen, samen {students} studenten</source>
            <translation>{count} agreements in force about {groups} groups, {students} students together</translation>
        </message>
        <message>
            <source>per status</source>
            <translation>per status</translation>
        </message>
        <message>
            <source>per sector</source>
            <translation>per sector</translation>
        </message>
        <message>
            <source>per schooljaar</source>
            <translation>per school year</translation>
        </message>
        <message>
            <source>per partij</source>
            <translation>per party</translation>
        </message>
        <message>
            <source>per niveau</source>
            <translation>per niveau</translation>
        </message>
        <message>
            <source>en nog {count} meldingen</source>
            <translation>{count} messages more</translation>
        </message>
        <message>
            <source>Wat in een ronde akkoord is, wordt een afspraak; of schrijf er zelf een.</source>
            <translation>What is agreed in a round becomes an agreement; or write one yourself.</translation>
        </message>
        <message>
            <source>Waar nodig</source>
            <translation>Where needed</translation>
        </message>
        <message>
            <source>Waar afspraken nodig zijn</source>
            <translation>Where agreements are needed</translation>
        </message>
        <message>
            <source>Tellen</source>
            <translation>Count</translation>
        </message>
        <message>
            <source>Tekortcijfers inlezen…</source>
            <translation>Read shortage figures…</translation>
        </message>
        <message>
            <source>Tekortcijfers inlezen</source>
            <translation>Read shortage figures</translation>
        </message>
        <message>
            <source>Register van afspraken</source>
            <translation>Register of agreements</translation>
        </message>
        <message>
            <source>Register</source>
            <translation>Register</translation>
        </message>
        <message>
            <source>Overzicht</source>
            <translation>Summary</translation>
        </message>
        <message>
            <source>Nog geen afspraken</source>
            <translation>No agreements yet</translation>
        </message>
        <message>
            <source>Niveau {niveau}</source>
            <translation>Niveau {niveau}</translation>
        </message>
        <message>
            <source>Nieuwe afspraak…</source>
            <translation>New agreement…</translation>
        </message>
        <message>
            <source>Naar Onderhandelen</source>
            <translation>To Negotiation</translation>
        </message>
        <message>
            <source>Filter op elk woord…</source>
            <translation>Filter on any word…</translation>
        </message>
        <message>
            <source>Filter de afspraken</source>
            <translation>Filter the agreements</translation>
        </message>
        <message>
            <source>Beeld</source>
            <translation>View</translation>
        </message>
        <message>
            <source>Alle statussen</source>
            <translation>All statuses</translation>
        </message>
        <message>
            <source>Alle sectoren</source>
            <translation>All sectors</translation>
        </message>
        <message>
            <source>Alle schooljaren</source>
            <translation>All school years</translation>
        </message>
        <message>
            <source>Alle niveaus</source>
            <translation>All niveaus</translation>
        </message>
        <message>
            <source>Afspraken geteld</source>
            <translation>Agreements counted</translation>
        </message>
        <message>
            <source>Afspraken</source>
            <translation>Agreements</translation>
        </message>
        <message>
            <source>Tekortcijfers lezen…</source>
            <translation>Reading shortage figures…</translation>
        </message>
        <message>
            <source>Toon deze</source>
            <translation>Show these</translation>
        </message>
        <message>
            <source>{count} tekortcijfers gelezen uit {file}</source>
            <translation>{count} shortage figures read from {file}</translation>
        </message>
        <message>
            <source>▲ loopt af of voorbij ({count})</source>
            <translation>▲ ends soon or past its end ({count})</translation>
        </message>
        <message>
            <source>Er zijn nog geen gepubliceerde cijfers ingelezen, zoals die van SBB; zij komen hier naast wat het programma zelf meet.</source>
            <translation>No published figures have been read yet, such as those of SBB; they will stand here beside what the program measures itself.</translation>
        </message>
        <message>
            <source>Iedereen heeft een plaats: het programma meet nergens tekort.</source>
            <translation>Everybody has a place: the program measures no shortage anywhere.</translation>
        </message>
        <message>
            <source>Studenten zonder plaats volgens de gepubliceerde cijfers.</source>
            <translation>Students without a place by the published figures.</translation>
        </message>
        <message>
            <source>Tekort dat het programma heeft gemeten</source>
            <translation>Shortage that the program measured</translation>
        </message>
        <message>
            <source>Tekort in studentdagen dat het programma meet, het grootste bovenaan; eerst is volgens de voorkeuren.</source>
            <translation>Shortage in student-days that the program measures, the largest first; before is by the wishes.</translation>
        </message>
    </context>
    <context>
        <name>FormDialog</name>
        <message>
            <source>Vastleggen</source>
            <translation>Record</translation>
        </message>
        <message>
            <source>Terug</source>
            <translation>Back</translation>
        </message>
    </context>
    <context>
        <name>Register</name>
        <message>
            <source>{realised} van {planned}</source>
            <translation>{realised} of {planned}</translation>
        </message>
        <message>
            <source>geen afspraak</source>
            <translation>no agreement</translation>
        </message>
        <message>
            <source>Zonder plaats</source>
            <translation>Without a place</translation>
        </message>
        <message>
            <source>Waarvan</source>
            <translation>Of what</translation>
        </message>
        <message>
            <source>Versie</source>
            <translation>Version</translation>
        </message>
        <message>
            <source>Titel</source>
            <translation>Title</translation>
        </message>
        <message>
            <source>Studenten</source>
            <translation>Students</translation>
        </message>
        <message>
            <source>Status</source>
            <translation>Status</translation>
        </message>
        <message>
            <source>Sector</source>
            <translation>Sector</translation>
        </message>
        <message>
            <source>Schooljaar</source>
            <translation>School year</translation>
        </message>
        <message>
            <source>Peildatum</source>
            <translation>Reference date</translation>
        </message>
        <message>
            <source>Partijen</source>
            <translation>Parties</translation>
        </message>
        <message>
            <source>Opleiding</source>
            <translation>Programme</translation>
        </message>
        <message>
            <source>Nummer</source>
            <translation>Number</translation>
        </message>
        <message>
            <source>Niveaus</source>
            <translation>Niveaus</translation>
        </message>
        <message>
            <source>Niveau</source>
            <translation>Level</translation>
        </message>
        <message>
            <source>Houder</source>
            <translation>Holder</translation>
        </message>
        <message>
            <source>Gerealiseerd</source>
            <translation>Realised</translation>
        </message>
        <message>
            <source>Geldig t/m</source>
            <translation>Valid to</translation>
        </message>
        <message>
            <source>Afspraken</source>
            <translation>Agreements</translation>
        </message>
        <message>
            <source>De grootste daling van de hoogste bezetting, in procentpunten</source>
            <translation>The largest fall of the peak utilisation, in percentage points</translation>
        </message>
        <message>
            <source>Piek omlaag</source>
            <translation>Peak down</translation>
        </message>
        <message>
            <source>Studentdagen tekort die er niet meer zijn</source>
            <translation>Student-days of shortage that are gone</translation>
        </message>
        <message>
            <source>Tekort minder</source>
            <translation>Less shortage</translation>
        </message>
        <message>
            <source>{points} punt</source>
            <translation>{points} points</translation>
        </message>
        <message>
            <source>{count} afspraken, {first} …</source>
            <translation>{count} agreements, {first} …</translation>
        </message>
        <message>
            <source>Eerst</source>
            <translation>Before</translation>
        </message>
        <message>
            <source>Instellingen</source>
            <translation>Settings</translation>
        </message>
        <message>
            <source>Tekort nu</source>
            <translation>Shortage now</translation>
        </message>
    </context>
    <context>
        <name>ReportPage</name>
        <message>
            <source>Voeg de planningen van de scholen toe; dan staat hier het rapport.</source>
            <translation>Add the plans of the schools; then the report stands here.</translation>
        </message>
        <message>
            <source>Rapport wordt gemaakt</source>
            <translation>Making the report</translation>
        </message>
        <message>
            <source>Rapport</source>
            <translation>Report</translation>
        </message>
        <message>
            <source>Nog niets om te rapporteren</source>
            <translation>Nothing to report yet</translation>
        </message>
        <message>
            <source>Het rapport, bladzijde voor bladzijde</source>
            <translation>The report, page by page</translation>
        </message>
        <message>
            <source>Bladzijde {number} van {count}</source>
            <translation>Page {number} of {count}</translation>
        </message>
        <message>
            <source>Bestanden toevoegen…</source>
            <translation>Add files…</translation>
        </message>
        <message>
            <source>Excel, PDF en iCalendar, voor iedereen of voor één partij</source>
            <translation>Excel, PDF and iCalendar, for everybody or for one party</translation>
        </message>
        <message>
            <source>Exporteren…</source>
            <translation>Export…</translation>
        </message>
        <message>
            <source>Het rapport wordt gemaakt…</source>
            <translation>The report is being made…</translation>
        </message>
    </context>
    <context>
        <name>ExamplesDialog</name>
        <message>
            <source>Tekort (studentdagen)</source>
            <translation>Shortage (student-days)</translation>
        </message>
        <message>
            <source>Terug</source>
            <translation>Back</translation>
        </message>
        <message>
            <source>De gegevens zijn intussen gewijzigd. Open dit opnieuw.</source>
            <translation>The data changed meanwhile. Open this again.</translation>
        </message>
        <message>
            <source>De groep komt dan zo te staan: {placed}. Hoogste bezetting {peak}.</source>
            <translation>The group is then placed so: {placed}. Peak utilisation {peak}.</translation>
        </message>
        <message>
            <source>De voorbeelden konden niet worden doorgerekend.</source>
            <translation>The examples could not be worked out.</translation>
        </message>
        <message>
            <source>Dit vragen</source>
            <translation>Ask this</translation>
        </message>
        <message>
            <source>Goede voorbeelden</source>
            <translation>Good examples</translation>
        </message>
        <message>
            <source>Goede voorbeelden en wat zij doen</source>
            <translation>Good examples and what they do</translation>
        </message>
        <message>
            <source>Kies een voorbeeld</source>
            <translation>Choose an example</translation>
        </message>
        <message>
            <source>Piek</source>
            <translation>Peak</translation>
        </message>
        <message>
            <source>Ritmes en maatregelen die elders werken. Bij elk voorbeeld staat wat de regio ervan merkt als alleen deze groep het volgt; wat hier niet mag, staat erbij met de reden.</source>
            <translation>Rhythms and measures that work elsewhere. Each example shows what the region notices if only this group follows it; what is not allowed here is listed with the reason.</translation>
        </message>
        <message>
            <source>Toepassen</source>
            <translation>Apply</translation>
        </message>
        <message>
            <source>Voorbeeld</source>
            <translation>Example</translation>
        </message>
        <message>
            <source>Voorbeelden worden doorgerekend</source>
            <translation>Working out the examples</translation>
        </message>
        <message>
            <source>Zo komt de groep te staan</source>
            <translation>How the group is placed then</translation>
        </message>
        <message>
            <source>kan hier niet</source>
            <translation>not possible here</translation>
        </message>
        <message>
            <source>zo staat de groep nu</source>
            <translation>as the group is now</translation>
        </message>
    </context>
    <context>
        <name>ExportDialog</name>
        <message>
            <source>Map voor de documenten</source>
            <translation>Folder for the documents</translation>
        </message>
        <message>
            <source>Terug</source>
            <translation>Back</translation>
        </message>
        <message>
            <source>Voor</source>
            <translation>Before</translation>
        </message>
        <message>
            <source>Voor iedereen</source>
            <translation>For everybody</translation>
        </message>
        <message>
            <source>Voor wie</source>
            <translation>For whom</translation>
        </message>
        <message>
            <source>Bladeren…</source>
            <translation>Browse…</translation>
        </message>
        <message>
            <source>Een bestand met dezelfde naam wordt vervangen. Wat voor één partij is, bevat geen rijen van anderen.</source>
            <translation>A file of the same name is replaced. What is for one party holds no rows of others.</translation>
        </message>
        <message>
            <source>Excel</source>
            <translation>Excel</translation>
        </message>
        <message>
            <source>Exporteren</source>
            <translation>Export</translation>
        </message>
        <message>
            <source>Map</source>
            <translation>Folder</translation>
        </message>
        <message>
            <source>PDF</source>
            <translation>PDF</translation>
        </message>
        <message>
            <source>afspraken, kerncijfers en een blad per partij</source>
            <translation>agreements, key figures and a sheet per party</translation>
        </message>
        <message>
            <source>een agenda per partij van wat is afgesproken</source>
            <translation>a calendar per party of what was agreed</translation>
        </message>
        <message>
            <source>het rapport en een brief per partij</source>
            <translation>the report and a letter per party</translation>
        </message>
        <message>
            <source>iCalendar</source>
            <translation>iCalendar</translation>
        </message>
    </context>
    <context>
        <name>ProblemsDialog</name>
        <message>
            <source>Meldingen</source>
            <translation>Messages</translation>
        </message>
        <message>
            <source>Sluiten</source>
            <translation>Close</translation>
        </message>
    </context>
    <context>
        <name>ProposalFilter</name>
        <message>
            <source>Alle statussen</source>
            <translation>All statuses</translation>
        </message>
        <message>
            <source>Filter op elk woord…</source>
            <translation>Filter on any word…</translation>
        </message>
        <message>
            <source>Alle partijen</source>
            <translation>All parties</translation>
        </message>
        <message>
            <source>Filter de voorstellen</source>
            <translation>Filter the proposals</translation>
        </message>
        <message>
            <source>{party}: klaar, {all} gevraagd</source>
            <translation>{party}: done, {all} asked</translation>
        </message>
        <message>
            <source>{party}: {open} van {all} open</source>
            <translation>{party}: {open} of {all} open</translation>
        </message>
    </context>
    <context>
        <name>RepairCard</name>
        <message>
            <source>Kiezen</source>
            <translation>Choose</translation>
        </message>
        <message>
            <source>Minder groepen kan bewezen niet.</source>
            <translation>Fewer groups is proven impossible.</translation>
        </message>
        <message>
            <source>Raakt anderen: {names}</source>
            <translation>Touches others: {names}</translation>
        </message>
        <message>
            <source>en nog {count} groepen</source>
            <translation>{count} groups more</translation>
        </message>
        <message>
            <source>{number}. Piek {peak}, 1 groep opnieuw gevraagd</source>
            <translation>{number}. Peak {peak}, 1 group asked anew</translation>
        </message>
        <message>
            <source>{number}. Piek {peak}, niemand hoeft iets nieuws te doen</source>
            <translation>{number}. Peak {peak}, nobody has anything new to do</translation>
        </message>
        <message>
            <source>{number}. Piek {peak}, {touched} groepen opnieuw gevraagd</source>
            <translation>{number}. Peak {peak}, {touched} groups asked anew</translation>
        </message>
        <message>
            <source>Raakt alleen wie zelf iets anders wil.</source>
            <translation>Touches only who wanted something else itself.</translation>
        </message>
    </context>
    <context>
        <name>RepairFinder</name>
        <message>
            <source>Er is geen herstel gevonden. Probeer het nog eens.</source>
            <translation>No repair was found. Try again.</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>Stop</translation>
        </message>
        <message>
            <source>Gestopt: zonder herstel.</source>
            <translation>Stopped: without a repair.</translation>
        </message>
        <message>
            <source>Herstel wordt gezocht</source>
            <translation>Looking for a repair</translation>
        </message>
        <message>
            <source>Het herstel kon niet worden berekend.</source>
            <translation>The repair could not be computed.</translation>
        </message>
        <message>
            <source>Wat er nodig is om het op te vangen; kies om het meteen over te nemen.</source>
            <translation>What is needed to make up for it; choose one to take it over at once.</translation>
        </message>
        <message>
            <source>Zoekt het goedkoopste herstel…</source>
            <translation>Looking for the cheapest repair…</translation>
        </message>
        <message>
            <source>Meteen overnemen</source>
            <translation>Take over at once</translation>
        </message>
        <message>
            <source>Niemand anders hoeft hiervoor iets nieuws te doen.</source>
            <translation>Nobody else has to do anything new for this.</translation>
        </message>
    </context>
    <context>
        <name>SendDialog</name>
        <message>
            <source>Bewaren als…</source>
            <translation>Save as…</translation>
        </message>
        <message>
            <source>Terug</source>
            <translation>Back</translation>
        </message>
        <message>
            <source>Antwoord aan de regio</source>
            <translation>Answer to the region</translation>
        </message>
        <message>
            <source>Antwoord bewaren</source>
            <translation>Save the answer</translation>
        </message>
        <message>
            <source>Antwoord wordt geschreven</source>
            <translation>Writing the answer</translation>
        </message>
        <message>
            <source>Antwoord {round}</source>
            <translation>Answer {round}</translation>
        </message>
        <message>
            <source>Dit ging onverwacht mis; er is niets geschreven.</source>
            <translation>This went wrong unexpectedly; nothing was written.</translation>
        </message>
        <message>
            <source>Er is nog niets om te versturen: leg een antwoord vast, of zet een groep anders neer.</source>
            <translation>There is nothing to send yet: record an answer, or place a group otherwise.</translation>
        </message>
        <message>
            <source>Eén antwoord of voorstel gaat mee.</source>
            <translation>One answer or proposal goes along.</translation>
        </message>
        <message>
            <source>Het antwoord wordt een werkboek; mail dat naar de regio. Wat u zelf anders hebt neergezet zonder dat het werd gevraagd, gaat mee als het is aangevinkt.</source>
            <translation>The answer becomes a workbook; mail it to the region. What you placed otherwise without being asked goes along where it is ticked.</translation>
        </message>
        <message>
            <source>Wat met het antwoord meegaat</source>
            <translation>What goes along with the answer</translation>
        </message>
        <message>
            <source>eigen voorstel: {placed}</source>
            <translation>own proposal: {placed}</translation>
        </message>
        <message>
            <source>{count} antwoorden en voorstellen gaan mee.</source>
            <translation>{count} answers and proposals go along.</translation>
        </message>
        <message>
            <source>{round} {title}: antwoord uiterlijk {day}</source>
            <translation>{round} {title}: answer by {day}</translation>
        </message>
    </context>
    <context>
        <name>ShareDialog</name>
        <message>
            <source>Map openen</source>
            <translation>Open folder</translation>
        </message>
        <message>
            <source>Sluiten</source>
            <translation>Close</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>Stop</translation>
        </message>
        <message>
            <source>{count} van {all} instellingen</source>
            <translation>{count} of {all} institutions</translation>
        </message>
        <message>
            <source>Alle</source>
            <translation>All</translation>
        </message>
        <message>
            <source>Bestanden schrijven</source>
            <translation>Writing files</translation>
        </message>
        <message>
            <source>Dit ging onverwacht mis; kijk in de map wat er is geschreven.</source>
            <translation>This went wrong unexpectedly; look in the folder what was written.</translation>
        </message>
        <message>
            <source>Een instelling opent haar eigen bestand in StagePlanner: haar eigen groepen volledig, alle anderen alleen als totaal. Zij kan alternatieven proberen, de piek van de regio zien bewegen en haar antwoord terugsturen.</source>
            <translation>An institution opens its own file in StagePlanner: its own groups in full, all others as totals only. It can try alternatives, see the peak of the region move, and send its answer back.</translation>
        </message>
        <message>
            <source>Eigen bestand voor instellingen</source>
            <translation>Own file for institutions</translation>
        </message>
        <message>
            <source>Geen</source>
            <translation>None</translation>
        </message>
        <message>
            <source>Map kiezen en schrijven…</source>
            <translation>Choose a folder and write…</translation>
        </message>
        <message>
            <source>Map voor de bestanden</source>
            <translation>Folder for the files</translation>
        </message>
        <message>
            <source>Voor welke instellingen</source>
            <translation>For which institutions</translation>
        </message>
        <message>
            <source>▲ {institution}: niet geschreven</source>
            <translation>▲ {institution}: not written</translation>
        </message>
    </context>
    <context>
        <name>NoticesDialog</name>
        <message>
            <source>Deze melding gaat over iets dat niet in de regio staat.</source>
            <translation>This message is about something that is not in the region.</translation>
        </message>
        <message>
            <source>Gedaan</source>
            <translation>Done</translation>
        </message>
        <message>
            <source>Klik op een melding om te zien waar zij over gaat.</source>
            <translation>Click a message to see what it is about.</translation>
        </message>
        <message>
            <source>Let op</source>
            <translation>Take note</translation>
        </message>
        <message>
            <source>Lijst leegmaken</source>
            <translation>Empty the list</translation>
        </message>
        <message>
            <source>Melding</source>
            <translation>Message</translation>
        </message>
        <message>
            <source>Meldingen</source>
            <translation>Messages</translation>
        </message>
        <message>
            <source>Niet gelukt</source>
            <translation>Not done</translation>
        </message>
        <message>
            <source>Nog geen meldingen</source>
            <translation>No messages yet</translation>
        </message>
        <message>
            <source>Sluiten</source>
            <translation>Close</translation>
        </message>
        <message>
            <source>Ter informatie</source>
            <translation>For information</translation>
        </message>
        <message>
            <source>Waar</source>
            <translation>Where</translation>
        </message>
        <message>
            <source>Wanneer</source>
            <translation>When</translation>
        </message>
        <message>
            <source>Wat StagePlanner u vertelt, is hier terug te vinden.</source>
            <translation>What StagePlanner tells you can be found here again.</translation>
        </message>
        <message>
            <source>{count} keer: {text}</source>
            <translation>{count} times: {text}</translation>
        </message>
    </context>
    <context>
        <name>DifferencesPanel</name>
        <message>
            <source>Geen verschillen</source>
            <translation>No differences</translation>
        </message>
        <message>
            <source>Verschillen</source>
            <translation>Differences</translation>
        </message>
        <message>
            <source>Wat hier staat, staat al zo in de regio.</source>
            <translation>What stands here is in the region like this already.</translation>
        </message>
        <message>
            <source>Wat ontbreekt, blijft in de regio. Vink aan wat eruit moet; de spatiebalk doet alle gekozen rijen.</source>
            <translation>What is absent stays in the region. Tick what has to go; the space bar does all rows that are selected.</translation>
        </message>
    </context>
    <context>
        <name>FateLegend</name>
        <message>
            <source>Betekenis van de kleuren en letters: {words}</source>
            <translation>Meaning of the colours and letters: {words}</translation>
        </message>
    </context>
    <context>
        <name>NoticeLine</name>
        <message>
            <source>1 gemarkeerde kopie geschreven: {names}</source>
            <translation>1 marked copy written: {names}</translation>
        </message>
        <message>
            <source>Annuleren</source>
            <translation>Cancel</translation>
        </message>
        <message>
            <source>Map openen</source>
            <translation>Open folder</translation>
        </message>
        <message>
            <source>Voortgang</source>
            <translation>Progress</translation>
        </message>
        <message>
            <source>{count} gemarkeerde kopieën geschreven: {names}</source>
            <translation>{count} marked copies written: {names}</translation>
        </message>
    </context>
    <context>
        <name>ProblemsPanel</name>
        <message>
            <source>Alles is gelezen</source>
            <translation>Everything was read</translation>
        </message>
        <message>
            <source>Elke rij is gebruikt; er is niets om naar te kijken.</source>
            <translation>Every row was used; there is nothing to look at.</translation>
        </message>
        <message>
            <source>Meldingen</source>
            <translation>Messages</translation>
        </message>
        <message>
            <source>Verbeter deze cel…</source>
            <translation>Correct this cell…</translation>
        </message>
    </context>
    <context>
        <name>Question</name>
        <message>
            <source>- (geen stage)</source>
            <translation>- (no placement)</translation>
        </message>
        <message>
            <source>Naam van de instelling</source>
            <translation>Name of the institution</translation>
        </message>
        <message>
            <source>Of één waarde voor alle rijen</source>
            <translation>Or one value for all rows</translation>
        </message>
        <message>
            <source>Schooljaar, bijvoorbeeld 2026-2027</source>
            <translation>School year, for example 2026-2027</translation>
        </message>
        <message>
            <source>Wat er had moeten staan</source>
            <translation>What it should have been</translation>
        </message>
        <message>
            <source>dag en maand zijn verwisseld</source>
            <translation>day and month were exchanged</translation>
        </message>
        <message>
            <source>de dag eerst: 31-08-2026</source>
            <translation>the day first: 31-08-2026</translation>
        </message>
        <message>
            <source>de maand eerst: 08/31/2026</source>
            <translation>the month first: 08/31/2026</translation>
        </message>
        <message>
            <source>kolom “{heading}”</source>
            <translation>column “{heading}”</translation>
        </message>
        <message>
            <source>x (stage)</source>
            <translation>x (placement)</translation>
        </message>
        <message>
            <source>zoals het gelezen is</source>
            <translation>as it was read</translation>
        </message>
    </context>
    <context>
        <name>QuestionPanel</name>
        <message>
            <source>Antwoord terugnemen</source>
            <translation>Take the answer back</translation>
        </message>
        <message>
            <source>Antwoorden</source>
            <translation>Answer</translation>
        </message>
        <message>
            <source>Antwoorden om uit te kiezen</source>
            <translation>Answers to choose from</translation>
        </message>
        <message>
            <source>Enter: antwoorden en verder · Alt+↓ en Alt+↑: volgende en vorige · Esc: terug</source>
            <translation>Enter: answer and go on · Alt+↓ and Alt+↑: next and previous · Esc: back</translation>
        </message>
        <message>
            <source>Of een ander antwoord</source>
            <translation>Or another answer</translation>
        </message>
        <message>
            <source>Onthouden voor deze indeling</source>
            <translation>Remember for this layout</translation>
        </message>
        <message>
            <source>Ook voor 1 andere cel, en onthouden voor deze indeling</source>
            <translation>Also for 1 other cell, and remember for this layout</translation>
        </message>
        <message>
            <source>Ook voor {count} andere cellen, en onthouden voor deze indeling</source>
            <translation>Also for {count} other cells, and remember for this layout</translation>
        </message>
        <message>
            <source>Volgende</source>
            <translation>Next</translation>
        </message>
        <message>
            <source>Vorige</source>
            <translation>Previous</translation>
        </message>
        <message>
            <source>Vraag {number} van {total}</source>
            <translation>Question {number} of {total}</translation>
        </message>
        <message>
            <source>▲ Dat is geen schooljaar; schrijf het als 2026-2027.</source>
            <translation>▲ That is no school year; write it as 2026-2027.</translation>
        </message>
        <message>
            <source>✓ Beantwoord: {answer}</source>
            <translation>✓ Answered: {answer}</translation>
        </message>
        <message>
            <source>✓ Eerder beantwoord, nu overgenomen: {answer}</source>
            <translation>✓ Answered before, taken over now: {answer}</translation>
        </message>
        <message>
            <source>Ook voor {count} of meer andere cellen, en onthouden voor deze indeling</source>
            <translation>Also for {count} or more other cells, and remember for this layout</translation>
        </message>
    </context>
    <context>
        <name>Agreed</name>
        <message>
            <source>Daar staat: {option}. Als u verplaatst, blijft de afspraak staan en wijkt het plan er van af, tot u de groep terugzet of een nieuwe afspraak maakt.</source>
            <translation>It says: {option}. If you move it, the agreement stays as it is and the plan differs from it, until you put the group back or make a new agreement.</translation>
        </message>
        <message>
            <source>Laten staan</source>
            <translation>Leave it there</translation>
        </message>
        <message>
            <source>Toch verplaatsen</source>
            <translation>Move anyway</translation>
        </message>
        <message>
            <source>afgesproken in {source}</source>
            <translation>agreed in {source}</translation>
        </message>
        <message>
            <source>afgesproken met voorstel {source}</source>
            <translation>agreed with proposal {source}</translation>
        </message>
        <message>
            <source>{period} is {agreed}. Toch verplaatsen?</source>
            <translation>{period} is {agreed}. Move it anyway?</translation>
        </message>
    </context>
    <context>
        <name>ChecksDialog</name>
        <message>
            <source>Deze stageperiode staat niet meer in de gegevens.</source>
            <translation>This stage period is no longer in the data.</translation>
        </message>
        <message>
            <source>Klik op een regel om naar de balk in Plannen te gaan.</source>
            <translation>Click a line to go to the bar in Plan.</translation>
        </message>
        <message>
            <source>Sluiten</source>
            <translation>Close</translation>
        </message>
        <message>
            <source>Stageperiode</source>
            <translation>Stage period</translation>
        </message>
        <message>
            <source>Wat er is en wat u kunt doen</source>
            <translation>What it is and what you can do</translation>
        </message>
        <message>
            <source>Wat niet klopt in dit plan</source>
            <translation>What is not right in this plan</translation>
        </message>
        <message>
            <source>Het plan als geheel</source>
            <translation>The plan as a whole</translation>
        </message>
    </context>
    <context>
        <name>Fields</name>
        <message>
            <source>‘{text}’ is niet overgenomen. Typ een getal van {low} tot en met {high}, met hoogstens 1 cijfer achter de komma.</source>
            <translation>‘{text}’ was not taken. Type a number from {low} to {high}, with at most 1 decimal.</translation>
        </message>
        <message>
            <source>‘{text}’ is niet overgenomen. Typ een getal van {low} tot en met {high}, met hoogstens {count} cijfers achter de komma.</source>
            <translation>‘{text}’ was not taken. Type a number from {low} to {high}, with at most {count} decimals.</translation>
        </message>
        <message>
            <source>‘{text}’ is niet overgenomen. Typ een heel getal van {low} tot en met {high}.</source>
            <translation>‘{text}’ was not taken. Type a whole number from {low} to {high}.</translation>
        </message>
    </context>
    <context>
        <name>LookSwitch</name>
        <message>
            <source>Ander werk dat nog loopt, wordt afgebroken.</source>
            <translation>Other work that is still under way is broken off.</translation>
        </message>
        <message>
            <source>Het voorstel dat wordt berekend, stopt; het beste plan tot nu wordt overgenomen.</source>
            <translation>The proposal that is being computed stops; the best plan so far is taken.</translation>
        </message>
        <message>
            <source>In Gegevens staat 1 waarde of rij die niet is overgenomen; die gaat verloren.</source>
            <translation>Data has 1 value or row that was not taken; it will be lost.</translation>
        </message>
        <message>
            <source>In Gegevens staan {count} waarden of rijen die niet zijn overgenomen; die gaan verloren.</source>
            <translation>Data has {count} values or rows that were not taken; they will be lost.</translation>
        </message>
        <message>
            <source>Terug</source>
            <translation>Back</translation>
        </message>
        <message>
            <source>Toch wisselen</source>
            <translation>Switch anyway</translation>
        </message>
        <message>
            <source>Een andere taal of een ander uiterlijk bouwt het venster opnieuw op.</source>
            <translation>Another language or look builds the window anew.</translation>
        </message>
    </context>
    <context>
        <name>WayBack</name>
        <message>
            <source>Terugzetten</source>
            <translation>Put back</translation>
        </message>
        <message>
            <source>Het hele plan is terug naar de voorkeur</source>
            <translation>The whole plan is back to the wishes</translation>
        </message>
        <message>
            <source>1 wijziging is uit het plan gehaald.</source>
            <translation>1 change was taken out of the plan.</translation>
        </message>
        <message>
            <source>{count} wijzigingen zijn uit het plan gehaald.</source>
            <translation>{count} changes were taken out of the plan.</translation>
        </message>
        <message>
            <source>Voorstel ongedaan gemaakt</source>
            <translation>Proposal undone</translation>
        </message>
        <message>
            <source>Het blijft bewaard bij de scenario's als ‘{name}’.</source>
            <translation>It is kept among the scenarios as ‘{name}’.</translation>
        </message>
    </context>
    <context>
        <name>SolveActions</name>
        <message>
            <source>Voorstel {day} {time}</source>
            <translation>Proposal {day} {time}</translation>
        </message>
        <message>
            <source>StagePlanner bewaart de laatste {count} voorstellen. Geef een voorstel bij Scenario's een eigen naam om het te houden.</source>
            <translation>StagePlanner keeps the last {count} proposals. Give a proposal a name of its own under Scenarios to keep it.</translation>
        </message>
        <message>
            <source>Het oudste bewaarde voorstel is verwijderd: {name}</source>
            <translation>The oldest kept proposal was deleted: {name}</translation>
        </message>
    </context>
    <context>
        <name>ContactsDialog</name>
        <message>
            <source>Bewaren</source>
            <translation>Save</translation>
        </message>
        <message>
            <source>Filter op elk woord…</source>
            <translation>Filter on any word…</translation>
        </message>
        <message>
            <source>Partij</source>
            <translation>Party</translation>
        </message>
        <message>
            <source>Terug</source>
            <translation>Back</translation>
        </message>
        <message>
            <source>Alleen een rol en een werkadres, nooit de naam van een persoon. Ze staan in het projectbestand en in de conceptmails, niet in wat u deelt of uitvoert. Maak een adres leeg om het te verwijderen.</source>
            <translation>Only a role and a work e-mail, never the name of a person. They are in the project file and in the e-mail drafts, not in what you share or export. Clear an address to remove it.</translation>
        </message>
        <message>
            <source>Contacten per partij</source>
            <translation>Contacts per party</translation>
        </message>
        <message>
            <source>Contacten van partijen</source>
            <translation>Contacts of parties</translation>
        </message>
        <message>
            <source>E-mail van het werk</source>
            <translation>Work e-mail</translation>
        </message>
        <message>
            <source>Eén partij krijgt iets nieuws: een werkboek, en een conceptmail met dat werkboek als bijlage.</source>
            <translation>One party gets something new: a workbook, and an e-mail draft with that workbook attached.</translation>
        </message>
        <message>
            <source>Filter de partijen</source>
            <translation>Filter the parties</translation>
        </message>
        <message>
            <source>Map kiezen…</source>
            <translation>Choose a folder…</translation>
        </message>
        <message>
            <source>Rol</source>
            <translation>Role</translation>
        </message>
        <message>
            <source>Versturen</source>
            <translation>Send</translation>
        </message>
        <message>
            <source>Zonder adres: {count}; daar vult u het zelf in de mail in.</source>
            <translation>Without an address: {count}; fill it in in the e-mail yourself.</translation>
        </message>
        <message>
            <source>{count} partijen krijgen iets nieuws: ieder een werkboek, en een conceptmail met dat werkboek als bijlage.</source>
            <translation>{count} parties get something new: each a workbook, and an e-mail draft with that workbook attached.</translation>
        </message>
        <message>
            <source>{count} partijen, {known} met een adres.</source>
            <translation>{count} parties, {known} with an address.</translation>
        </message>
    </context>
    <context>
        <name>UnclearList</name>
        <message>
            <source>Akkoord</source>
            <translation>Agreed</translation>
        </message>
        <message>
            <source>Tegenvoorstel…</source>
            <translation>Counter-proposal…</translation>
        </message>
        <message>
            <source>Afgewezen</source>
            <translation>Refused</translation>
        </message>
        <message>
            <source>Onduidelijke antwoorden</source>
            <translation>Unclear answers</translation>
        </message>
        <message>
            <source>“{words}”</source>
            <translation>“{words}”</translation>
        </message>
    </context>
    <context>
        <name>NextSteps</name>
        <message>
            <source>Volgende stap</source>
            <translation>Next step</translation>
        </message>
        <message>
            <source>{count} afgewezen: opnieuw plannen</source>
            <translation>{count} refused: plan again</translation>
        </message>
        <message>
            <source>{count} akkoord: afspraken maken</source>
            <translation>{count} agreed: make agreements</translation>
        </message>
        <message>
            <source>{count} zonder antwoord: herinneren</source>
            <translation>{count} without an answer: remind</translation>
        </message>
        <message>
            <source>{count} × tegenvoorstel: beslissen</source>
            <translation>{count} × counter-proposal: decide</translation>
        </message>
    </context>
    <context>
        <name>PartyBoard</name>
        <message>
            <source>Partij</source>
            <translation>Party</translation>
        </message>
        <message>
            <source>Uiterlijk</source>
            <translation>Answer by</translation>
        </message>
        <message>
            <source>Alles wat deze partij is gevraagd, antwoordde en ondertekende, als PDF</source>
            <translation>All that this party was asked, answered and signed, as PDF</translation>
        </message>
        <message>
            <source>Antwoord van</source>
            <translation>Answer of</translation>
        </message>
        <message>
            <source>Beantwoord</source>
            <translation>Answered</translation>
        </message>
        <message>
            <source>Blad van deze partij…</source>
            <translation>Page of this party…</translation>
        </message>
        <message>
            <source>Dagen over</source>
            <translation>Days left</translation>
        </message>
        <message>
            <source>Herinneren…</source>
            <translation>Remind…</translation>
        </message>
        <message>
            <source>Schrijft een conceptmail voor wie nog niet antwoordde</source>
            <translation>Writes an e-mail draft for who has not answered yet</translation>
        </message>
        <message>
            <source>Verstuurd</source>
            <translation>Sent</translation>
        </message>
        <message>
            <source>Wie is aan zet</source>
            <translation>Whose turn</translation>
        </message>
        <message>
            <source>Wie wacht op wie</source>
            <translation>Who waits for whom</translation>
        </message>
        <message>
            <source>{answered} van {asked}</source>
            <translation>{answered} of {asked}</translation>
        </message>
        <message>
            <source>{days} te laat</source>
            <translation>{days} late</translation>
        </message>
        <message>
            <source>→ wacht op de partij</source>
            <translation>→ waiting for the party</translation>
        </message>
        <message>
            <source>↔ de regio is aan zet</source>
            <translation>↔ the region's turn</translation>
        </message>
        <message>
            <source>▲ te laat</source>
            <translation>▲ late</translation>
        </message>
        <message>
            <source>✓ klaar</source>
            <translation>✓ done</translation>
        </message>
    </context>
    <context>
        <name>ConflictDialog</name>
        <message>
            <source>Iemand anders wijzigde hetzelfde</source>
            <translation>Somebody else changed the same</translation>
        </message>
        <message>
            <source>Wat</source>
            <translation>What</translation>
        </message>
        <message>
            <source>Van mij</source>
            <translation>Mine</translation>
        </message>
        <message>
            <source>Van de ander</source>
            <translation>Theirs</translation>
        </message>
        <message>
            <source>van mij</source>
            <translation>mine</translation>
        </message>
        <message>
            <source>van de ander</source>
            <translation>theirs</translation>
        </message>
        <message>
            <source>Kies per regel. Wat u niet kiest, gaat verloren; het blijft wel in de geschiedenis staan.</source>
            <translation>Choose row by row. What you do not choose is lost; it stays in the history.</translation>
        </message>
        <message>
            <source>Zo bewaren</source>
            <translation>Keep it so</translation>
        </message>
        <message>
            <source>Alles van mij</source>
            <translation>All of mine</translation>
        </message>
        <message>
            <source>Plaatsing van {name}</source>
            <translation>Placement of {name}</translation>
        </message>
        <message>
            <source>Stageperiode {name}</source>
            <translation>Stage period {name}</translation>
        </message>
        <message>
            <source>Leerbedrijf {name}</source>
            <translation>Leerbedrijf {name}</translation>
        </message>
        <message>
            <source>Voorstel {name}</source>
            <translation>Proposal {name}</translation>
        </message>
        <message>
            <source>Afspraak {name}</source>
            <translation>Agreement {name}</translation>
        </message>
        <message>
            <source>Ronde {name}</source>
            <translation>Round {name}</translation>
        </message>
        <message>
            <source>Regels {name}</source>
            <translation>Rules {name}</translation>
        </message>
        <message>
            <source>Scenario {name}</source>
            <translation>Scenario {name}</translation>
        </message>
        <message>
            <source>Instelling van de regio: {name}</source>
            <translation>Setting of the region: {name}</translation>
        </message>
        <message>
            <source>weggehaald</source>
            <translation>taken out</translation>
        </message>
        <message>
            <source>zoals het was</source>
            <translation>as it was</translation>
        </message>
        <message>
            <source>gewijzigd</source>
            <translation>changed</translation>
        </message>
    </context>
    <context>
        <name>OpenSharedDialog</name>
        <message>
            <source>Gedeelde regio openen</source>
            <translation>Open shared region</translation>
        </message>
        <message>
            <source>Bewaren in de sleutelbos van deze computer</source>
            <translation>Keep in the keyring of this computer</translation>
        </message>
        <message>
            <source>Server</source>
            <translation>Server</translation>
        </message>
        <message>
            <source>Poort</source>
            <translation>Port</translation>
        </message>
        <message>
            <source>Database</source>
            <translation>Database</translation>
        </message>
        <message>
            <source>Regio</source>
            <translation>Region</translation>
        </message>
        <message>
            <source>Gebruiker</source>
            <translation>User</translation>
        </message>
        <message>
            <source>Wachtwoord</source>
            <translation>Password</translation>
        </message>
        <message>
            <source>Openen</source>
            <translation>Open</translation>
        </message>
        <message>
            <source>Terug</source>
            <translation>Back</translation>
        </message>
        <message>
            <source>Een regio op een server, waaraan verschillende mensen tegelijk werken. Laat het wachtwoord leeg als het al in de sleutelbos staat.</source>
            <translation>A region on a server, on which several people work at once. Leave the password empty if it is in the keyring already.</translation>
        </message>
        <message>
            <source>Vul nog in: {names}.</source>
            <translation>Still to fill in: {names}.</translation>
        </message>
    </context>
    <context>
        <name>SharedActions</name>
        <message>
            <source>Gewijzigd door {who}</source>
            <translation>Changed by {who}</translation>
        </message>
    </context>
    <context>
        <name>Board</name>
        <message>
            <source>Dagen</source>
            <translation>Days</translation>
        </message>
        <message>
            <source>Groep</source>
            <translation>Group</translation>
        </message>
        <message>
            <source>Locatie</source>
            <translation>Location</translation>
        </message>
        <message>
            <source>Stageperiode</source>
            <translation>Placement period</translation>
        </message>
        <message>
            <source>Status</source>
            <translation>Status</translation>
        </message>
        <message>
            <source>Stud.</source>
            <translation>Stud.</translation>
        </message>
        <message>
            <source>Van → t/m</source>
            <translation>From → to</translation>
        </message>
        <message>
            <source>Wijziging</source>
            <translation>Change</translation>
        </message>
    </context>
    <context>
        <name>BoardLoad</name>
        <message>
            <source>hoogste bezetting {peak} in week {week}</source>
            <translation>peak utilisation {peak} in week {week}</translation>
        </message>
        <message>
            <source>week {week}: {peak}, in de voorkeur {wish}</source>
            <translation>week {week}: {peak}, in the wishes {wish}</translation>
        </message>
    </context>
    <context>
        <name>BoardStatus</name>
        <message>
            <source>afgesproken</source>
            <translation>agreed</translation>
        </message>
        <message>
            <source>gevraagd</source>
            <translation>asked</translation>
        </message>
        <message>
            <source>gewijzigd</source>
            <translation>changed</translation>
        </message>
        <message>
            <source>vast</source>
            <translation>fixed</translation>
        </message>
        <message>
            <source>wijkt af van de afspraak</source>
            <translation>differs from the agreement</translation>
        </message>
        <message>
            <source>zoals gewenst</source>
            <translation>as wished</translation>
        </message>
    </context>
    <context>
        <name>BoardTools</name>
        <message>
            <source>1 gewijzigd</source>
            <translation>1 changed</translation>
        </message>
        <message>
            <source>Alle groepen inklappen (Shift+pijl links)</source>
            <translation>Collapse all groups (Shift+Left)</translation>
        </message>
        <message>
            <source>Alle groepen uitklappen (Shift+pijl rechts)</source>
            <translation>Expand all groups (Shift+Right)</translation>
        </message>
        <message>
            <source>Breedtes passend</source>
            <translation>Fit the widths</translation>
        </message>
        <message>
            <source>Dagen</source>
            <translation>Days</translation>
        </message>
        <message>
            <source>Inzoomen (Ctrl++)</source>
            <translation>Zoom in (Ctrl++)</translation>
        </message>
        <message>
            <source>Jaar</source>
            <translation>Year</translation>
        </message>
        <message>
            <source>Kolommen</source>
            <translation>Columns</translation>
        </message>
        <message>
            <source>Kolommen, volgorde en groepen</source>
            <translation>Columns, order and groups</translation>
        </message>
        <message>
            <source>Maanden</source>
            <translation>Months</translation>
        </message>
        <message>
            <source>Naam</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>Schaal van de tijdlijn</source>
            <translation>Scale of the time line</translation>
        </message>
        <message>
            <source>Schaal van de tijdlijn: {level}</source>
            <translation>Scale of the time line: {level}</translation>
        </message>
        <message>
            <source>Sorteren op</source>
            <translation>Sort by</translation>
        </message>
        <message>
            <source>Uitzoomen (Ctrl+-)</source>
            <translation>Zoom out (Ctrl+-)</translation>
        </message>
        <message>
            <source>Volgende wijziging (N)</source>
            <translation>Next change (N)</translation>
        </message>
        <message>
            <source>Vorige wijziging (Shift+N)</source>
            <translation>Previous change (Shift+N)</translation>
        </message>
        <message>
            <source>Weergave</source>
            <translation>View</translation>
        </message>
        <message>
            <source>Weken</source>
            <translation>Weeks</translation>
        </message>
        <message>
            <source>{count} gekozen</source>
            <translation>{count} chosen</translation>
        </message>
        <message>
            <source>{count} gewijzigd</source>
            <translation>{count} changed</translation>
        </message>
        <message>
            <source>{moved} verplaatst</source>
            <translation>{moved} moved</translation>
        </message>
        <message>
            <source>{moved} verplaatst, {stayed} niet</source>
            <translation>{moved} moved, {stayed} not</translation>
        </message>
    </context>
    <context>
        <name>GanttScale</name>
        <message>
            <source>ingeklapt</source>
            <translation>collapsed</translation>
        </message>
        <message>
            <source>uitgeklapt</source>
            <translation>expanded</translation>
        </message>
    </context>
    <context>
        <name>MovesTogether</name>
        <message>
            <source>1 van de gekozen stageperiodes is afgesproken. Toch verplaatsen?</source>
            <translation>1 of the chosen placement periods was agreed. Move it anyway?</translation>
        </message>
        <message>
            <source>Alleen de andere</source>
            <translation>Only the others</translation>
        </message>
        <message>
            <source>Laten staan</source>
            <translation>Leave them there</translation>
        </message>
        <message>
            <source>Toch verplaatsen</source>
            <translation>Move anyway</translation>
        </message>
        <message>
            <source>en {count} andere</source>
            <translation>and {count} others</translation>
        </message>
        <message>
            <source>{count} van de gekozen stageperiodes zijn afgesproken. Toch verplaatsen?</source>
            <translation>{count} of the chosen placement periods were agreed. Move them anyway?</translation>
        </message>
    </context>
    <context>
        <name>WeekGlow</name>
        <message>
            <source>{students} stud., {part}</source>
            <translation>{students} stud., {part}</translation>
        </message>
        <message>
            <source>week {week}: {peak}; het meest door {names}</source>
            <translation>week {week}: {peak}; most of it by {names}</translation>
        </message>
    </context>
    <context>
        <name>Bottleneck</name>
        <message>
            <source>1 plaats</source>
            <translation>1 place</translation>
        </message>
        <message>
            <source>Geen enkel erkend leerbedrijf heeft dan een vrije plaats.</source>
            <translation>No accredited leerbedrijf has a free place then.</translation>
        </message>
        <message>
            <source>Knelpunt · {which}</source>
            <translation>Bottleneck · {which}</translation>
        </message>
        <message>
            <source>Rekent uit wat meer ruimte of plaatsen hier opleveren</source>
            <translation>Computes what more room or places gain here</translation>
        </message>
        <message>
            <source>Voorkeur</source>
            <translation>Wish</translation>
        </message>
        <message>
            <source>Voorstel</source>
            <translation>Proposal</translation>
        </message>
        <message>
            <source>Waar zij terechtkunnen</source>
            <translation>Where they can go</translation>
        </message>
        <message>
            <source>Wat zou helpen…</source>
            <translation>What would help…</translation>
        </message>
        <message>
            <source>Wie er is op {day}</source>
            <translation>Who is there on {day}</translation>
        </message>
        <message>
            <source>en nog {count} kleinere</source>
            <translation>and {count} smaller ones</translation>
        </message>
        <message>
            <source>{places} plaatsen</source>
            <translation>{places} places</translation>
        </message>
        <message>
            <source>{students} studenten, {share} van de vraag, {institution}</source>
            <translation>{students} students, {share} of the demand, {institution}</translation>
        </message>
    </context>
    <context>
        <name>BottleneckList</name>
        <message>
            <source>Dagen vol</source>
            <translation>Days full</translation>
        </message>
        <message>
            <source>Knelpunt op de ergste dag</source>
            <translation>Bottleneck on its worst day</translation>
        </message>
        <message>
            <source>Knelpunten, het ergste eerst</source>
            <translation>Bottlenecks, the worst first</translation>
        </message>
        <message>
            <source>Te veel</source>
            <translation>Too many</translation>
        </message>
        <message>
            <source>Tekort</source>
            <translation>Shortage</translation>
        </message>
    </context>
    <context>
        <name>ChangeActions</name>
        <message>
            <source>Akkoord</source>
            <translation>Agreed</translation>
        </message>
        <message>
            <source>Elk volgend voorstel laat dit zo. Bij Onderhandelen staat het antwoord.</source>
            <translation>Every next proposal leaves this as it is. The answer is listed under Negotiate.</translation>
        </message>
        <message>
            <source>Overleg</source>
            <translation>Meeting</translation>
        </message>
        <message>
            <source>Terug</source>
            <translation>Back</translation>
        </message>
        <message>
            <source>Vast betekent dat de instelling haar voorkeur houdt: {wish}. Het plan vraagt nu {asked}; dat vervalt. Is de instelling het juist eens met wat het plan vraagt, kies dan Akkoord.</source>
            <translation>Fixed means that the institution keeps its wish: {wish}. The plan now asks {asked}; that falls away. If the institution agrees with what the plan asks, choose Agreed.</translation>
        </message>
        <message>
            <source>Voorkeur vastzetten</source>
            <translation>Fix the wish</translation>
        </message>
        <message>
            <source>{period}: vastzetten op de voorkeur?</source>
            <translation>{period}: fix it at the wish?</translation>
        </message>
        <message>
            <source>{period}: {agreed}</source>
            <translation>{period}: {agreed}</translation>
        </message>
    </context>
    <context>
        <name>ChartCard</name>
        <message>
            <source>Drukste dag van elke week: {name}</source>
            <translation>Busiest day of each week: {name}</translation>
        </message>
        <message>
            <source>Grafiek inklappen</source>
            <translation>Fold the chart</translation>
        </message>
        <message>
            <source>Grafiek uitklappen</source>
            <translation>Unfold the chart</translation>
        </message>
        <message>
            <source>Vraag en plaatsen per week</source>
            <translation>Demand and places per week</translation>
        </message>
        <message>
            <source>blok</source>
            <translation>blok</translation>
        </message>
        <message>
            <source>lint</source>
            <translation>lint</translation>
        </message>
        <message>
            <source>plaatsen</source>
            <translation>places</translation>
        </message>
        <message>
            <source>voorkeur</source>
            <translation>wish</translation>
        </message>
        <message>
            <source>week {week}: {blok} studenten in blok, {lint} in lint; {places} plaatsen; voorkeur {wish}</source>
            <translation>week {week}: {blok} students in blok, {lint} in lint; {places} places; wish {wish}</translation>
        </message>
    </context>
    <context>
        <name>ChoicesDialog</name>
        <message>
            <source>Andere keuze</source>
            <translation>Another choice</translation>
        </message>
        <message>
            <source>Anders dan de voorkeur</source>
            <translation>Differs from the wish</translation>
        </message>
        <message>
            <source>Binnen de regels en het venster mag hier verder niets.</source>
            <translation>Within the rules and the window nothing else is possible here.</translation>
        </message>
        <message>
            <source>Drukker voor</source>
            <translation>Busier for</translation>
        </message>
        <message>
            <source>Elke keuze wordt doorgerekend…</source>
            <translation>Every choice is being measured…</translation>
        </message>
        <message>
            <source>Hoogste bezetting</source>
            <translation>Peak utilisation</translation>
        </message>
        <message>
            <source>Nu: {option}. De plaatsen zijn nog onbekend.</source>
            <translation>Now: {option}. The places are unknown yet.</translation>
        </message>
        <message>
            <source>Nu: {option}. Hoogste bezetting {peak}, tekort {shortage} studentdagen.</source>
            <translation>Now: {option}. Peak utilisation {peak}, shortage {shortage} student-days.</translation>
        </message>
        <message>
            <source>Op dagen boven 100% wordt het hiermee voller voor: {names}.</source>
            <translation>On days above 100% this makes it fuller for: {names}.</translation>
        </message>
        <message>
            <source>Tekort (studentdagen)</source>
            <translation>Shortage (student-days)</translation>
        </message>
        <message>
            <source>Terug</source>
            <translation>Back</translation>
        </message>
        <message>
            <source>Voor niemand anders wordt een dag boven 100% hiermee voller.</source>
            <translation>For nobody else does this make a day above 100% fuller.</translation>
        </message>
        <message>
            <source>Wat hier verder mag</source>
            <translation>What else is possible here</translation>
        </message>
        <message>
            <source>Zo kan het</source>
            <translation>It can be so</translation>
        </message>
        <message>
            <source>Zo plaatsen</source>
            <translation>Place it so</translation>
        </message>
        <message>
            <source>andere dagen</source>
            <translation>other days</translation>
        </message>
        <message>
            <source>andere vorm</source>
            <translation>other form</translation>
        </message>
        <message>
            <source>andere weken</source>
            <translation>other weeks</translation>
        </message>
        <message>
            <source>gesplitst</source>
            <translation>split</translation>
        </message>
        <message>
            <source>niemand</source>
            <translation>nobody</translation>
        </message>
        <message>
            <source>niet: de voorkeur</source>
            <translation>does not: the wish</translation>
        </message>
        <message>
            <source>onbekend</source>
            <translation>unknown</translation>
        </message>
        <message>
            <source>{count} instellingen</source>
            <translation>{count} institutions</translation>
        </message>
    </context>
    <context>
        <name>Decisions</name>
        <message>
            <source>Akkoord</source>
            <translation>Agreed</translation>
        </message>
        <message>
            <source>Alles wat hier verder mag, met de bezetting die het geeft.</source>
            <translation>Everything else that is possible here, and how full it makes the region.</translation>
        </message>
        <message>
            <source>Andere keuze…</source>
            <translation>Other choice…</translation>
        </message>
        <message>
            <source>De instelling houdt haar voorkeur: geen voorstel wijzigt die nog.</source>
            <translation>The institution keeps its wish: no proposal changes it any more.</translation>
        </message>
        <message>
            <source>De instelling is het eens met wat het plan vraagt: elk volgend voorstel laat dit zo.</source>
            <translation>The institution agrees with what the plan asks: every next proposal leaves it so.</translation>
        </message>
        <message>
            <source>Een volgend voorstel mag deze periode weer wijzigen.</source>
            <translation>A next proposal may change this period again.</translation>
        </message>
        <message>
            <source>Mag niet…</source>
            <translation>Not allowed…</translation>
        </message>
        <message>
            <source>Niet meer vast</source>
            <translation>No longer fixed</translation>
        </message>
        <message>
            <source>Terug naar de voorkeur, met de kleinste herstellingen van de rest om uit te kiezen.</source>
            <translation>Back to the wish, and a choice of the smallest repairs of the rest.</translation>
        </message>
        <message>
            <source>Zet vast</source>
            <translation>Fix</translation>
        </message>
        <message>
            <source>Besloten</source>
            <translation>Decided</translation>
        </message>
        <message>
            <source>Besluit</source>
            <translation>Decision</translation>
        </message>
        <message>
            <source>Besluiten van de vergadering</source>
            <translation>Decisions of the meeting</translation>
        </message>
        <message>
            <source>En nog {count} wijzigingen; de werkboeken noemen ze alle.</source>
            <translation>And {count} more changes; the workbooks name them all.</translation>
        </message>
        <message>
            <source>Er is over geen enkele groep iets vastgelegd.</source>
            <translation>Nothing was settled about any group.</translation>
        </message>
        <message>
            <source>Gevraagd</source>
            <translation>Asked</translation>
        </message>
        <message>
            <source>Groep</source>
            <translation>Group</translation>
        </message>
        <message>
            <source>Hoogste bezetting</source>
            <translation>Peak utilisation</translation>
        </message>
        <message>
            <source>Instelling</source>
            <translation>Institution</translation>
        </message>
        <message>
            <source>Niets: over elke wijziging is besloten.</source>
            <translation>Nothing: every change is decided.</translation>
        </message>
        <message>
            <source>Nog te bespreken in dit plan</source>
            <translation>Still to be discussed in this plan</translation>
        </message>
        <message>
            <source>Regio</source>
            <translation>Region</translation>
        </message>
        <message>
            <source>Stage</source>
            <translation>Placement</translation>
        </message>
        <message>
            <source>Tekort (studentdagen)</source>
            <translation>Shortage (student-days)</translation>
        </message>
        <message>
            <source>Voorkeur</source>
            <translation>Wish</translation>
        </message>
        <message>
            <source>Wijzigingen</source>
            <translation>Changes</translation>
        </message>
        <message>
            <source>eerst {value}</source>
            <translation>was {value}</translation>
        </message>
        <message>
            <source>niet wijzigen (Vast)</source>
            <translation>do not change (fixed)</translation>
        </message>
        <message>
            <source>zoals gevraagd</source>
            <translation>as asked</translation>
        </message>
    </context>
    <context>
        <name>DivisionSection</name>
        <message>
            <source>Leerbedrijf</source>
            <translation>Leerbedrijf</translation>
        </message>
        <message>
            <source>Stageperiode</source>
            <translation>Stage period</translation>
        </message>
        <message>
            <source>Studenten</source>
            <translation>Students</translation>
        </message>
        <message>
            <source>Toon</source>
            <translation>Show</translation>
        </message>
        <message>
            <source>Verdeelt de studenten van het plan over de leerbedrijven, zo dat een groep haar hele periode op dezelfde plek blijft. Niets wordt gewijzigd.</source>
            <translation>Divides the students of the plan over the leerbedrijven so that a group stays at its place for its whole period. Nothing is changed.</translation>
        </message>
        <message>
            <source>Wie gaat waar</source>
            <translation>Who goes where</translation>
        </message>
        <message>
            <source>{placed} van de {all} studenten hebben een plaats, bij {companies} leerbedrijven; {left} zonder plaats.</source>
            <translation>{placed} of the {all} students have a place, at {companies} leerbedrijven; {left} without a place.</translation>
        </message>
    </context>
    <context>
        <name>HelpSection</name>
        <message>
            <source>Bereken</source>
            <translation>Compute</translation>
        </message>
        <message>
            <source>Dit kon niet worden berekend.</source>
            <translation>This could not be computed.</translation>
        </message>
        <message>
            <source>Stop en houd wat er is</source>
            <translation>Stop and keep what is there</translation>
        </message>
        <message>
            <source>Voortgang</source>
            <translation>Progress</translation>
        </message>
        <message>
            <source>Wordt berekend…</source>
            <translation>Being computed…</translation>
        </message>
        <message>
            <source>▲ De gegevens of het plan zijn gewijzigd: bereken het opnieuw.</source>
            <translation>▲ The data or the plan changed: compute it again.</translation>
        </message>
    </context>
    <context>
        <name>RefusalPanel</name>
        <message>
            <source>Alleen deze periode terug naar de voorkeur</source>
            <translation>Only this period back to its wish</translation>
        </message>
        <message>
            <source>Dan vraagt een volgend voorstel dit niet weer.</source>
            <translation>A next proposal then does not ask this again.</translation>
        </message>
        <message>
            <source>Er is geen herstel gevonden. Probeer het nog eens.</source>
            <translation>No repair was found. Try again.</translation>
        </message>
        <message>
            <source>Gestopt: zonder herstel.</source>
            <translation>Stopped: without a repair.</translation>
        </message>
        <message>
            <source>Herstel wordt gezocht</source>
            <translation>Looking for a repair</translation>
        </message>
        <message>
            <source>Het herstel kon niet worden berekend.</source>
            <translation>The repair could not be computed.</translation>
        </message>
        <message>
            <source>Kies een herstel; op het bord ziet u wat er dan verschuift.</source>
            <translation>Choose a repair; the board shows what it moves.</translation>
        </message>
        <message>
            <source>Mag niet: {name}</source>
            <translation>Not allowed: {name}</translation>
        </message>
        <message>
            <source>Niemand anders hoeft hiervoor iets nieuws te doen.</source>
            <translation>Nobody else has to do anything new for this.</translation>
        </message>
        <message>
            <source>Sluiten</source>
            <translation>Close</translation>
        </message>
        <message>
            <source>Voorkeur meteen vastzetten</source>
            <translation>Fix the wish at once</translation>
        </message>
        <message>
            <source>Vul in waarom het niet mag: dat hoort bij de ronde.</source>
            <translation>Fill in why it is not allowed: the round needs the reason.</translation>
        </message>
        <message>
            <source>Waarom het niet mag</source>
            <translation>Why it is not allowed</translation>
        </message>
        <message>
            <source>Zoekt de kleinste herstellingen…</source>
            <translation>Looking for the smallest repairs…</translation>
        </message>
        <message>
            <source>Zonder herstel</source>
            <translation>Without repair</translation>
        </message>
        <message>
            <source>{institution}. Gevraagd: {asked}; de voorkeur is {wish}.</source>
            <translation>{institution}. Asked: {asked}; the wish is {wish}.</translation>
        </message>
    </context>
    <context>
        <name>RoomSection</name>
        <message>
            <source>Gevraagd: {number}</source>
            <translation>Asked: {number}</translation>
        </message>
        <message>
            <source>In deze tijd is niets gevonden dat meer ruimte geeft of scheelt.</source>
            <translation>In this time nothing was found that gives more room or helps.</translation>
        </message>
        <message>
            <source>Maakt een concept in Afspraken, om voor te leggen.</source>
            <translation>Makes a draft under Agreements, to put to the party.</translation>
        </message>
        <message>
            <source>Vraag leerbedrijf</source>
            <translation>Ask leerbedrijf</translation>
        </message>
        <message>
            <source>Vraag ruimte</source>
            <translation>Ask for room</translation>
        </message>
        <message>
            <source>Vragen kan alleen in het bestand van de regio.</source>
            <translation>Asking is only possible in the file of the region.</translation>
        </message>
        <message>
            <source>Wat een beetje meer ruimte oplevert: een ruimer venster, de andere vorm, of meer plaatsen. Elke regel is opnieuw doorgerekend.</source>
            <translation>What a little more room gains: a wider window, the other form, or more places. Every line was solved again.</translation>
        </message>
    </context>
    <context>
        <name>SlackSection</name>
        <message>
            <source>Een plan dat beter standhoudt, met even veel wijzigingen</source>
            <translation>A plan that holds better, by as many changes</translation>
        </message>
        <message>
            <source>Een plan met meer speling: in het slechtste geval {after} in plaats van {before}, met {changes} wijzigingen (nu {now}).</source>
            <translation>A plan of more slack: {after} instead of {before} in the worst case, by {changes} changes (now {now}).</translation>
        </message>
        <message>
            <source>Geen plan gevonden dat met even veel wijzigingen meer speling heeft.</source>
            <translation>No plan was found that has more slack by as many changes.</translation>
        </message>
        <message>
            <source>Hoe het plan standhoudt als elke groep 10% groter of kleiner wordt (500 trekkingen), en als één leerbedrijf wegvalt.</source>
            <translation>How the plan holds if every group gets 10% larger or smaller (500 draws), and if one leerbedrijf is gone.</translation>
        </message>
        <message>
            <source>Overnemen</source>
            <translation>Take over</translation>
        </message>
        <message>
            <source>Toon</source>
            <translation>Show</translation>
        </message>
        <message>
            <source>Valt {company} weg: {peak}.</source>
            <translation>Without {company}: {peak}.</translation>
        </message>
        <message>
            <source>Zoek meer speling</source>
            <translation>Find more slack</translation>
        </message>
        <message>
            <source>{name}: piek {peak}. Met 10% meer of minder studenten per groep in 95% van de gevallen hoogstens {high}, in het slechtste {worst}; binnen de grens in {within} van de gevallen.</source>
            <translation>{name}: peak {peak}. With 10% more or fewer students per group at most {high} in 95% of the cases, {worst} in the worst; within the target in {within} of the cases.</translation>
        </message>
    </context>
    <context>
        <name>WhatHelpsDialog</name>
        <message>
            <source>Meer ruimte</source>
            <translation>More room</translation>
        </message>
        <message>
            <source>Sluiten</source>
            <translation>Close</translation>
        </message>
        <message>
            <source>Tegen een stootje</source>
            <translation>Withstanding a knock</translation>
        </message>
        <message>
            <source>Vraag</source>
            <translation>Question</translation>
        </message>
        <message>
            <source>Wat zou helpen</source>
            <translation>What would help</translation>
        </message>
        <message>
            <source>Wie gaat waar</source>
            <translation>Who goes where</translation>
        </message>
    </context>
    <context>
        <name>AgreedRows</name>
        <message>
            <source>Afgesproken is: {option}.</source>
            <translation>What was agreed: {option}.</translation>
        </message>
        <message>
            <source>{period} is {agreed}. Toch wijzigen?</source>
            <translation>{period} is {agreed}. Change it anyway?</translation>
        </message>
        <message>
            <source>{count} stageperiodes zijn afgesproken. Toch wijzigen?</source>
            <translation>{count} stage periods are agreed. Change them anyway?</translation>
        </message>
        <message>
            <source>en nog {count} groepen</source>
            <translation>and {count} more groups</translation>
        </message>
        <message>
            <source>De afspraak blijft staan zoals zij is. Wat u hier wijzigt, is er geen deel van, tot u het terugzet of een nieuwe afspraak maakt.</source>
            <translation>The agreement stays as it is. What you change here is no part of it, until you put it back or make a new agreement.</translation>
        </message>
        <message>
            <source>Toch wijzigen</source>
            <translation>Change anyway</translation>
        </message>
        <message>
            <source>Laten staan</source>
            <translation>Leave it</translation>
        </message>
    </context>
    <context>
        <name>FileDialog</name>
        <message>
            <source>&amp;Zoeken in:</source>
            <translation>&amp;Look in:</translation>
        </message>
        <message>
            <source>Soort &amp;bestand:</source>
            <translation>&amp;Type of file:</translation>
        </message>
    </context>
    <context>
        <name>MeetingWindow</name>
        <message>
            <source>Alles wat op het scherm staat, wordt het plan</source>
            <translation>All that is on the screen becomes the plan</translation>
        </message>
        <message>
            <source>Bereken plannen</source>
            <translation>Compute plans</translation>
        </message>
        <message>
            <source>Besluiten op A4… (P)</source>
            <translation>Decisions on A4… (P)</translation>
        </message>
        <message>
            <source>Bezetting</source>
            <translation>Utilisation</translation>
        </message>
        <message>
            <source>Deze groep doet haar voorkeur en staat Vast</source>
            <translation>This group does its wish and is fixed</translation>
        </message>
        <message>
            <source>Deze groep gaat zoals dit plan vraagt</source>
            <translation>This group goes as this plan asks</translation>
        </message>
        <message>
            <source>Eerlijker plannen worden berekend…</source>
            <translation>Fairer plans are being computed…</translation>
        </message>
        <message>
            <source>Elk punt van de kromme is een compleet, bewezen plan.</source>
            <translation>Every point of the curve is a complete, proven plan.</translation>
        </message>
        <message>
            <source>Er is geen plan met deze piek dat minder vraagt van wie het meest geeft.</source>
            <translation>No plan with this peak asks less of who gives most.</translation>
        </message>
        <message>
            <source>Hele plan overnemen (O)</source>
            <translation>Take the whole plan (O)</translation>
        </message>
        <message>
            <source>Hele regio: nog {short} studentdagen tekort</source>
            <translation>Whole region: {short} student-days short</translation>
        </message>
        <message>
            <source>Hoeveel wijzigingen vragen we?</source>
            <translation>How many changes do we ask?</translation>
        </message>
        <message>
            <source>Maak eerlijker</source>
            <translation>Make it fairer</translation>
        </message>
        <message>
            <source>Naar rechts: minder van de instelling die het meest geeft, met dezelfde piek of lager; het kan meer wijzigingen vragen.</source>
            <translation>To the right: less of the institution that gives most, with the same peak or lower; it may ask more changes.</translation>
        </message>
        <message>
            <source>Niet wijzigen (N)</source>
            <translation>Do not change (N)</translation>
        </message>
        <message>
            <source>Ongedaan maken</source>
            <translation>Undo</translation>
        </message>
        <message>
            <source>Sluiten (Esc)</source>
            <translation>Close (Esc)</translation>
        </message>
        <message>
            <source>Vastleggen (V)</source>
            <translation>Settle (V)</translation>
        </message>
        <message>
            <source>Vergadering</source>
            <translation>Meeting</translation>
        </message>
        <message>
            <source>Voortgang</source>
            <translation>Progress</translation>
        </message>
        <message>
            <source>Wat dit plan vraagt</source>
            <translation>What this plan asks</translation>
        </message>
        <message>
            <source>Wijzigingen tegen hoogste bezetting</source>
            <translation>Changes against peak utilisation</translation>
        </message>
        <message>
            <source>wijzigingen</source>
            <translation>changes</translation>
        </message>
        <message>
            <source>{changes} wijziging · hoogste bezetting {peak}</source>
            <translation>{changes} change · peak utilisation {peak}</translation>
        </message>
        <message>
            <source>{changes} wijzigingen · hoogste bezetting {peak}</source>
            <translation>{changes} changes · peak utilisation {peak}</translation>
        </message>
    </context>
    <context>
        <name>RegionNames</name>
        <message>
            <source>Aantallen onder 5 verbergen in wat partijen krijgen</source>
            <translation>Hide counts under 5 in what parties get</translation>
        </message>
        <message>
            <source>Code</source>
            <translation>Code</translation>
        </message>
        <message>
            <source>Code van de regio, voor de nummers van afspraken</source>
            <translation>Code of the region, for the numbers of agreements</translation>
        </message>
        <message>
            <source>Een klein aantal kan naar een enkele student wijzen; anderen lezen dan “&lt;5”.</source>
            <translation>A small number may point to a single student; others then read “&lt;5”.</translation>
        </message>
        <message>
            <source>Naam van de regio</source>
            <translation>Name of the region</translation>
        </message>
    </context>
    <context>
        <name>ShareBars</name>
        <message>
            <source>Wat elke instelling geeft</source>
            <translation>What each institution gives</translation>
        </message>
        <message>
            <source>{name} geeft {share}, eerlijk is {due}</source>
            <translation>{name} gives {share}, fair is {due}</translation>
        </message>
        <message>
            <source>{share} (eerlijk {due})</source>
            <translation>{share} (fair {due})</translation>
        </message>
    </context>
</TS>
