"""The ledger: one chained row for every intent, decision, outcome and event."""
