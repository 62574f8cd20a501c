"""A rule in the making: what a reader teaches, what it would change, and how it is taken back."""
