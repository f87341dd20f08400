"""The content of documents, measured once and masked per reader; no file format."""
