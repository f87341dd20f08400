"""A component as arrays, its cuts and its CP-SAT model."""
