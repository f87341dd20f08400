"""Files on a disk: side files, and documents that are put in place together."""
