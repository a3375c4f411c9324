"""What to look at on a page, in the browser's own terms: each is a script that returns what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from axe_playwright_python.base import AXE_SCRIPT

from avksite.rendering.hyphenation import SOFT_HYPHEN

if TYPE_CHECKING:
    from playwright.sync_api import Page

AXE: dict[str, Any] = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations", "incomplete"],
    "selectors": False,
}
"""WCAG 2.2 at A and AA, and what axe advises beyond it."""

OF_LOOKS = {**AXE, "runOnly": ["color-contrast", "link-in-text-block", "scrollable-region-focusable", "target-size"]}
"""What depends on colours and sizes: all that axe can say anew of a page that it looked at before."""

FOUND = """async ([part, options]) => {
  const { violations, incomplete } = await axe.run(document.querySelector(part), options);
  const isUnseen = ({any}) => any.some(({data}) => data?.messageKey === 'equalRatio');
  const unseen = incomplete.flatMap(({nodes}) => nodes.filter(isUnseen)).map(({html}) => ['unseen', html]);
  return [...violations.map(({id, nodes}) => [id, nodes.map(({html}) => html)]), ...unseen];
}"""
"""What axe finds. Of words in the colour of their ground it only says that it is not sure: nobody can read them."""

OPEN_ALL = """() => {
  for (const fold of document.querySelectorAll('details')) fold.open = true;
  const button = document.querySelector('.reading-open[aria-expanded="false"]');
  if (button?.checkVisibility()) button.click();
}"""
"""Opens every fold, the menu and the panel of Leesinstellingen."""

LOST = """() => [...document.body.querySelectorAll('*')].filter(element => {
  if (element.closest('.vh, svg, .skip, select') || !element.innerText?.trim()) return false;
  const style = getComputedStyle(element);
  if (style.display === 'inline' || style.display === 'contents') return false;
  const clips = axis => ['hidden', 'clip'].includes(style['overflow' + axis]);
  const box = element.getBoundingClientRect();
  return (clips('Y') && element.scrollHeight > element.clientHeight + 1)
    || (clips('X') && element.scrollWidth > element.clientWidth + 1)
    || style.textOverflow === 'ellipsis'
    || (box.right > innerWidth + 1 && !element.closest('.tabel, pre'));
}).map(element => element.outerHTML.slice(0, 120))"""
"""The elements that hide some of their words, or hold them beyond the edge; not a list to choose from."""

SIDEWAYS = """() => {
  const root = document.documentElement;
  const found = root.scrollWidth > innerWidth ? [`page: ${root.scrollWidth} in ${innerWidth}`] : [];
  for (const element of document.body.querySelectorAll('*')) {
    if (element.scrollWidth <= element.clientWidth + 1 || !element.checkVisibility()) continue;
    const scrolls = ['auto', 'scroll'].includes(getComputedStyle(element).overflowX);
    const isNamedBox = element.matches('[tabindex="0"][role="region"]:is([aria-label], [aria-labelledby])');
    if (scrolls && !isNamedBox) found.push(element.outerHTML.slice(0, 120));
  }
  return found;
}"""
"""What a reader would have to move from left to right: never a page, and of its parts only a wide table in its box."""

SMALL = """least => {
  const seen = {contentVisibilityAuto: true, visibilityProperty: true};
  const targets = [...document.querySelectorAll('a[href], button, summary, input, select, textarea')].filter(target =>
    target.checkVisibility(seen) && !target.closest('.skip, .vh'));
  const boxOf = target => {  // A card is pressed anywhere: its link spreads over it. So is the label of a field.
    const spread = getComputedStyle(target, '::after').position === 'absolute';
    const label = target.matches('input') && target.closest('label');
    return ((spread && target.closest('article, li')) || label || target).getBoundingClientRect();
  };
  const boxes = targets.map(boxOf);
  const isSmall = box => box.width < 24 || box.height < 24;
  const middle = box => [box.x + box.width / 2, box.y + box.height / 2];
  const isNear = ([x, y], box) => isSmall(box)
    ? Math.hypot(x - middle(box)[0], y - middle(box)[1]) < 24
    : Math.hypot(x - Math.max(box.left, Math.min(x, box.right)), y - Math.max(box.top, Math.min(y, box.bottom))) < 12;
  const hasMore = (part, target) => part && part.textContent.trim() !== target.textContent.trim();
  const isInText = target => getComputedStyle(target).display === 'inline'
    && (target.closest('dd, .text li') || hasMore(target.closest('p, td, li, figcaption, blockquote'), target));
  return targets.filter((target, index) => {
    const box = boxes[index];
    if (isInText(target)) return false;
    if (least === 44) return box.width < 43.9 || box.height < 43.9;
    return isSmall(box) && boxes.some((other, at) => at !== index && isNear(middle(box), other));
  }).map((target) => target.outerHTML.replace(/\\s+/g, ' ').slice(0, 140));
}"""
"""What can be pressed and is smaller than `least` pixels. Of 24 as 2.5.8 counts: well apart from the others it may be.

