"""Rapport, and exporting."""
