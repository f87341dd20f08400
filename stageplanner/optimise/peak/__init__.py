"""How low can the peak go: relaxation, local search, CP-SAT on a level."""
