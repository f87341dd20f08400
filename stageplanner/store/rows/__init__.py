"""Dataclass to row and back, one shape per table."""
