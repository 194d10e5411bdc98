"""How the value beside a label is read, one module a kind of value."""
