"""Goals in order of rank among equally good plans."""
