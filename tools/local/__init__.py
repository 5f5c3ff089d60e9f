"""Tools that stay on this computer, one file each."""
