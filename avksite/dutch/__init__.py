"""What Dutch is like: how dates and numbers are written, where sentences and words end, what a word is made of.

Nothing here knows of the content, the site or the rules. Every function is pure, takes time in proportion to its text,
and prefers silence to a wrong answer: who is corrected without reason stops listening.
"""
