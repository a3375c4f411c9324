"""avksite turns a folder of Dutch Markdown into an accessible site, feeds, a calendar and a newsletter.

Files become documents, documents become a site, a site becomes plans, plans become artifacts; every step may also
return problems. `pipeline` shows it on one screen. From the bottom up:

- `frozen`     the dataclass of this program, quick to declare
- `patterns`   a regular expression that is compiled when it is first used
- `problems`   Severity, Rule, Place, Problem, Misread: the types for everything that can be wrong
- `wcag`       the criteria of WCAG 2.2, who keeps each of them, and what proves it
- `memo`       what was made before is not made again: the cache, what work asked, the pool of processes
- `dutch`      what words are: dates, numbers, sentences, words, stems, readability
- `content`    what staff typed becomes typed values and a tree of text
- `kinds`      one file for each content type; one file becomes one document
- `site`       all documents together at one moment, and the questions one can ask of them
- `rendering`  what outputs share: plans and artifacts, templates, a body as HTML or text, writing to disk
- `outputs`    what is published, each a function from the site to plans, with its views and makers
- `checks`     the promises: of one text, of the site, of what was made, and plain language
- `report`     problems for people, editors and CI
- `pipeline`   the program
- `commands`   what helps staff around a build: serve, new, listen, reference
- `delivery`   an edition of the newsletter is weighed, proved and handed over
- `importing`  old texts become drafts, with the questions that only a person can answer
- `cli`        the commands, as they are typed
"""
