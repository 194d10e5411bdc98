"""One module an applicant: `make()` gives the whole submission."""
