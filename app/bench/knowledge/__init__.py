"""How long it takes from an expert's answer to the new drafts of the cases that wait for it."""
