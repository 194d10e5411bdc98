"""Files made for measuring: the same bytes' worth of forms, rosters and scans on every run."""
