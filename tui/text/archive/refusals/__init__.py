"""What is refused because it holds several articles that nothing parts, and why."""
