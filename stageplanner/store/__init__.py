"""The project file. SQLAlchemy is used here and nowhere else."""
