"""Questions for a stated value, answered from a fact."""
