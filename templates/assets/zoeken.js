// Searching, on the device of the reader: nothing that is typed goes anywhere. Without this script the page leads on
// to every list. What it knows of Dutch comes with the index (woorden.json) and was used on the texts in the same way.

const AT_ONCE = 10;
const PATIENCE = 500; // milliseconds
const ALIKE = 0.6; // what another word for the same counts, beside the word that was typed
const COVER = 2; // how much more a page counts that has all of the words
const PRIOR = { "over=de site": 0.7, "soort=Uitgelegd woord": 0.6, "soort=Pagina": 1.15, "soort=Overzicht": 1.15 };
const CALLED = 1.5; // how much more a page counts that is called by all of the words
const LEAST = 0.1; // of what the best page is worth: what fits less is left out
const IN_PARTS = 0.5; // what the parts of a compound word count together

for (const made of document.querySelectorAll("main [data-scripted]")) made.outerHTML = made.textContent;
const form = document.querySelector("[data-index]");
const said = document.querySelector("#zoek-gezegd");
const list = document.querySelector("#zoek-lijst");
const found = document.querySelector("#zoek-gevonden");
const nothing = document.querySelector("#zoek-niets");
const more = document.querySelector("#zoek-meer");
const chosen = [...form.querySelectorAll("select")];
const title = document.title;
let latest = 0;

// Dutch

