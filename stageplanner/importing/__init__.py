"""Files in: read, preview, correct, merge into the region."""
