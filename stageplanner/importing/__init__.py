"""Import files: read, preview, correct, merge into the region."""