function tokens(text) {
  const bare = text.replace(/['‘’‛ʼ`´]/g, "").toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
  const whole = bare.replace(/(?<=\d)\.(?=\d{3}(?!\d))|(?<!\d)0\d(?:[ -]?\d){8}(?!\d)/g, (number) => number.replace(/\D/g, ""));
  return whole.match(/[a-z]{3,}(?=\d)|[a-z0-9]+/g) || [];
}

class Dutch {
  constructor(told) {
    this.told = told;
    this.rules = told.regels.map(([pattern, replacement]) => [new RegExp(pattern), replacement]);
    this.skipped = new Set(told.overslaan.split(" "));
    this.words = told.woorden.split(" ");
    this.known = new Set(this.words.map((word) => this.stem(word)));
    this.groups = told.synoniemen.map((group) => group.map((words) => this.stems(words)));
  }

  stem(token) {
    if (Object.hasOwn(this.told.onregelmatig, token)) return this.told.onregelmatig[token];
    if (token.length < this.told.kortst || /[0-9]/.test(token)) return token;
    return this.rules.reduce((word, [pattern, replacement]) => word.replace(pattern, replacement), token);
  }

  stems(text) {
    const all = tokens(text);
    const telling = all.filter((token) => !this.skipped.has(token));
    return (telling.length ? telling : all).map((token) => this.stem(token));
  }

  parts(word) {
    const least = this.told.deel;
    for (let at = least; at <= word.length - least; at++) {
      const last = this.stem(word.slice(at));
      if (!this.known.has(last) || this.skipped.has(word.slice(at))) continue;
      for (const link of this.told.tussen) {
        const first = word.slice(0, at - link.length);
        if (first.length < least || first + link !== word.slice(0, at)) continue;
        if (this.known.has(this.stem(first))) return [this.stem(first), last];
        const inner = this.parts(first);
        if (inner.length) return [...inner, last];
      }
    }
    return [];
  }

  isKnown(token) {
    return this.skipped.has(token) || this.known.has(this.stem(token)) || (/[a-z]/.test(token) && this.words.some((word) => word.startsWith(token)));
  }

  // The word of the site that is spelt most like this one; of two that are, the one on most pages.
  meant(token) {
    const most = token.length < 5 ? 0 : token.length < 8 ? 1 : 2;
    let best = null;
    for (const word of this.words) {
      const limit = best ? best.steps - 1 : most;
      if (limit < 0) break;
      if (word[0] !== token[0]) continue; // hardly anybody gets the first letter wrong
      const steps = apart(token, word, limit);
      if (steps <= limit) best = { word, steps };
    }
    return best ? best.word : this.within(token);
  }

  // The longest word of the site that this one begins or ends with: of `schuldsanering` that is `schuld`.
  within(token) {
    for (let length = token.length - 1; length > this.told.deel; length--) {
      const pieces = [token.slice(0, length), token.slice(-length)];
      const piece = pieces.find((one) => this.known.has(this.stem(one)));
      if (piece) return piece;
    }
    return null;
  }

  // A question as units: each a word that counts, with everything that is as good.
  units(question) {
    const all = tokens(question);
    const telling = all.filter((token) => !this.skipped.has(token));
    const words = telling.length ? telling : all;
    const units = [];
    for (let at = 0; at < words.length; ) {
      const unit = this.unit(words, at);
      units.push(unit);
      at += unit.length;
    }
    return units;
  }

  // Everything that means the same as how these stems begin, as far as the longest of it goes.
  alike(stems) {
    const begins = (one) => one.every((stem, place) => stem === stems[place]);
    const length = Math.max(1, ...this.groups.flat().filter(begins).map((one) => one.length));
    const typed = stems.slice(0, length);
    const groups = this.groups.filter((group) => group.some((one) => one.length === length && begins(one)));
    const others = groups.flat().filter((one) => one.join() !== typed.join());
    return { length, ways: [{ stems: typed, weight: 1 }, ...others.map((one) => ({ stems: one, weight: ALIKE }))] };
  }

  unit(words, at) {
    const [word, next] = words.slice(at);
    const stems = words.slice(at).map((one) => this.stem(one));
    // Half a word has no stem: whoever types `hanze` finds `hanzehogeschool`.
    if (this.isKnown(word) && !this.known.has(stems[0])) stems[0] = word;
    const { length, ways } = this.alike(stems);
    if (length > 1) return { length, ways };
    for (const link of this.told.tussen) {
      const joined = next && this.stem(word + link + next);
      if (joined && this.known.has(joined)) {
        return { length: 2, ways: [{ stems: [joined], weight: 1 }, { stems: stems.slice(0, 2), weight: IN_PARTS }] };
      }
    }
    if (this.isKnown(word)) return { length, ways: [...ways, ...this.inParts(word)] };
    const others = [...ways.slice(1), ...this.endingIn(word), ...this.inParts(word)];
    if (others.length) return { length, ways: others };
    const meant = this.meant(word);
    if (meant) return { ...this.unit([meant], 0), typed: word, meant };
    // Pagefind would fall back on a word that begins alike: on nothing that was meant.
    return { length, ways: this.told.volledig ? [] : ways };
  }

  // The words of the site that end in this one: who types `hogeschool` means `hanzehogeschool`.
  endingIn(word) {
    const longer = word.length > this.told.deel ? this.words.filter((one) => one.endsWith(word)) : [];
    return longer.map((one) => ({ stems: [this.stem(one)], weight: 1 }));
  }

  // Each part of a compound by itself: a page that has them all is worth most.
  inParts(word) {
    const parts = this.parts(word);
    return parts.length ? [{ parts: parts.map((part) => this.alike([part]).ways), weight: IN_PARTS }] : [];
  }
}

// How many letters to add, leave out, change or swap to get from one word to another; more than `limit` is enough.
function apart(one, other, limit) {
  if (Math.abs(one.length - other.length) > limit) return limit + 1;
  let before = [];
  let row = Array.from({ length: other.length + 1 }, (_, place) => place);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      const same = one[i - 1] === other[j - 1];
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (same ? 0 : 1));
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) {
        next[j] = Math.min(next[j], before[j - 2] + 1);
      }
    }
    if (Math.min(...next) > limit) return limit + 1;
    [before, row] = [row, next];
  }
  return row[other.length];
}

// The index

let opened = null;

function openIndex() {
  opened ||= (async () => {
    const base = new URL(form.dataset.index, document.baseURI);
    const [{ createInstance }, answer] = await Promise.all([import(base + "pagefind.js"), fetch(base + "woorden.json")]);
    if (!answer.ok) throw new Error("woorden.json: " + answer.status);
    const ranking = { pageLength: 0.1, metaWeights: { title: 2, adres: 0, soort: 0, datum: 0 } };
    const pagefind = createInstance({ basePath: base.pathname, noWorker: true, ranking });
    const told = await answer.json();
    // For every choice, such as `jaar=2023`, the pages that it leaves.
    const sets = {};
    for (const choice of told.keuzes) {
      const { results } = await pagefind.search("keuze" + tokens(choice).join("") + "q");
      sets[choice] = new Set(results.map((result) => result.id));
    }
    return { pagefind, dutch: new Dutch(told), sets, asked: new Map() };
  })();
  opened.catch(() => { opened = null; });
  return opened;
}

