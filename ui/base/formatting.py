"""Numbers, dates and stage periods as text in the user's language."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QCoreApplication, QLocale

from stageplanner.domain.calendar import week_number
from stageplanner.domain.form import Form
from stageplanner.domain.option import Option
from stageplanner.domain.plan import Placement
from stageplanner.domain.stage_period import StagePeriod

LOCALES = {"nl": "nl_NL", "en": "en_GB"}

_MONTHS = {
    "nl": ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}
_LONG_DAYS = {
    "nl": ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_DAYS = {
    "nl": ("ma", "di", "wo", "do", "vr", "za", "zo"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}


class Words:
    """Formats values in one language."""

    def __init__(self, language: str = "nl") -> None:
        self.language = language
        self.locale = QLocale(LOCALES[language])

    def count(self, number: float) -> str:
        """Return a number with a thousands separator, and one decimal unless it is whole."""
        if abs(number - round(number)) < 0.05:
            return self.locale.toString(round(number))
        return self.locale.toString(number, "f", 1)

    def percent(self, fraction: float | None, digits: int = 1) -> str:
        """Return a fraction as a percentage, with an infinity sign if there are no places."""
        if fraction is None:
            return "–"
        if fraction == float("inf"):
            return "∞"
        # Rounding must not hide an overload: 100.02% is not "100,0%".
        if digits == 0 and 1 < fraction < 1.005:
            return self.percent(fraction, 1)
        return self.locale.toString(fraction * 100, "f", digits) + "%"

    def day(self, day: date) -> str:
        """Return a date: ``9 feb 2027``."""
        return f"{day.day} {_MONTHS[self.language][day.month - 1]} {day.year}"

    def short_day(self, day: date) -> str:
        """Return a date without its year: ``9 feb``."""
        return f"{day.day} {_MONTHS[self.language][day.month - 1]}"

    def long_day(self, day: date) -> str:
        """Return a date with its weekday: ``dinsdag 9 feb 2027``."""
        return f"{_LONG_DAYS[self.language][day.weekday()]} {self.day(day)}"

    def month(self, day: date) -> str:
        """Return the short name of a month."""
        return _MONTHS[self.language][day.month - 1]

    def weekdays(self, weekdays: tuple[int, ...] | None) -> str:
        """Return weekdays: ``ma di``, or ``vrij`` for None."""
        if weekdays is None:
            return QCoreApplication.translate("Words", "vrij")
        return " ".join(_DAYS[self.language][d] for d in weekdays)

    def long_weekday(self, weekday: int) -> str:
        """Return the full name of a weekday: ``maandag``."""
        return _LONG_DAYS[self.language][weekday]

    def rhythm(self, option: Option) -> str:
        """Return the weekdays of an option, or their number if they are free."""
        if option.weekdays is not None:
            return self.weekdays(option.weekdays)
        text = QCoreApplication.translate("Words", "{days} dagen, vrij te kiezen")
        return text.format(days=option.days_per_week)

    def form(self, form: Form) -> str:
        """Return the name of a form."""
        return str(form)

    def weeks(self, option: Option) -> str:
        """Return the weeks of an option: ``wk 36–45``."""
        first, last = week_number(option.start), week_number(option.end)
        word = QCoreApplication.translate("Words", "wk")
        return f"{word} {first}" if first == last else f"{word} {first}–{last}"

    def weeks_of(self, day: date) -> str:
        """Return the week of a day: ``wk 36``."""
        return f"{QCoreApplication.translate('Words', 'wk')} {week_number(day)}"

    def option(self, option: Option) -> str:
        """Return an option in one line: ``blok, wk 36–45, 4 d/wk, ma di wo do``."""
        days = QCoreApplication.translate("Words", "{days} d/wk").format(days=option.days_per_week)
        parts = [self.form(option.form), self.weeks(option), days]
        if option.weekdays is not None:
            parts.append(self.weekdays(option.weekdays))
        return ", ".join(parts)

    def placements(self, placed: Sequence[Placement]) -> str:
        """Return placements in one line, part by part: ``12: blok, …; 12: …``."""
        if len(placed) == 1:
            return self.option(placed[0].option)
        return "; ".join(f"{self.count(p.students)}: {self.option(p.option)}" for p in placed)

    def inside(self, sentence: str) -> str:
        """Return a sentence as it goes on after a colon: in Dutch with a small letter."""
        return sentence if self.language == "en" else sentence[:1].lower() + sentence[1:]

    def period(self, period: StagePeriod) -> str:
        """Return a stage period in one line: group, programme and institution."""
        name = period.programme_name or period.programme
        who = f"{period.group} {name}".strip()
        year = ""
        if period.year:
            year = QCoreApplication.translate("Words", "jaar {year}").format(year=period.year)
        return ", ".join(part for part in (who, year, period.institution) if part)
