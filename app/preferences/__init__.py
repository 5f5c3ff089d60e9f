"""The dials, the rules that they produce, and everything else that the user can set."""
