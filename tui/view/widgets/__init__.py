"""What several screens show with."""
