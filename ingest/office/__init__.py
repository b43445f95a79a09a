"""Office files: Word documents, slides and workbooks, all in zip packages (ECMA-376)."""
