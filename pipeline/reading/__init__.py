"""One untrusted file in, what it says out: in child processes with limits, many at once."""
