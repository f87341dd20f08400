"""Every version of the schema, each a step that is never changed once it is published."""
