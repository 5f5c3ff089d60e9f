"""The library under Sordino: orchestration, policy, ledger, model port. No window and no network in here."""
