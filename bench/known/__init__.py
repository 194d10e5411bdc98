"""Documents whose tables are known, for measuring how well they are read. All invented."""
