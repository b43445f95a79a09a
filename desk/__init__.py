"""The support desk itself: cases, their rules and their ledger."""
