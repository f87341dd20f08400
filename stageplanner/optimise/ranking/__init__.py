"""Pursue the goals of a proposal by rank."""
