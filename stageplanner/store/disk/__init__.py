"""Bytes to disk in one step, and where this computer keeps things."""
