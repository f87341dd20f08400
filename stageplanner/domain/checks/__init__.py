"""The judge of plans: every rule again in plain Python, independent of the solver."""
