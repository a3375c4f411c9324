"""The Dutch language: dates, numbers, sentences, words, stems and readability.

Nothing here knows the content, the site or the rules. Every function is pure and linear in the length of its text. In
doubt it returns nothing: people who are corrected without reason stop listening.
"""
