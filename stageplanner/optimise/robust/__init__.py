"""The peak when reality differs, and a plan with more slack."""
