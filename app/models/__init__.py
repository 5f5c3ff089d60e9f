"""The models that there are, and the one that is loaded."""
