"""The index by LangChain's conventions: a retriever, a vector store, and LangChain's embedding models as ours."""
