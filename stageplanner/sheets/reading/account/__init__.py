"""The fate of every cell of a file: used, heading, note, question, or not used and listed."""
