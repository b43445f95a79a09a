"""The index by the conventions of LangChain."""
