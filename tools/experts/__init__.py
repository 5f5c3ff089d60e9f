"""Models that answer elsewhere."""
