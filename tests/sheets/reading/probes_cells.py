"""Sheets as schools send them, with values beside, above, between and below the table.

A sheet is written as text: ``;`` between cells, a line per row. ``§`` behind a cell: it is told (a
message names it). ``^`` behind a cell: it is understood (used, heading, title or total) or told.
``Groups`` tells what is read: per group the ISO weeks, students and days; ``?`` is a group that is
not read, ``~`` one that is read and told.
"""

from __future__ import annotations

T = "Linge College - BPV planning 2026-2027\n"
H = "Opleiding;Crebo;Leerjaar;Groep;Aantal studenten;Periode;Dagen per week"
A = "\nVIG;25656;2;A;22;wk 36-45;4"
B = "\nVIG;25656;2;B;20;wk 36-45;4"
BOTH = "A 36-45 22 4, B 36-45 20 4"
TH = T + H
NO_DAYS = "Opleiding;Crebo;Leerjaar;Groep;Aantal studenten;Periode"
A5, B5 = A.removesuffix(";4"), B.removesuffix(";4")
NO_PERIOD = "Opleiding;Crebo;Leerjaar;Groep;Aantal studenten;Dagen per week"
MATRIX = "Instelling;Opleiding;Crebo;Leerjaar;Groep;Aantal studenten;36;37;38;39;40"
MA, MB = "\nLC;VIG;25656;2;A;22;4;4;4;4;4", "\nLC;VIG;25656;2;B;20;4;4;4;4;4"
MBOTH = "A 36-40 22 4, B 36-40 20 4"

