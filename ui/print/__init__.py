"""Documents on paper: a :class:`~stageplanner.reporting.printable.Printed` as PDF on A4."""
