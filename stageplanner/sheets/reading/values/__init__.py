"""One cell: numbers, weekdays, dates, weeks, periods, programmes, as people write them."""
