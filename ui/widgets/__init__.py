"""Widgets that paint data; they know nothing of the project."""
