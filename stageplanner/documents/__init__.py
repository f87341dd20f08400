"""Files that are written for people: workbooks, letters, report, calendars."""
