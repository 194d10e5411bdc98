"""What a document is and how it is divided: its kind, its headings, the sections of a plan."""
