"""What a Dutch text is like: its sentences, words and syllables, and what makes it hard to read.

Nothing here knows of the content, the site or the rules. Every function is pure, takes time in proportion to its text,
and prefers silence to a wrong answer: who is corrected without reason stops listening.
"""
