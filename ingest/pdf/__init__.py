"""PDF files: characters to lines, lines to blocks and rows of tables."""
