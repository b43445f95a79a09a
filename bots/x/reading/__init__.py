"""The three ways on which X's posts and messages come in. All only put raw JSON into the channel's inbox."""
