"""An institution's file in, a Reading out: every row used, corrected or refused."""
