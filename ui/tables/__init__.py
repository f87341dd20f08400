"""Generic tables: model, filter, editing in place, copy and paste."""
