"""Documents on paper: a :class:`~stageplanner.domain.printed.Printed` as PDF on A4."""
