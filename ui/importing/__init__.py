"""Import of files: read in a child process, previewed, corrected."""
