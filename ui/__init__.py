"""The desktop app: Qt on top of Project; no rule of the field lives here."""
