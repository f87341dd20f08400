"""The optimiser: the only room that solves with ortools."""
