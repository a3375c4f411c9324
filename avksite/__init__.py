"""avksite turns a folder of Dutch Markdown into an accessible site, feeds, a calendar and a newsletter.

Files become documents, documents become a site, a site becomes plans, plans become artifacts; every step may also
return problems. `pipeline` shows it on one screen. From the bottom up:

- `problems`   Severity, Rule, Place, Problem: the one type for everything that can be wrong
- `wcag`       the criteria of WCAG 2.2, who keeps each of them, and what proves it
- `language`   what a Dutch text is like: its sentences, words and syllables
- `reading`    what staff typed becomes typed values
- `kinds`      one file for each content type
- `documents`  one file becomes one document
- `site`       all documents together, and the questions one can ask of them
- `assembly`   what is published at one moment, and what is wrong between documents
- `making`     plans become artifacts: views, templates, the memo, writing to disk
- `outputs`    what is published, each a function from the site to plans
- `checks`     the promises, each a function from the site and its artifacts to problems
- `report`     problems for people, editors and CI
- `pipeline`   the program
- `tools`      what helps staff around a build: serve, new, reference
- `cli`        the commands
"""
