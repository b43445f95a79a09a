"""How people and platforms reach the desk; no rules live here."""
