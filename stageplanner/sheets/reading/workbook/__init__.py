"""From bytes to a grid of plain values: file type, size limits, reader process."""