// One word: how well it fits each page.
async function fits(index, stem) {
  if (!index.asked.has(stem)) index.asked.set(stem, index.pagefind.search(stem));
  return (await index.asked.get(stem)).results;
}

// Adds up what pages are worth for several things at once.
function added(answers) {
  const sums = new Map();
  for (const { result, score } of answers.flat()) {
    const sum = sums.get(result.id) || { result, times: 0, score: 0 };
    sums.set(result.id, { result, times: sum.times + 1, score: sum.score + score });
  }
  return [...sums.values()];
}

// Pages by the best of several ways to say one thing.
async function best(index, ways) {
  const pages = new Map();
  for (const answers of await Promise.all(ways.map((way) => fitting(index, way)))) {
    for (const page of answers) {
      if (page.score > (pages.get(page.result.id)?.score || 0)) pages.set(page.result.id, page);
    }
  }
  return [...pages.values()];
}

// Pages by one way to say something: with all of its words, or with as many parts of a compound as can be.
async function fitting(index, { stems, parts, weight }) {
  const count = (stems || parts).length;
  const one = async (stem) => (await fits(index, stem)).map((result) => ({ result, score: result.score }));
  const answers = await Promise.all(stems ? stems.map(one) : parts.map((ways) => best(index, ways)));
  return added(answers)
    .filter((sum) => parts || sum.times === count)
    .map(({ result, times, score }) => ({ result, score: (score / count) * (times / count) * weight }));
}

// Most people look for a page that tells about something, hardly anybody for what the site says of itself.
function prior(index, id) {
  const [, weight] = Object.entries(PRIOR).find(([choice]) => index.sets[choice]?.has(id)) || [];
  return weight || 1;
}

// The ids of the pages that are called by all words of the question, in their title or their address.
async function called(index, units) {
  const withAll = async (stems) => {
    const sets = await Promise.all(stems.map(async (stem) => new Set((await fits(index, "kop" + stem + "q")).map(({ id }) => id))));
    return sets.reduce((some, more) => new Set([...some].filter((id) => more.has(id))));
  };
  const sets = await Promise.all(units.map(async ({ ways }) =>
    new Set((await Promise.all(ways.filter(({ stems, weight }) => stems && weight === 1).map(({ stems }) => withAll(stems)))).flatMap((ids) => [...ids]))));
  return sets.reduce((some, more) => new Set([...some].filter((id) => more.has(id))), sets[0] || new Set());
}

// Pages by how well they fit the whole question. One that has more of its words goes before.
async function ranked(index, units) {
  const pages = added(await Promise.all(units.map((unit) => best(index, unit.ways))));
  const names = await called(index, units);
  const worth = ({ result: { id }, score, times }) => {
    return score * (times / units.length) ** COVER * (names.has(id) ? CALLED : prior(index, id));
  };
  const sorted = pages.map((page) => [page.result, worth(page)]).sort(([, one], [, other]) => other - one);
  return sorted.filter(([, score]) => score >= sorted[0][1] * LEAST).map(([result]) => result);
}

function passes(index, filters, id) {
  return Object.entries(filters).every(([name, value]) => !value || index.sets[name + "=" + value]?.has(id));
}

// What is shown

function element(tag, className, ...inside) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...inside);
  return made;
}

