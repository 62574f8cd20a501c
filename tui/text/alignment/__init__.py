"""Two articles aligned: which paragraphs answer to which, and why."""
