"""What the region is made of: frozen data and pure functions on the standard library alone."""
