"""Rows of data sheets, looked up by product and attribute."""
