"""Facebook Pages as a channel: comments on our posts and messages to our page in, replies out."""
