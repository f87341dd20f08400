"""Belasting: the load before and after, as heat maps and a chart."""
