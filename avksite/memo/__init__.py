"""Work that was done before is not done again.

`Memo.map` remembers what a pure function made of a value; `Memo.ask` what a function made of the site, with the
questions that it asked and a digest of each answer. When all of those are answered as before, so is the whole: a
verifying trace ("Build Systems à la Carte", Mokhov and others, 2018). A dependency is never written down by hand.
"""
