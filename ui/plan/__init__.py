"""Plannen: time line, proposal, curve, scenarios."""
