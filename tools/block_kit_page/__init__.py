"""A small page of ours that shows Block Kit about as Slack does: enough to judge a layout by."""
