"""The first screen: the list and the comparison."""
