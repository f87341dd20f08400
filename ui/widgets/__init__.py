"""Widgets that paint data, without any knowledge of the project."""
