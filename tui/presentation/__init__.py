"""What a reader is shown of an alignment, before anything paints or prints it."""
