"""Who goes where: students over leerbedrijven."""
