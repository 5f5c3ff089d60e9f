"""Colours, type, measures and icons of the window, from one file of tokens."""
