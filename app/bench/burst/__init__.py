"""Ten thousand messages in ten minutes, with the limits of the channels in force."""
