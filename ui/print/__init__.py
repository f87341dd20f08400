"""PDF on A4 of a :class:`~stageplanner.reporting.printable.Printed` document."""
