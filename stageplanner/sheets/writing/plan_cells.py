"""The cells of one planned row."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from stageplanner.domain.calendar import format_weekdays
from stageplanner.domain.option import Option
from stageplanner.sheets.columns import (
    Field,
)

#: A value in a cell of these sheets.
Value = str | int | float | date | None


#: The values of an option in the planned columns.
PLANNED: dict[Field, Callable[[Option], Value]] = {
    Field.FORM: lambda option: option.form.value,
    Field.START: lambda option: option.start,
    Field.END: lambda option: option.end,
    Field.DAYS: lambda option: option.days_per_week,
    Field.WEEKDAYS: lambda option: format_weekdays(option.weekdays),
}
