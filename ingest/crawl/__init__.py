"""Knowledge from the web, politely: who is asked, how often, and what comes back."""
