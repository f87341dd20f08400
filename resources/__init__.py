"""Icons, translations, messages, the example region, holidays and code lists."""
