"""Rapport, and exporting documents."""
