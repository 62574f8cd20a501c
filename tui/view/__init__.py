"""The Textual app: it paints what the core found and computes no alignment itself."""
