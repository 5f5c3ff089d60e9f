"""The library under Sordino: orchestration, policy, ledger and the model port. No window and no network in here."""
