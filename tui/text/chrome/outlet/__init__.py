"""Which outlet a page is from: addresses on it, the names that it says, and what each weighs."""
