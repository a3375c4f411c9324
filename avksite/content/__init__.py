"""Reads what staff typed into typed values: files, front matter, Dutch values, Markdown and its blocks."""
