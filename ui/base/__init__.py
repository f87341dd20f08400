"""What every page needs: Qt helpers, theme, formatting, threads and child processes."""
