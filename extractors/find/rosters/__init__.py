"""Lists: tenants, mentors, events and the like, in tables of every shape and in prose."""
