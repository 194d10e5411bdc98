"""What the extractor is worth, measured: accuracy, reading speed, whole batches."""