#: Name, sheet, groups.
PROBES = (
    ("note right of a row", TH + A + ";let op: wk 40 niet§" + B, BOTH),
    ("note right of the heading", TH + ";let op: P1 begint in wk 37§" + A + B, BOTH),
    ("note two columns right", TH + A + ";;vervalt§" + B, BOTH),
    ("note below", TH + A + B + "\n* wk 40 is toetsweek§", BOTH),
    ("note below after a blank", TH + A + B + "\n\nWk 40 is toetsweek§", BOTH),
    ("note below the periods", TH + A + B + "\n;;;;;m.u.v. wk 40§", BOTH),
    ("note below the groups", TH + A + B + "\n;;;alle groepen 1 week later§", BOTH),
    ("note between", TH + A + "\nLet op: groep B start in wk 40§" + B, BOTH),
    ("note between below the groups", TH + A + "\n;;;start een week later§" + B, BOTH),
    ("NB line between", TH + A + "\nNB: onderstaande groepen vervallen§" + B, BOTH),
    ("sub heading of another leerjaar", TH.replace("Leerjaar;", "") + A.replace(";2;A", ";A")
     + "\nLeerjaar 3^" + B.replace(";2;B", ";B"), "A 36-45 22 4 0, B 36-45 20 4 3"),
    ("title with a message", "Alle stages vervallen in week 40§\n" + TH + A + B, BOTH),
    ("second title with a message", T + "Let op: in wk 40 geen stage§\n" + H + A + B, BOTH),
    ("message beside the title",
     "Linge College 2026-2027;;;P1 = wk 37 t/m 46, zie mail§\n" + H + A + B, BOTH),
    ("concept", T + "CONCEPT - nog niet definitief§\n" + H + A + B, BOTH),
    ("version", T + "Versie 3, 12 mei 2026§\n" + H + A + B, BOTH),
    ("legend below", TH + A + B + "\n\nLegenda:^\ngeel = onder voorbehoud§", BOTH),
    ("legend right", TH + ";;Legenda§" + A + ";;geel = vervalt§" + B, BOTH),
    ("total", TH + A + B + "\nTotaal^;;;;42^", BOTH),
    ("total with a message", TH + A + B + "\nTotaal, na wk 40 nog 30§;;;;42^", BOTH),
    ("number below without a word", TH + A + B + "\n;;;;42§", BOTH),
    ("subtotal between", TH + A + "\nSubtotaal VIG^;;;;22^" + B, BOTH),
    ("average below", TH + A + B + "\nGemiddeld^;;;;21^", BOTH),
    ("list of teachers below", TH + A + B + "\n\nTeam§;Lokaal§\nZorg§;B1.12§", BOTH),
    ("unknown table right", TH + ";;Team§;Lokaal§" + A + ";;Zorg§;B1.12§" + B, BOTH),
    ("second table of groups below",
     TH + A + "\n\nGroep;Crebo;Opleiding;Leerjaar;Periode;Dagen per week;Aantal studenten"
     "\nB;25656;VIG;2;wk 36-45;4;20", BOTH),
    ("remarks column", TH + ";Opmerkingen" + A + ";niet in wk 40§" + B, BOTH),
    ("column of particulars", TH + ";Bijzonderheden" + A + ";niet in wk 40§" + B, BOTH),
    ("column of explanation", TH + ";Toelichting" + A + ";eind wk 42§" + B, BOTH),
    ("column of status", TH + ";Status" + A + ";vervallen§" + B, BOTH),
    ("column Vervalt", TH + ";Vervalt§" + A + ";x§" + B, BOTH),
    ("column Gewijzigde start", TH + ";Gewijzigde start§" + A + ";wk 38§" + B,
     BOTH + " | A ?, B 36-45 20 4"),
    ("numbers without a heading", TH + ";" + A + ";3§" + B, BOTH),
    ("unknown heading of one letter", TH + ";X§" + A + ";3§" + B, BOTH),
    ("ditto marks", TH + A + "\n\";\";\";B;20;\";\"^", BOTH + " | A 36-45 22 4, B ?"),
    ("idem", TH + A + "\nidem;idem;idem;B;20;idem;idem^", BOTH + " | A 36-45 22 4, B ?"),
    ("no students", TH + A + "\nVIG;25656;2;B;;wk 36-45;4§", "A 36-45 22 4, B ?"),
    ("stage cancelled in the period", TH + A + "\nVIG;25656;2;B;20;vervalt§;4",
     "A 36-45 22 4, B ?"),
    ("no stage in the period", TH + A + "\nVIG;25656;2;B;20;geen stage§;4", "A 36-45 22 4, B ?"),
    ("two columns Periode", TH.replace(";Dagen", ";Periode;Dagen")
     + "\nVIG;25656;2;A;22;wk 36-45;wk 6-15^;4", "A 36-45+6-15 22 4 | A ?| A 36-45~ 22 4"),
    ("two columns of students", TH.replace("studenten;", "studenten;Aantal studenten;")
     + "\nVIG;25656;2;A;22;24§;wk 36-45;4", "A 36-45 22 4 | A ? | A 36-45 24 4"),
    ("heading with a message", TH + " (vanaf wk 40: 3)§" + A + B, BOTH + " | A ?, B ?"),
    ("period heading with a message", TH.replace("Periode", "Periode (m.u.v. wk 40)§") + A + B,
     BOTH + " | A ?, B ?"),
    ("students heading with a message",
     TH.replace("studenten", "studenten (incl. 5 BBL per groep)§") + A + B, BOTH),
    ("footnote in a cell and below", TH + A.replace("45", "45*§") + B + "\n* wk 40 vrij§",
     BOTH + " | A ?, B 36-45 20 4"),
    ("footnote number in a cell", TH + A.replace("45", "45 1)§") + B + "\n1) wk 40 vrij§",
     BOTH + " | A ?, B 36-45 20 4"),
    ("page number below", TH + A + B + "\n\nPagina 1 van 2§", BOTH),
    ("printed on", TH + A + B + "\n;;;;;;afgedrukt 1-6-2026§", BOTH),
    ("heading repeated on the next page", TH + A + "\n" + H + B, BOTH),
    ("signature", TH + A + B + "\n\nAkkoord directie:§;;;handtekening§", BOTH),
    ("to be filled in later", TH + A + B + "\nrest volgt nog§", BOTH),
    ("more groups in a sentence", TH + A + B + "\nGroep C: 18 studenten, zelfde weken§", BOTH),
    ("units below the headings", TH + "\n;;;;(aantal)§;(weeknrs)§;(dgn)§" + A + B, BOTH),
    ("column numbers below the headings", TH + "\n1§;2§;3§;4§;5§;6§;7§" + A + B, BOTH),
    ("row of an example",
     TH + "\nVoorbeeld§;25656;1;VB1;10;wk 36-40;2" + A + B,
     BOTH + " | A 36-45 22 4, B 36-45 20 4, VB1 36-40~ 10 2 1"),
    ("group cancelled in its cell", TH + A.replace(";A;", ";A (vervallen)§;") + B,
     "A (vervallen) 36-45~ 22 4, B 36-45 20 4 | B 36-45 20 4"),
    ("group with a message", TH + A.replace(";A;", ";A (start wk 40)§;") + B,
     "A (start wk 40) 36-45~ 22 4, B 36-45 20 4 | B 36-45 20 4"),
    ("error of a formula", TH + A + "\nVIG;25656;2;B;#N/B§;wk 36-45;4", "A 36-45 22 4, B ?"),
    ("row put off with a hash", TH + A + "\n# VIG§;25656;2;B;20;wk 36-45;4",
     "A 36-45 22 4 | A 36-45 22 4, B 36-45~ 20 4"),
    ("days above the table", T + "Dagen per week: 3^\n" + NO_DAYS + A5 + B5,
     "A 36-45 22 3, B 36-45 20 3"),
    ("days beside their label", T + "Dagen per week^;3^\n" + NO_DAYS + A5 + B5,
     "A 36-45 22 3, B 36-45 20 3"),
    ("days above that the column contradicts", T + "Dagen per week: 3§\n" + H + A + B, BOTH),
    ("period above", T + "Periode: wk 36 t/m 45^\n" + NO_PERIOD
     + "\nVIG;25656;2;A;22;4\nVIG;25656;2;B;20;4", BOTH),
    ("period above that the column contradicts", T + "Periode: wk 40 t/m 45§\n" + H + A + B, BOTH),
    ("start above that the column contradicts", T + "Startweek:§;37§\n" + H + A + B, BOTH),
    ("students above", T + "Aantal studenten§;40§\n" + H + A + B, BOTH),
    ("contact above", T + "Contact: stagebureau, tel. 0344-123456§\n" + H + A + B, BOTH),
    ("deadline above", T + "Inleveren voor 1 juni§\n" + H + A + B, BOTH),
    ("matrix with an unknown code", MATRIX + "\nLC;VIG;25656;2;A;22;4;4;EXC§;4;4" + MB,
     "A 36-37+39-40 22 4, B 36-40 20 4 | A ?, B 36-40 20 4"),
    ("matrix with a message in a week", MATRIX + "\nLC;VIG;25656;2;A;22;4;4;4, wo vrij§;4;4" + MB,
     "A 36-37+39-40 22 4, B 36-40 20 4 | A ?, B 36-40 20 4"),
    ("matrix with a total column", MATRIX + ";Totaal§" + MA + ";20§" + MB + ";20§", MBOTH),
    ("matrix with a total row", MATRIX + MA + MB + "\nTotaal^;;;;;42^;8^;8^;8^;8^;8^", MBOTH),
    ("matrix with a note right", MATRIX + ";" + MA + ";wk 38 vervalt§" + MB, MBOTH),
    ("matrix with a row of notes",
     MATRIX + "\nBijzonderheden§;;;;;;toets§;;;excursie§" + MA + MB, MBOTH),
    ("matrix with months above", ";;;;;;sep^;sep^;sep^;sep^;okt^\n" + MATRIX + MA + MB, MBOTH),
    ("matrix with dates below",
     MATRIX + "\n;;;;;;31-aug^;7-sep^;14-sep^;21-sep^;28-sep^" + MA + MB, MBOTH),
    ("matrix with dates that contradict",
     MATRIX + "\n;;;;;;7-sep§;14-sep^;21-sep^;28-sep^;5-okt^" + MA + MB, MBOTH + " | A ?, B ?"),
    ("matrix with free week above", ";;;;;;;;toetsweek§\n" + MATRIX + MA + MB, MBOTH),
    ("matrix with a week of eight days", MATRIX + "\nLC;VIG;25656;2;A;22;4;4;8§;4;4" + MB,
     "A 36-37+39-40 22 4, B 36-40 20 4 | A ?, B 36-40 20 4 | A 36-40~ 22 4, B 36-40 20 4"),
    ("matrix with a question mark", MATRIX + "\nLC;VIG;25656;2;A;22;4;4;?§;4;4" + MB,
     "A 36-37+39-40 22 4, B 36-40 20 4 | A ?, B 36-40 20 4"),
    ("matrix with brackets", MATRIX + "\nLC;VIG;25656;2;A;22;4;4;(4)§;4;4" + MB,
     "A 36-37+39-40 22 4, B 36-40 20 4 | A ?, B 36-40 20 4 | A 36-40~ 22 4, B 36-40 20 4"),
    ("two groups in a cell", TH + "\nVIG;25656;2;A en B;42;wk 36-45;4", "A en B 36-45 42 4 | A ?"),
    ("down a column with an unknown label",
     T + "Opleiding;VIG;VIG\nCrebo;25656;25656\nLeerjaar;2;2\nGroep;A;B\nAantal studenten;22;20\n"
     "Periode;wk 36-45;wk 36-45\nDagen per week;4;4\nVervallen week§;40§;", BOTH),
    ("form with a remark", T + "Opleiding;VIG\nCrebo;25656\nLeerjaar;2\nGroep;A\n"
     "Aantal studenten;22\nPeriode;wk 36-45\nDagen per week;4\nOpmerking;wk 40 vrij§",
     "A 36-45 22 4"),
    ("holidays below",
     TH + A + B + "\n\nVakantie^;Van^;T/m^\nHerfstvakantie^;17-10-2026^;25-10-2026^",
     BOTH),
    ("free days below in a sentence", TH + A + B + "\n\nStudiedag: 8 oktober 2026, geen stage§",
     BOTH),
    ("leerbedrijven below",
     TH + A + B + "\n\nLeerbedrijf^;Plaats^;Erkend voor^;Plaatsen^"
     "\nDe Linde^;Tiel^;25656^;6^", BOTH),
    ("definitions below", TH + A + B + "\n\nP1 = wk 35 t/m 44§", BOTH),
    ("last year beside", TH + ";Aantal 25-26§" + A + ";30§" + B + ";31§", BOTH),
    ("previous weeks beside", TH + ";Periode 25-26§" + A + ";wk 6-10§" + B, BOTH),
    ("old dates beside", TH + ";Periode (oud)§" + A + ";wk 6-10§" + B, BOTH),
    ("two blank rows and a loose row", TH + A + "\n\n\n" + B.strip(), BOTH),
    ("row in small print", TH + A + B + "\n(VIG§;25656;2;C;18;wk 36-45;4)",
     BOTH + " | A 36-45 22 4, B 36-45 20 4, C 36-45~ 18 4"),
)  # fmt: skip
