"""The way out: one client in the desktop, one broker process, and nothing else that opens a socket."""
