"""Find the programme of a cell by crebo, dossier, old code, name or abbreviation."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from rapidfuzz import fuzz

from stageplanner.domain.programme import Programme
from stageplanner.sheets.columns import Field, normalise
from stageplanner.sheets.reading.notes import Note, Parsed, error, info, warning
from stageplanner.sheets.reading.values.change_words import change_words
from stageplanner.sheets.reading.values.leftover import not_understood, put_aside, words_left
from stageplanner.sheets.reading.values.numbers import parse_level
from stageplanner.sheets.reading.workbook.grid import Value, as_text

_CODE = re.compile(r"(?<!\d)2[2-9]\d{3}(?!\d)")
_ANY_CODE = re.compile(r"(?<!\d)\d{5}(?!\d)")
_DOTTED = re.compile(r"(?<!\d)(2[2-9])[. ](\d{3})(?!\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeList:
    """The known programmes by crebo, by dossier, by superseded code and by name."""

    by_crebo: Mapping[str, Programme]
    by_dossier: Mapping[str, tuple[Programme, ...]]
    successors: Mapping[str, str]
    by_name: Mapping[str, tuple[Programme, ...]]


@cache
def code_list() -> CodeList:
    """Load the dated list of ``resources/codes/crebo.json``."""
    text = resources.files("resources").joinpath("codes", "crebo.json").read_text("utf-8")
    by_crebo: dict[str, Programme] = {}
    by_dossier: dict[str, tuple[Programme, ...]] = {}
    successors: dict[str, str] = {}
    by_name: dict[str, tuple[Programme, ...]] = {}
    for entry in json.loads(text)["programmes"]:
        programme = Programme(
            crebo=entry["crebo"],
            name=entry["name"],
            niveau=entry["niveau"],
            dossier=entry["dossier"],
        )
        by_crebo[programme.crebo] = programme
        by_dossier[entry["dossier"]] = (*by_dossier.get(entry["dossier"], ()), programme)
        successors.update(dict.fromkeys(entry["old"], programme.crebo))
        for name in (entry["name"], *entry["short"]):
            words = normalise(name)
            by_name[words] = (*by_name.get(words, ()), programme)
    for name in ("maatschappelijke zorg", "begeleider mz", "mz", "mmz"):
        by_name[name] = (by_crebo["25780"], by_crebo["25779"])
    for name in ("pedagogisch werk", "pw"):
        by_name[name] = (by_crebo["25696"], by_crebo["25697"])
    return CodeList(
        by_crebo=by_crebo, by_dossier=by_dossier, successors=successors, by_name=by_name
    )


def codes_in(text: str) -> tuple[str, ...]:
    """Return the crebo and dossier codes in a text, without repeats and in order."""
    text = _DOTTED.sub(r"\1\2", text)
    return tuple(dict.fromkeys(_CODE.findall(text)))


def find_programme(
    code: Value,
    name: Value,
    level: Value = None,
    group: Value = None,
    *,
    is_app_workbook: bool = False,
) -> Parsed[Programme | None]:
    """Find the programme of a row by its code, else its name, else the name of its group.

    An unknown code is kept with a warning. In a plan that StagePlanner wrote
    (``is_app_workbook``) a code that is no number is kept too.
    """
    code_text = as_text(code)
    if is_app_workbook and code_text and not codes_in(code_text):
        return _unknown_programme(code_text, as_text(name), parse_level(as_text(level)))
    programme = _find(as_text(code), as_text(name), as_text(level), "")
    if (
        programme.value is None
        and group is not None
        and programme.notes[0].code == "import_no_programme"
    ):
        return _find(as_text(code), as_text(name), as_text(level), as_text(group))
    return programme


@lru_cache(maxsize=20_000)
def _find(  # noqa: PLR0911 one return per source
    code: str, name: str, level_text: str, group: str
) -> Parsed[Programme | None]:
    level = parse_level(level_text)
    for text in (code, name):
        codes = codes_in(text)
        if codes and (denied := denial_in(text)):
            return Parsed(None, (not_understood(Field.PROGRAMME, text, denied),))
        if codes:
            found = _by_code(codes, name if text is code else _bare_name(name), level)
            return _with_words_left(found, code) if text is code else found
    odd = _ANY_CODE.findall(code) or _ANY_CODE.findall(name)
    if odd:
        return _unknown_programme(odd[0], name, level)
    for text in (name, code):
        if text:
            named = _by_name(text, level)
            if named is not None:
                return _with_code_left(named, code) if text is name else named
    if code:
        return Parsed(None, (error("import_bad_crebo", Field.PROGRAMME, value=code),))
    if name:
        return Parsed(None, (error("import_no_crebo", Field.PROGRAMME_NAME, value=name),))
    in_group = _by_group(group, level)
    if in_group is not None:
        return in_group
    return Parsed(None, (error("import_no_programme", Field.PROGRAMME),))


_STATED_LEVEL = re.compile(r"\b(?:niveau|niv\.?|n|mbo)[\s-]?([1-4])\b")


def _with_words_left(found: Parsed[Programme | None], code: str) -> Parsed[Programme | None]:
    """Add warnings for words beside a crebo that say something else: "25656 vervallen"."""
    programme, notes = found.value, [*found.notes]
    if left := rest_of_codes(code):
        used = programme.crebo if programme is not None else codes_in(code)[0]
        notes.append(put_aside(Field.PROGRAMME, code, left, used))
    stated = _STATED_LEVEL.search(code.casefold())
    if stated and programme is not None and programme.niveau not in (None, int(stated[1])):
        values = {"given": int(stated[1]), "crebo": programme.crebo, "niveau": programme.niveau}
        notes.append(warning("import_level_differs", Field.PROGRAMME, **values))
    return Parsed(programme, tuple(notes))


def _with_code_left(found: Parsed[Programme | None], code: str) -> Parsed[Programme | None]:
    """Add a warning for a code that is no crebo, if the name decided: "2565"."""
    if found.value is None or not re.search(r"\d{3}", code):
        return found
    note = put_aside(Field.PROGRAMME, code, code, found.value.crebo)
    return Parsed(found.value, (*found.notes, note))


#: Words that turn a list of codes into something else: an exception, a range.
_DENIAL = re.compile(
    r"\b(?:behalve|niet|geen|m\.?u\.?v\b\.?|uitgezonderd|excl\w*|zonder|except|not|t/m|tot en met)"
    r".*?2[2-9][. ]?\d{3}"
)


def denial_in(text: str) -> str:
    """Return the words by which a code in a text is left out or begins a range."""
    match = _DENIAL.search(text.casefold())
    return match.group() if match else ""


def rest_of_codes(text: str) -> str:
    """Return the words beside the codes in a cell that name no programme and no niveau."""
    rest = _bare_name(text).casefold()
    if programmes_named(rest):
        return change_words(rest)
    return words_left(_STATED_LEVEL.sub(" ", rest), "programme")


def codes_listed(text: str, known: Collection[str]) -> tuple[str, ...]:
    """Split a list of programmes that StagePlanner wrote.

    A comma may be part of a code in ``known``, so the longest known match is taken.
    """
    codes: list[str] = []
    parts = text.split(", ") if text else []
    while parts:
        longest = next((n for n in range(len(parts), 1, -1) if ", ".join(parts[:n]) in known), 1)
        codes.append(", ".join(parts[:longest]))
        del parts[:longest]
    return tuple(codes)


def _bare_name(text: str) -> str:
    bare = _CODE.sub("", _DOTTED.sub(r"\1\2", text))
    return re.sub(r"\(\s*(?:crebo:?)?\s*\)|\bcrebo\b:?", "", bare).strip(" -:,/()")


def _by_code(codes: tuple[str, ...], name: str, level: int | None) -> Parsed[Programme | None]:
    known = code_list()
    code = codes[0]
    notes: tuple[Note, ...] = ()
    if len(codes) > 1:
        real = [c for c in codes if c in known.by_crebo]
        code = real[0] if real else code
        others = [c for c in codes if c != code]
        if not all(c in known.by_dossier for c in others):
            notes = (warning("import_more_crebos", Field.PROGRAMME, used=code, others=others),)
    if code in known.by_crebo:
        programme = known.by_crebo[code]
        return Parsed(_named(programme, name), notes)
    if code in known.successors:
        newer = known.successors[code]
        old = Programme(crebo=code, name=name or known.by_crebo[newer].name,
                        niveau=level or known.by_crebo[newer].niveau)  # fmt: skip
        return Parsed(
            old, (*notes, info("import_old_crebo", Field.PROGRAMME, code=code, newer=newer))
        )
    if code in known.by_dossier:
        return _of_dossier(code, name, level)
    return _unknown_programme(code, name, level)


def _named(programme: Programme, name: str) -> Programme:
    if not name or name == programme.name:
        return programme
    return Programme(
        crebo=programme.crebo, name=name, niveau=programme.niveau, dossier=programme.dossier
    )


def _unknown_programme(code: str, name: str, level: int | None) -> Parsed[Programme | None]:
    programme = Programme(crebo=code, name=_bare_name(name), niveau=level)
    return Parsed(programme, (warning("import_unknown_crebo", Field.PROGRAMME, code=code),))


def _of_dossier(code: str, name: str, level: int | None) -> Parsed[Programme | None]:
    choices = code_list().by_dossier[code]
    named = _by_name(name, level) if name else None
    if named is not None and named.value in choices:
        choices = (named.value,)
    if level is not None and len(choices) > 1:
        choices = tuple(p for p in choices if p.niveau == level) or choices
    if len(choices) == 1:
        programme = choices[0]
        note = info("import_dossier", Field.PROGRAMME, code=code, used=programme.crebo)
        return Parsed(_named(programme, name), (note,))
    note = warning(
        "import_dossier_open", Field.PROGRAMME, code=code, choices=[p.crebo for p in choices]
    )
    return Parsed(Programme(crebo=code, name=name, niveau=level, dossier=code), (note,))


@lru_cache(maxsize=4096)
def programmes_named(text: str) -> tuple[Programme, ...]:
    """Return the programmes that a name may mean: exact, abbreviated or misspelled."""
    by_name = code_list().by_name
    words = re.sub(r"\b(?:mbo )?(?:niveau|niv|n)\s?([1-4])\b", "", normalise(text))
    words = re.sub(r"\b(?:bol|bbl|opleiding|leerjaar \d|lj \d)\b", "", words)
    words = " ".join(words.split())
    for candidate in (normalise(text), words, re.sub(r" ?[1-4]$", "", words)):
        if candidate in by_name:
            return by_name[candidate]
    if len(words) < 6:
        return ()
    glued = words.replace(" ", "")
    for name in by_name:
        if len(name) > 6 and name.replace(" ", "") == glued:
            return by_name[name]
    scored = [(fuzz.token_sort_ratio(words, name), name) for name in by_name if len(name) > 5]
    score, best = max(scored)
    if score >= 88:
        return by_name[best]
    inside = [name for name in by_name if len(name) > 8 and re.search(rf"\b{name}\b", words)]
    return by_name[max(inside, key=len)] if inside else ()


def _by_name(text: str, level: int | None) -> Parsed[Programme | None] | None:
    if level is None:
        stated = re.search(r"\b(?:niveau|niv|n|mbo)\s?([1-4])\b", normalise(text))
        level = int(stated.group(1)) if stated else None
    choices = programmes_named(text)
    if len(choices) > 1 and level is not None:
        choices = tuple(p for p in choices if p.niveau == level) or choices
    if not choices:
        return None
    if len(choices) > 1:
        names = [f"{p.crebo} {p.name}" for p in choices]
        return Parsed(
            None, (error("import_name_open", Field.PROGRAMME_NAME, value=text, choices=names),)
        )
    if (named := _named_in_parts(text)) and len(named) > 1:
        choices = named[:1]
    used = choices[0].crebo
    note = info("import_programme_by_name", Field.PROGRAMME_NAME, value=text, used=used)
    others = tuple(dict.fromkeys(p.crebo for p in named if p.crebo != used))
    others = others or _other_named(text, used)
    if others:
        values = {"value": text, "used": used, "others": others}
        note = warning("import_more_programmes", Field.PROGRAMME_NAME, **values)
    return Parsed(_named(choices[0], text if len(text) > 12 else ""), (note,))


_PARTS = re.compile(r"[/,;+&|]|\b(?:en|and|of|or|ofwel|dan wel)\b")


def _named_in_parts(text: str) -> tuple[Programme, ...]:
    """Return the programmes of which a text names several, in order: "VIG of MZ"."""
    parts = [part.strip() for part in _PARTS.split(text)]
    named = [programmes_named(part) for part in parts if len(part) > 1]
    if not all(len(choices) == 1 for choices in named):
        return ()
    return tuple(dict.fromkeys(choices[0] for choices in named))


def _other_named(text: str, used: str) -> tuple[str, ...]:
    """Return the crebos a text names besides the one that is used: "VIG / MZ" names two."""
    parts = _PARTS.split(text)
    named = [programmes_named(part.strip()) for part in parts if len(part.strip()) > 1]
    others = [[p.crebo for p in choices] for choices in named]
    return tuple(dict.fromkeys(c for crebos in others if used not in crebos for c in crebos))


def _by_group(group: str, level: int | None) -> Parsed[Programme | None] | None:
    """Find the programme by the abbreviation before a group name: VIG2A is Verzorgende-IG."""
    match = re.match(r"(?:[a-z]{2,4}[-_ ])?([a-z]{2,4}?[34]?)(?=[\d\W_]|$)", group.casefold())
    if match is None:
        return None
    choices = code_list().by_name.get(match.group(1), ())
    if len(choices) != 1:
        return None
    note = warning("import_programme_by_group", Field.GROUP, value=group, used=choices[0].crebo)
    return Parsed(choices[0], (note,))
