"""The inspector: the explanation at the right."""
