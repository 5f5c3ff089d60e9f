"""The tool-call history: what ran, what left, what it cost, and who allowed it."""
