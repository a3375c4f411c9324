"""The cache and the incremental build.

`Memo.map` caches the results of a pure function of a value; `Memo.ask` those of a function of the site, with the
queries that it made and a digest of each answer. While all answers have the same digests, the result is valid: a
verifying trace ("Build Systems à la Carte", Mokhov and others, 2018). Dependencies are never declared by hand.
"""
