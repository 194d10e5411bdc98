"""PDF files: `reader` opens one and goes through its pages; the others know the libraries."""
