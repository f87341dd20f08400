"""What documents say, measured once and masked per reader; no file format."""
