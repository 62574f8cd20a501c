"""One article, or two: reading, cleaning and aligning. Pure, and free of Textual."""
