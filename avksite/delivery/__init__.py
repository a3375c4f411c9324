"""Plans an edition of the newsletter, measures it, sends a proof and hands it over to a service."""
