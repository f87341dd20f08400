"""Parsers for one cell: numbers, weekdays, dates, weeks, periods and programmes."""
