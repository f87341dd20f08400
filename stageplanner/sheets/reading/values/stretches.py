"""Join the moments of a period cell into stretches, and name what joins none.

"P1 en P2" are two stretches, "wk 36 t/m 45" is one, "P3 of P4" leaves a choice of which the first
is taken. A sign or word between two moments that has no such meaning is left over.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from stageplanner.sheets.reading.values.calendar_point import Moment, Scale, Span, day_named
from stageplanner.sheets.reading.values.date_tokens import Token
from stageplanner.sheets.reading.values.leftover import words_left
from stageplanner.sheets.reading.values.period_words import COUNT_SIGN
from stageplanner.sheets.reading.values.span_years import american_both, with_years

_DAY_AND_WEEK = {Scale.DAY, Scale.WEEK}
_PARTS = (Scale.PERIOD, Scale.SEMESTER)
FIRST_YEAR = 2000
_MOST_PARTS = 8
#: Words between moments and the sign that stands for them.
_SIGN_WORDS = (
    (re.compile(r"\b(?:en|and)\s*/\s*(?:of|or)\b"), "§"),
    (re.compile(r"\b(?:of(?:wel)?(?: anders)?|óf|or|dan ?wel|hetzij|either|anders|oder)\b"), "|"),
    (re.compile(r"\b(?:naar |ter )?(?:keuze|kies|te kiezen|choice)\b(?:\s+(?:uit|tussen|van|of))?"),
     "!"),
    (re.compile(r"\b(?:en|and|plus|alsmede|daarna|vervolgens|gevolgd door|then)\b"), "&&"),
    (re.compile(r"\b(?:met ingang van|m\.i\.v\.|vanaf|va\b\.?|from|start(?:en|t)?(?:week|datum)?"
                r"|ingaande|begin(?:nend|t|week|datum)?|per|sinds|starting|beginning|ab)(?![a-z])"),
     "^"),
    (re.compile(r"\b(?:elk|ieder|telkens|each|steeds)\b"), "*"),
)  # fmt: skip
_SHOWN = {"~": "t/m", "|": "of", "&": "+", "^": "vanaf", "!": "keuze", "§": "en/of"}
_COUNTS = rf"[{chr(COUNT_SIGN)}-{chr(COUNT_SIGN + 99)}]"


@dataclass(frozen=True, slots=True)
class Stretches:
    """The stretches of a text, and the words that were not read.

    ``choice`` is set if the first of several was taken. ``same`` are pairs of moments that must
    name the same day or week: "wk 36 (31 aug)". ``weeks`` is a number of all stretches together.
    """

    spans: tuple[Span, ...] = ()
    left: str = ""
    choice: bool = False
    same: tuple[tuple[Moment, Moment], ...] = ()
    weeks: int | None = None


@dataclass(slots=True)
class _Stretch:
    start: Moment | None
    end: Moment | None = None
    weeks: int | None = None
    is_open: bool = False
    is_listed: bool = False
    ends_with_block: bool = False

    def span(self) -> Span:
        """Return the stretch as it is kept."""
        return with_years(Span(self.start, self.end, self.weeks, self.is_open and self.end is None
                               and self.weeks is None))  # fmt: skip

    @property
    def last(self) -> Moment | None:
        """The moment that was read last."""
        return self.end or self.start

    @property
    def is_whole(self) -> bool:
        """Whether the stretch has an end of itself."""
        moment = self.start
        return self.end is not None or self.weeks is not None or (
            moment is not None and moment.scale in _PARTS)  # fmt: skip


@dataclass(slots=True)
class _Joiner:
    """Reads moments from left to right; ``choices`` are the alternatives, one list each."""

    text: str
    choices: list[list[_Stretch]] = field(default_factory=lambda: [[]])
    left: list[str] = field(default_factory=list)
    same: list[tuple[Moment, Moment]] = field(default_factory=list)
    weeks: int | None = None
    year: int | None = None
    labelled: bool = False
    chosen: bool = False
    for_each: bool = False

    @property
    def current(self) -> _Stretch | None:
        """The stretch that was read last."""
        return self.choices[-1][-1] if self.choices[-1] else None

    def signs(self, gap: str, *, is_last: bool) -> str:
        """Return the signs of the text between two moments; unknown words are left over."""
        if "*" in gap:
            # A footnote mark: what it says stands elsewhere.
            self.left.append("*")
            gap = gap.replace("*", " ")
        for pattern, sign in _SIGN_WORDS:
            gap = pattern.sub(f" {sign} ", gap)
        if left := words_left(re.sub(rf"[~|&^!*§<>()\[\]:;=]|{_COUNTS}", " ", gap), "period"):
            self.left.append(left)
        if "§" in gap:
            self.left.append(_SHOWN["§"])
        signs = re.sub(rf"[^-~|&^!*(),;:=+/–—−{chr(COUNT_SIGN)}-{chr(COUNT_SIGN + 99)}]", "", gap)
        signs = re.sub(r"[;,+]", "&", re.sub("[–—−]", "-", signs))
        self.chosen |= "!" in signs
        self.for_each |= "*" in signs
        return self._counted(re.sub("[!*]", "", signs), is_last=is_last)

    def _counted(self, signs: str, *, is_last: bool) -> str:
        """Give a number of weeks to the stretch before it, else to the one after it."""
        match = re.search(_COUNTS, signs)
        if match is None:
            return signs
        weeks = ord(match.group()) - COUNT_SIGN
        before, after = signs[: match.start()], signs[match.end() :]
        if is_last and "&&" in before:
            self.left.append(f"{weeks} weken")
            return self._counted(before + after, is_last=is_last)
        apart_before, apart_after = re.search("[&|]", before), re.search("[&|]", after)
        if self.current is not None and (is_last or apart_after or not apart_before):
            if self.current.weeks is None:
                self.current.weeks = weeks
            else:
                self.left.append(f"{weeks} weken")
        elif self.weeks is None:
            self.weeks = weeks
        else:
            self.left.append(f"{weeks} weken")
        return self._counted(before + after, is_last=is_last)

    def take(self, moment: Moment, signs: str, shown: str) -> None:
        """Add a moment by the signs before it."""
        if self.year is not None and moment.year is None:
            moment, self.year = replace(moment, year=self.year), None
        current, bare = self.current, re.sub("[()&]", "", signs)
        bare = "/" if bare == "/^" else bare
        is_list, is_bracket = "&" in signs, "(" in signs
        if (self.labelled and "~" in signs) or (self.labelled and bare == "-"):
            return
        self.labelled = False
        if "|" in signs:
            self._choose(moment)
        elif current is None:
            self._begin(moment, signs)
        elif "&&" in signs and bare and not (current.is_open and "~" in bare) and bare != "^":
            self.left.append(shown)
        elif "~" in bare or bare in {"-", "/"}:
            self._reach(current, moment, bare, shown)
        elif bare not in ("", ":", "=", "^", "::"):
            self.left.append(shown)
        elif is_list and not is_bracket:
            self._begin(moment, signs)
        else:
            self._adjacent(current, moment, signs, shown)

    def _choose(self, moment: Moment) -> None:
        if self.choices[-1]:
            self.choices.append([])
        self._begin(moment, "")

    def _begin(self, moment: Moment, signs: str) -> None:
        if "~" in signs:
            self.choices[-1].append(_Stretch(None, moment, self.weeks))
        else:
            self.choices[-1].append(_Stretch(moment, None, self.weeks, is_open="^" in signs))
        self.weeks = None

    def _reach(self, current: _Stretch, moment: Moment, bare: str, shown: str) -> None:
        """Read a sign of a range: it ends the stretch, names a block or leaves a choice."""
        if (
            bare == "/"
            and _are_weeks_in_a_row(current.last, moment)
            and (current.end is None or current.is_listed)
        ):
            current.end, current.is_listed = moment, True
        elif bare == "/" and (current.end is not None or _is_part(current.start)):
            self._choose(moment)
        elif bare == "/" and moment.scale is Scale.MONTH:
            self.left.append(f"/ {shown}")
        elif bare == "-" and _is_part(current.start) and not _is_part(moment):
            self._replace(moment)
        elif ("^" in bare and moment.scale is Scale.MONTH) or (
            current.end is not None and not current.ends_with_block
        ):
            self.left.append(f"{_SHOWN['~']} {shown}")
        else:
            current.end, current.ends_with_block = moment, False

    def _adjacent(self, current: _Stretch, moment: Moment, signs: str, shown: str) -> None:
        """Read a moment right after another: dates of a named block, a name, a repetition."""
        last = current.last
        if _is_part(current.start) and (current.end is None or _is_part(current.end)):
            if _is_part(moment):
                self.left.append(shown)
            else:
                self._replace(moment, is_open="^" in signs, until=current.last)
        elif "(" in signs and _is_part(moment) and current.is_whole:
            self.labelled = True
        elif "(" in signs and last is not None and {last.scale, moment.scale} == _DAY_AND_WEEK:
            self.same.append((last, moment))
        else:
            self.left.append(shown)

    def _replace(
        self, moment: Moment, *, is_open: bool = False, until: Moment | None = None
    ) -> None:
        """Read the dates of a block that was named; "P2 vanaf wk 49" ends with P2."""
        weeks = self.choices[-1].pop().weeks or self.weeks
        end = until if is_open and weeks is None else None
        self.choices[-1].append(
            _Stretch(moment, end, weeks, is_open, ends_with_block=end is not None)
        )
        self.weeks = None

    def take_year(self, year: int, signs: str, shown: str) -> None:
        """Give a year to the moment before it, else to the one after it."""
        current = self.current
        if current is None or "|" in signs:
            self.year = year
        elif current.end is not None and current.end.year is None:
            current.end = replace(current.end, year=year)
        elif current.end is None and current.start is not None and current.start.year is None:
            current.start = replace(current.start, year=year)
        elif current.last is None or current.last.year != year:
            self.left.append(shown)

    def finish(self) -> Stretches:
        """Return the first choice with everything that was left over."""
        if self.weeks is not None:
            self.choices[-1].append(_Stretch(None, None, self.weeks))
        if self.year is not None:
            self.left.append(str(self.year))
        choices = [c for c in self.choices if c]
        if self.chosen and len(choices) == 1:
            choices = [[stretch] for stretch in choices[0]]
        if self.chosen and len(choices) == 1:
            self.left.append(_SHOWN["!"])
        shapes = {tuple((s.is_whole, s.start is None) for s in choice) for choice in choices}
        if len(shapes) > 1:
            self.left.append(_SHOWN["|"])
        first = choices[0] if choices else []
        together = self._share_weeks(first)
        spans = tuple(american_both(stretch.span()) for stretch in first)
        left = " ".join(dict.fromkeys(self.left))
        return Stretches(spans, left, len(choices) > 1, tuple(self.same), together)

    def _share_weeks(self, stretches: list[_Stretch]) -> int | None:
        """Give one number of weeks to every stretch if it says so; return one of all together."""
        counted = [s for s in stretches if s.weeks is not None]
        bare = [s for s in stretches if s.weeks is None and s.end is None]
        if len(stretches) < 2 or len(counted) != 1 or not bare:
            return None
        weeks = counted[0].weeks
        if self.for_each:
            for stretch in bare:
                stretch.weeks = weeks
        elif all(_is_part(s.start) for s in stretches):
            counted[0].weeks = None
            return weeks
        else:
            self.left.append(f"{weeks} weken")
        return None


def join_stretches(text: str, tokens: Sequence[Token]) -> Stretches:
    """Join the tokens of a text into stretches."""
    joiner = _Joiner(text)
    moments = _with_meaning(text, tokens)
    at = 0
    for token, moment in zip(tokens, moments, strict=True):
        shown = text[token.start : token.end].strip()
        signs = joiner.signs(text[at : token.start], is_last=False)
        if moment is None:
            joiner.take_year(token.number or 0, signs, shown)
        else:
            joiner.take(moment, signs, shown)
        at = token.end
    signs = joiner.signs(text[at:], is_last=True)
    joiner.left += [_SHOWN.get(sign, "t/m") for sign in signs.rstrip(")&:") if sign in "~|^-/"]
    return joiner.finish()


def _with_meaning(text: str, tokens: Sequence[Token]) -> list[Moment | None]:
    """Give bare numbers the meaning of their neighbours: "1 t/m 12 okt", "P1+2"."""
    moments: list[Moment | None] = []
    for k, token in enumerate(tokens):
        number = token.number or 0
        if token.moment is not None or number >= FIRST_YEAR:
            moments.append(token.moment)
            continue
        following = tokens[k + 1].moment if k + 1 < len(tokens) else None
        previous = next((m for m in reversed(moments) if m is not None), None)
        before = text[tokens[k - 1].end : token.start] if k else ""
        day = None
        if following is not None and following.scale is Scale.DAY:
            day = day_named(following.year, following.number, number)
        if day is not None:
            moments.append(day)
        elif previous is not None and _is_part(previous) and _counts_parts(number, before):
            moments.append(Moment(previous.scale, number))
        else:
            moments.append(Moment(Scale.WEEK, number))
    return moments


def _counts_parts(number: int, before: str) -> bool:
    """Return whether a number after a period is one too: the 2 of "P1+2", not of "P3 (2-9)"."""
    return number <= _MOST_PARTS and not re.search("[(:=]", before)


def _are_weeks_in_a_row(before: Moment | None, after: Moment) -> bool:
    """Return whether a week follows another: the 37 of "wk 36/37/38"."""
    return (
        before is not None
        and before.scale is after.scale is Scale.WEEK
        and after.number == before.number + 1
    )


def _is_part(moment: Moment | None) -> bool:
    return moment is not None and moment.scale in _PARTS
