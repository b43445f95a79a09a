"""Where experts teach: what they are asked, what they answer, and what else they hand over."""
