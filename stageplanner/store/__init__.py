"""The project file: SQLAlchemy lives here and nowhere else."""
