"""Tables of figures: yearly statistics and budgets."""
