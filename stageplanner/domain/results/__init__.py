"""What the optimiser answers, as data."""
