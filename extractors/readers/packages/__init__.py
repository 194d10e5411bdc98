"""Containers: zip files and office packages within limits, their XML parts, archives' members."""
