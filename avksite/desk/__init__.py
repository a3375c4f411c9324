"""The desk: a local web application with a preview of the site, and all that an author does with it."""
