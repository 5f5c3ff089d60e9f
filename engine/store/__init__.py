"""What Sordino keeps on disk besides the ledger: conversations and notes."""
