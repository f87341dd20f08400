"""Read the file of an institution: every row is used, corrected or refused."""
