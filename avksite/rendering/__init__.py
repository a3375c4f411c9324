"""What outputs share: plans and artifacts, views, templates, bodies as HTML or text, and writing to disk."""
