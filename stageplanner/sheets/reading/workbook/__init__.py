"""Load a file as a grid of plain values: file type, size limits, reader process."""
