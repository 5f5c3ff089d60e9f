"""What may run, what must be asked about, and what may not."""
