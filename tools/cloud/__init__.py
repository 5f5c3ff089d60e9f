"""Tools of the open web, one file each."""
