"""What the words of a message tell, one verdict a module, each with its reason."""
