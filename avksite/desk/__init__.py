"""The desk: the site as it would be now and everything an author does with it, in a browser on this computer."""
