"""Personal data and secrets in what would leave: found by rules with checksums, replaced, put back.

It is a helper and no promise: what no rule describes is not found.
"""
