"""Application forms: what stands beside a label, and what it says of which field."""
