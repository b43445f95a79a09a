"""Many alike messages in a short time: how they are found, and what their authors are told together."""
