"""What the command line offers beside building: a new text, a look at the site, the reference."""
