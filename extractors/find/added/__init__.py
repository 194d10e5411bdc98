"""The door for finders that an office added: what they claim is located and read by us."""
