"""The Home tab: for each role what it has to do; pure."""
