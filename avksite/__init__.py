"""avksite turns a folder of Dutch Markdown into an accessible site, feeds, a calendar and a newsletter.

Files become documents, documents become a site, a site becomes plans, plans become artifacts; every step may also
return problems. `pipeline` shows it on one screen. From the bottom up:

- `frozen`     the dataclass of this program, quick to declare
- `patterns`   regular expressions that are compiled on first use
- `problems`   Severity, Rule, Place, Problem, Misread: the types for everything that can be wrong
- `wcag`       the criteria of WCAG 2.2, who is responsible for each, and what proves it
- `memo`       the cache, the recording of queries, the pool of processes
- `dutch`      the language: dates, numbers, sentences, words, stems, readability
- `content`    reads what staff typed into typed values and a tree of text
- `kinds`      one file for each content type; one file becomes one document
- `site`       all documents together at one moment, and the questions one can ask of them
- `rendering`  what outputs share: plans and artifacts, templates, a body as HTML or text, writing to disk
- `outputs`    what is published, each a function from the site to plans, with its views and makers
- `checks`     the promises: of one text, of the site, of what was made, and plain language
- `report`     problems for people, editors and CI
- `pipeline`   the program
- `commands`   what helps staff around a build: serve, new, listen, reference
- `delivery`   measures an edition of the newsletter, sends a proof, and hands it over
- `importing`  converts old texts to drafts, with questions that only a person can answer
- `cli`        the commands, as they are typed
"""
