"""Belasting."""
