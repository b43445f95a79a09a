"""A Facebook page on this machine: its posts, comments and messages, by Facebook's rules as they are written down."""
