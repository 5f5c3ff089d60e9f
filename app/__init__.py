"""The program: launcher, window, terminal, and the one place that wires them together."""
