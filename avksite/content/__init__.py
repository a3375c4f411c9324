"""What staff typed becomes typed values: files, front matter, Dutch values, Markdown and its blocks."""
