"""What a region on a server needs of the whole program: views of institutions, totals, pull."""
