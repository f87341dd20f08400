"""An institution's own file: made by the region, answered by the institution."""
