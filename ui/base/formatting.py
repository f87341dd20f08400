"""Numbers, dates and stage periods as text on the screen, in the user's language."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from PySide6.QtCore import QCoreApplication

from stageplanner.domain.calendar import week_number
from stageplanner.domain.form import Form
from stageplanner.domain.option import Option
from stageplanner.domain.plan import Placement
from stageplanner.domain.settled import Settled
from stageplanner.domain.stage_period import StagePeriod
from stageplanner.formatting import format_day, format_number, month_names, weekday_names

#: The locales of Qt, for its own widgets.
LOCALES = {"nl": "nl_NL", "en": "en_GB"}


class Words:
    """Formats values in one language."""

    def __init__(self, language: str = "nl") -> None:
        self.language = language

    def count(self, number: float) -> str:
        """Return a number with a sign between its thousands, and one decimal unless it is whole."""
        whole = round(number)
        if abs(number - whole) < 0.05:
            return format_number(whole, ",d", self.language)
        return self.decimal(number, 1)

    def decimal(self, number: float, digits: int) -> str:
        """Return a number with so many decimals; a tie is rounded away from zero."""
        exact: float | Decimal = number + 0.0  # never a negative zero
        if number * 2 * 10**digits % 2 == 1:
            exact = Decimal(number).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
        return format_number(exact, f",.{digits}f", self.language)

    def percent(self, fraction: float | None, digits: int = 1) -> str:
        """Return a fraction as a percentage; an infinity sign if there are no places."""
        if fraction is None:
            return "–"
        if fraction == float("inf"):
            return "∞"
        # Rounding must never hide an overload: 100.4% is not "100%".
        if digits == 0 and 1 < fraction < 1.005:
            return self.percent(fraction, 1)
        return f"{self.decimal(fraction * 100, digits)}%"

    def day(self, day: date) -> str:
        """Return a date: ``9 feb 2027``."""
        return format_day(day, "d MMM y", self.language)

    def short_day(self, day: date) -> str:
        """Return a date without its year: ``9 feb``."""
        return format_day(day, "d MMM", self.language)

    def long_day(self, day: date) -> str:
        """Return a date with its weekday: ``dinsdag 9 feb 2027``."""
        return format_day(day, "EEEE d MMM y", self.language)

    def month(self, day: date) -> str:
        """Return the short name of the month of a day."""
        return month_names(self.language)[day.month - 1]

    def weekdays(self, weekdays: tuple[int, ...] | None) -> str:
        """Return weekdays: ``ma di``; ``vrij`` if they are open."""
        if weekdays is None:
            return QCoreApplication.translate("Words", "vrij")
        return " ".join(weekday_names(self.language)[d] for d in weekdays)

    def long_weekday(self, weekday: int) -> str:
        """Return the long name of a weekday: ``maandag``."""
        return weekday_names(self.language, "wide")[weekday]

    def rhythm(self, option: Option) -> str:
        """Return the weekdays of an option, or their number if they are open."""
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
        """Return the placements of a stage period in one line: ``12: blok, …; 12: …``."""
        if len(placed) == 1:
            return self.option(placed[0].option)
        return "; ".join(f"{self.count(p.students)}: {self.option(p.option)}" for p in placed)

    def inside(self, sentence: str) -> str:
        """Return a sentence to follow a colon: in Dutch it begins with a small letter."""
        return sentence if self.language == "en" else sentence[:1].lower() + sentence[1:]

    def period(self, period: StagePeriod) -> str:
        """Return a stage period in one line: group, programme and institution."""
        name = period.programme_name or period.programme
        who = f"{period.group} {name}".strip()
        year = ""
        if period.year:
            year = QCoreApplication.translate("Words", "jaar {year}").format(year=period.year)
        return ", ".join(part for part in (who, year, period.institution) if part)


def settled_words(settled: Settled) -> str:
    """Return where a stage period was agreed, as part of a sentence."""
    text = QCoreApplication.translate("Agreed", "afgesproken met voorstel {source}")
    if settled.is_agreement:
        text = QCoreApplication.translate("Agreed", "afgesproken in {source}")
    return text.format(source=settled.source)
