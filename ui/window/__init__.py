"""The frame: rail, bars, side, notices, what is remembered."""
