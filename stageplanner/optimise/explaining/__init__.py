"""Explain a plan: reasons of changes, limits, rule conflicts, prices of relaxations."""