// The sentences that say most of what was asked, with its words marked.
function excerpt(index, units, name, text) {
  const stemsOf = (way) => way.stems || way.parts.flatMap((ways) => ways.flatMap(stemsOf));
  const hits = units.flatMap((unit) => unit.ways.flatMap(stemsOf));
  const unit = (word) => {
    const [token] = tokens(word);
    if (!token) return -1;
    const own = index.dutch.stem(token);
    return hits.findIndex((hit) => own === hit || (hit.length > 3 && token.startsWith(hit)));
  };
  const sentences = (text.slice(name.length).match(/[^.!?…]+[.!?…]*['’”)]*\s*/g) || []).filter((one) => /\p{L}/u.test(one));
  const worth = (one) => new Set((one.match(/[\p{L}\p{N}]+/gu) || []).map(unit).filter((hit) => hit >= 0)).size;
  let best = 0;
  sentences.forEach((one, place) => { if (worth(one) > worth(sentences[best])) best = place; });
  const shown = [];
  for (const one of sentences.slice(best)) {
    if (shown.length === 2 || (shown.length && shown[0].length + one.length > 180)) break;
    shown.push(one);
  }
  const pieces = shown.join("").trim().split(/([\p{L}\p{N}]+)/u);
  return pieces.map((piece) => (piece && unit(piece) >= 0 ? element("mark", "", piece) : piece));
}

async function item(index, units, result) {
  const { meta, content } = await result.data();
  const link = element("a", "", meta.title);
  link.href = new URL(form.dataset.root + meta.adres.slice(1), document.baseURI);
  const facts = element("div", "card-meta", element("p", "", meta.soort));
  if (meta.datum) facts.append(element("p", "", meta.datum));
  const text = content.split("¶")[0];
  return element("li", "", element("article", "card", element("h3", "", link), facts,
    element("p", "card-text", ...excerpt(index, units, meta.title, text))));
}

function quoted(words) {
  return "‘" + words + "’";
}

function sentence(count, question, units) {
  const meant = units.filter((unit) => unit.meant);
  let asked = question;
  for (const unit of meant) asked = asked.replace(new RegExp(unit.typed, "i"), unit.meant);
  const counted = { 0: "Niets gevonden", 1: "1 pagina gevonden" }[count] || count + " pagina’s gevonden";
  const about = question ? " voor " + quoted(asked) : "";
  const typed = meant.length ? " Je typte " + quoted(question) + ". Dat woord staat nergens op de site." : "";
  return counted + about + "." + typed;
}

async function show(index, units, results) {
  const run = latest;
  let shown = 0;
  const next = async () => {
    const items = await Promise.all(results.slice(shown, shown + AT_ONCE).map((one) => item(index, units, one)));
    if (run !== latest) return null;
    shown += items.length;
    list.append(...items);
    more.hidden = shown >= results.length;
    return items[0];
  };
  list.replaceChildren();
  await next();
  more.onclick = async () => (await next())?.querySelector("a").focus();
}

function asked() {
  const at = new URLSearchParams(location.search);
  return { question: (at.get("q") || "").trim(), filters: Object.fromEntries(chosen.map((one) => [one.name, at.get(one.name) || ""])) };
}

async function search() {
  const run = ++latest;
  const { question, filters } = asked();
  const narrowed = Object.values(filters).some(Boolean);
  form.elements.q.value = question;
  for (const one of chosen) one.value = filters[one.name];
  if (narrowed) form.querySelector("details").open = true;
  document.title = question ? question + " – " + title : title;
  if (!question && !narrowed) {
    found.hidden = true;
    said.textContent = "";
    return;
  }
  form.setAttribute("aria-busy", "true");
  found.hidden = false;
  // On a slow line nobody waits in silence; on a quick one nothing is told twice.
  const waiting = setTimeout(() => { said.textContent = form.dataset.busy; }, PATIENCE);
  try {
    const index = await openIndex();
    const units = question ? index.dutch.units(question) : [];
    const all = question ? await ranked(index, units) : (await index.pagefind.search(null)).results;
    if (run !== latest) return;
    const results = all.filter((one) => passes(index, filters, one.id));
    for (const one of chosen) {
      const others = { ...filters, [one.name]: "" };
      const within = all.filter((page) => passes(index, others, page.id));
      for (const option of one.options) {
        const count = option.value ? within.filter((page) => passes(index, { [one.name]: option.value }, page.id)).length : within.length;
        option.textContent = option.dataset.name + " (" + count + ")";
      }
    }
    await show(index, units, results);
    if (run !== latest) return;
    nothing.hidden = results.length > 0;
    said.textContent = sentence(results.length, question, units);
  } catch {
    if (run !== latest) return;
    found.hidden = true;
    said.textContent = form.dataset.broken;
  } finally {
    clearTimeout(waiting);
    if (run === latest) form.removeAttribute("aria-busy");
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const at = new URLSearchParams([...new FormData(form)].map(([name, value]) => [name, value.trim()]).filter(([, value]) => value));
  const address = location.pathname + (at.size || at.toString() ? "?" + at : "");
  history[address === location.pathname + location.search ? "replaceState" : "pushState"](null, "", address);
  search();
});
addEventListener("popstate", search);
for (const one of chosen) {
  one.disabled = false;
  for (const option of one.options) option.dataset.name = option.textContent;
}

if (location.protocol === "file:") {
  said.textContent = form.dataset.offline;
} else {
  form.hidden = form.querySelector("details").hidden = false;
  search();
}
