"""What every page needs: Qt helpers, look, formatting, threads and child processes."""
