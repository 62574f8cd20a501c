"""Files on any system: what they may be called, where they are kept, how they are written whole."""
