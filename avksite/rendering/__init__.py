"""Plans become artifacts: what a template receives, how it is filled in, remembered and written."""
