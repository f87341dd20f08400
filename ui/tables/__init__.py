"""One generic table: model, filter, edit in place, copy and paste."""
