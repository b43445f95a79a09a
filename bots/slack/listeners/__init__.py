"""What people do in Slack, one file for each way of doing it."""
