"""The model: its process, its file, and the catalogue of known files."""