A link among other words of its paragraph, item or cell is part of a sentence, and so are a fact and an item
of a list in a text: the lines give them their size."""

STOPS = "a[href], button, summary, input, select, textarea, [tabindex='0'], video[controls], audio[controls]"

RECORD = """() => {
  window.stops = [...document.querySelectorAll(STOPS)].filter(stop =>
    !stop.disabled && stop.checkVisibility({contentVisibilityAuto: true, visibilityProperty: true}));
  window.walked = [];
  window.unseen = new Set();
  const look = () => {
    const element = document.activeElement;
    const ring = [null, '::after', '::before'].map(part => getComputedStyle(element, part)).some(style =>
      style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2);
    const boxes = [...element.getClientRects()].filter(box => box.width && box.height);
    const inSight = boxes.some(box =>
      box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth);
    const onTop = boxes.some(box => [0.1, 0.5, 0.9].some(part => {
      const hit = document.elementFromPoint(box.x + Math.min(box.width / 2, 12), box.y + box.height * part);
      return hit && (element.contains(hit) || hit.contains(element));
    }));
    if (!(ring && inSight && onTop)) unseen.add(`${ring} ${inSight} ${onTop} ${element.outerHTML.slice(0, 120)}`);
  };
  window.onkeydown = ({key}) => {
    if (key !== 'Tab') return;
    const at = document.activeElement === document.body ? null : stops.indexOf(document.activeElement);
    if (walked.length && at !== null && at !== -1) look();
    if (!walked.length || at !== walked.at(-1)) walked.push(at);  // a film has more stops inside
  };
}""".replace("STOPS", repr(STOPS))
"""Writes down at each press of Tab where the keyboard is: which of all `stops`, and `unseen` whose ring is not."""

FROM_THE_TOP = """() => {
  document.body.tabIndex = -1;
  document.body.focus();
  document.body.removeAttribute('tabindex');
  scrollTo(0, 0);
}"""
"""Puts the keyboard before the first stop, as on a page that was just loaded."""

DEAD = """() => [...document.querySelectorAll('button, input, select, textarea, a')].filter(it => {
  if (!it.checkVisibility({contentVisibilityAuto: true, visibilityProperty: true})) return false;
  if (it.matches('a')) return !it.getAttribute('href') || it.getAttribute('href') === '#';
  return !it.form || !it.form.hasAttribute('action') || (it.matches('button') && it.type !== 'submit');
}).map(it => it.outerHTML.slice(0, 120))"""
"""What can be pressed or filled in, and does nothing without a script."""

BROKEN_WORDS = """() => {
  const found = [];
  const range = new Range();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const top = (node, at) => {
    range.setStart(node, at);
    range.setEnd(node, at + 1);
    return range.getBoundingClientRect().bottom;
  };
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (!node.parentElement.checkVisibility() || node.parentElement.closest('.vh, .note, pre, script, svg')) continue;
    for (const {0: word, index} of node.data.matchAll(/(?<![\\w@/.])[\\p{L}\\p{N}\u00ad]{2,}(?![\\w@/]|\\.\\w)/gu)) {
      range.setStart(node, index);
      range.setEnd(node, index + word.length);
      if (range.getClientRects().length < 2) continue;
      for (let at = index + 1; at < index + word.length; at++) {
        const [last, next] = [node.data[at - 1], node.data[at]];
        if (last !== '\u00ad' && next !== '\u00ad' && top(node, at) > top(node, at - 1) + 4)
          found.push(`${node.data.slice(index, at)}/${node.data.slice(at, index + word.length)}`);
      }
    }
  }
  return found;
}"""
"""Words and figures that go on on the next line elsewhere than at a soft hyphen; addresses are none."""

FAKE_HEADINGS = """() => [...document.querySelectorAll('main p')].filter(it => {
  if (!it.checkVisibility() || !it.innerText.trim() || it.matches('.figure-number')) return false;
  const below = it.nextElementSibling;
  if (!below || !/^(P|UL|OL|DL|TABLE|DIV)$/.test(below.tagName) || !below.innerText.trim()) return false;
  const walker = document.createTreeWalker(it, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const {fontWeight, fontSize} = getComputedStyle(walker.currentNode.parentElement);
    if (!walker.currentNode.data.trim()) continue;
    if (fontWeight < 600 || parseFloat(fontSize) < 1.05 * parseFloat(getComputedStyle(below).fontSize)) return false;
  }
  return true;
}).map(it => it.outerHTML.slice(0, 120))"""
"""Paragraphs that look like a heading: bold and larger than what follows (WCAG 2.2, 1.3.1)."""

NARROW = """least => [...document.querySelectorAll('.text, .list-main, #zoek-gevonden, .letter')].filter(it =>
  it.checkVisibility() && it.getBoundingClientRect().width < least).map(it => it.className || it.id)"""

SHORT_LINES = """() => {
  const found = [];
  for (const block of document.querySelectorAll('main :is(p, li, dd)')) {
    if (!block.checkVisibility() || block.closest('.chips, .badges, .addresses, table, nav')) continue;
    if (block.querySelector('p, li, dd, dt, h2, h3, h4, label')) continue;
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    const lines = new Map();
    const range = new Range();
    while (walker.nextNode()) {
      for (const {0: word, index} of walker.currentNode.data.matchAll(/\\S+/g)) {
        range.setStart(walker.currentNode, index);
        range.setEnd(walker.currentNode, index + word.length);
        const line = Math.round(range.getBoundingClientRect().bottom / 16);
        lines.set(line, (lines.get(line) ?? 0) + word.length + 1);
      }
    }
    const whole = [...lines.values()].slice(0, -1);
    const mean = whole.reduce((a, b) => a + b, 0) / whole.length;
    if (whole.length > 2 && mean < 30) found.push(`${mean}: ${block.innerText.slice(0, 60)}`);
  }
  return found;
}"""
"""The texts of more than three lines that have fewer than 30 characters on a line, the last not counted."""

ORDER = """() => [...document.querySelectorAll("main :is(h1, h2, h3, p, li, dt, dd, figure, table)")]
  .filter(it => it.checkVisibility() && it.innerText.trim() && !it.querySelector("p, li, dt, dd, h2, h3"))
  .filter(it => getComputedStyle(it).position === "static")
  .filter(it => !it.closest("[hidden], .vh, table, .stripes"))
  .map(it => ({...it.getBoundingClientRect().toJSON(), text: it.innerText.slice(0, 40)}))
  .filter((it, at, all) => at && it.bottom < all[at - 1].top + 2)
  .map(it => it.text)"""
"""Blocks of the text that stand above the one that is read before them."""

LATE = """() => {
  const own = '.text > :is(p, ul, ol, [lang]), .list-main .card, .dish, .list-section li, .letter dt, .empty';
  const seen = [...document.querySelectorAll(own)].filter(it => it.checkVisibility() && it.innerText.trim());
  const first = seen.length ? Math.min(...seen.map(it => Math.round(it.getBoundingClientRect().top + scrollY))) : 0;
  return first > 1.5 * innerHeight && location.pathname !== '/' ? [first] : [];
}"""
"""Where the text or the first item of the list begins, in pixels, when that is further down than a screen and a half.

