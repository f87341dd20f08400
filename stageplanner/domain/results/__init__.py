"""Results of the optimiser, as data."""
