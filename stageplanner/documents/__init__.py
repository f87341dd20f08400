"""What is written for people: workbooks, letters, report, calendars."""
