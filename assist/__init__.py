"""From a customer's message to a sourced draft."""
