"""Repair a plan around answers."""
