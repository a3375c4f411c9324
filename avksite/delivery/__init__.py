"""What helps the editor of the newsletter: plan an edition, weigh it, prove it and hand it over."""
