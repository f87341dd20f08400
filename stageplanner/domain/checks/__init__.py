"""The judge: every rule again in plain Python, shares nothing with the solver."""
