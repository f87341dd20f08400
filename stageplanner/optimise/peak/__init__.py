"""Find the lowest peak: relaxation, local search, CP-SAT at a level."""
