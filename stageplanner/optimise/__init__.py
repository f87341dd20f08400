"""The optimiser: ortools lives here (and the max-flow in load)."""
