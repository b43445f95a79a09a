"""What blocks, words and buttons in Slack are made of; pure."""
