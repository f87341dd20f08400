"""Run by alembic: takes the steps on the connection that it is given, in its transaction."""

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    version_table="schema_version",
    version_table_schema="stageplanner",
)
context.run_migrations()
