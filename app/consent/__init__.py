"""Questions to the user: what would leave, to whom, for how much, and the answer."""