The home page begins with what a reader can do."""

COLOURED_ONLY = """() => [...document.querySelectorAll('main :is(.text, .doc-in) p a:not(.button, .chip)')].filter(it =>
  getComputedStyle(it).textDecorationLine !== 'underline').map(it => it.outerHTML.slice(0, 120))"""
"""The links in a text that only their colour sets apart (1.4.1)."""

FAINT = """() => {
  if (!matchMedia('(forced-colors: active)').matches) return [];
  const bordered = [...document.querySelectorAll('.button, .badge, .chips a, .phase-state, .notice, .task')];
  return bordered.filter(it => it.checkVisibility()).filter(it => {
    const style = getComputedStyle(it);
    return style.color === style.backgroundColor || parseFloat(style.borderTopWidth) === 0;
  }).map(it => it.outerHTML.slice(0, 120));
}"""
"""What has no border or no words left where the device has colours of its own."""

BLOCKS = """skipped => [...document.querySelectorAll('main *')].filter(it =>
  it.innerText?.trim() && !it.closest(`script, style, svg, noscript, template, select, ${skipped}`)
  && [...it.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim())
  && !['inline', 'inline-block', 'inline-flex'].includes(getComputedStyle(it).display)
).map(it => it.textContent)"""
"""The words of each block of the text itself, also of what is folded away."""


def plain(text: str) -> str:
    """Return what a page shows as one line, without the signs where a word may break."""
    return " ".join(text.replace(SOFT_HYPHEN, "").split())


def violations(page: Page, options: dict[str, Any] = AXE, part: str = "html") -> list[Any]:
    """What axe finds in a part of a page, with the elements it finds it in."""
    if not page.evaluate("Boolean(self.axe)"):
        page.evaluate(f"() => {{ {AXE_SCRIPT} }}")
    found: list[Any] = page.evaluate(FOUND, [part, options])
    return found


def in_light_and_dark(page: Page, options: dict[str, Any] = AXE) -> list[Any]:
    """What axe finds in light colours, and in dark ones, in which only colours and sizes are looked at."""
    found = violations(page, options)
    page.emulate_media(color_scheme="dark")
    found += violations(page, OF_LOOKS)
    page.emulate_media(color_scheme="light")
    return found
