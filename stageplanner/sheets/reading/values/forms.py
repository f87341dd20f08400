"""Parse lint and blok: one form, or the forms that are allowed."""

from __future__ import annotations

import re
from functools import lru_cache

from stageplanner.domain.form import Form
from stageplanner.sheets.reading.values.leftover import words_left
from stageplanner.sheets.reading.workbook.grid import Value, as_text

_LINT = r"lint|ribbon|part[- ]?time|deeltijd"
_BLOK = r"blok|block|full[- ]?time|voltijd"
_FORM_WORD = re.compile(
    rf"\b(?:{_LINT}|{_BLOK})(?:[- ]?(?:stage|periode|vorm|model|bpv|placement|werk|week|weken))?"
    r"(?:ken|en|s)?\b|^[lb]$"
)
#: The number of a block: "blok 1", "lint 2;".
_NUMBER_OF_BLOCK = re.compile(r"(?<=[a-z])\s*[1-9]\s*(?=$|[;,()/])")
_ANY_FORM = re.compile(r"\b(?:beide|allebei|alle|both|any)\b")
_JOINING = re.compile(r"\b(?:alleen|only|en|of|and|or)\b")


def parse_form(value: Value) -> Form | None:
    """Parse lint or blok in any spelling; return ``None`` if the cell names neither or both."""
    text = as_text(value).casefold()
    lint = bool(re.search(rf"\b(?:{_LINT})|^l$", text))
    blok = bool(re.search(rf"\b(?:{_BLOK})|^b$", text))
    if lint == blok:
        return None
    return Form.LINT if lint else Form.BLOK


def rest_of_form(value: Value) -> str:
    """Return the words of a cell that are no form and no number of a block."""
    return words_left(without_form(value), "form")


def without_form(value: Value) -> str:
    """Return a cell in lower case with its form, and the number of a block, blanked out."""
    text = as_text(value).casefold()
    named = _FORM_WORD.search(text)
    if named is None:
        return text
    behind = _NUMBER_OF_BLOCK.sub(" ", f"a{text[named.end() :]}", count=1)[1:]
    return _FORM_WORD.sub(" ", f"{text[: named.start()]} {behind}")


@lru_cache(maxsize=4096, typed=True)
def parse_forms(value: Value) -> tuple[Form, ...] | None:
    """Parse the allowed forms: "lint blok", "beide", "alleen lint"; ``None`` if none is named."""
    text = as_text(value).casefold()
    if _ANY_FORM.search(text):
        return (Form.LINT, Form.BLOK)
    forms = []
    if re.search(r"lint|ribbon", text):
        forms.append(Form.LINT)
    if re.search(r"blok|block", text):
        forms.append(Form.BLOK)
    return tuple(forms) or None


def strange_forms(value: Value) -> str:
    """Return the words in a cell of allowed forms that name no form."""
    text = _ANY_FORM.sub(" ", _FORM_WORD.sub(" ", as_text(value).casefold()))
    return words_left(_JOINING.sub(" ", text), "form")
