"""Measure the robustness of a plan, and find one with more slack."""
