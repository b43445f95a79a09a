"""Where customers write: one file per channel, and the table of them."""
