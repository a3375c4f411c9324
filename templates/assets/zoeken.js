// Searching, on the device of the reader: nothing that is typed goes anywhere. Without this script the page leads on
// to every list. What it knows of Dutch comes with the index and was used on the texts in the same way. The index comes
// as scripts, each only when it is needed: those a browser also loads from a USB stick.

const AT_ONCE = 10;
const PATIENCE = 500; // milliseconds
const ALIKE = 0.6; // what another word for the same counts, beside the word that was typed
const COVER = 2; // how much more a page counts that has all of the words
const PRIOR = { "over=de site": 0.7, "soort=Uitgelegd woord": 0.6, "soort=Pagina": 1.15, "soort=Overzicht": 1.15 };
const CALLED = 1.5; // how much more a page counts that is called by all of the words
const LEAST = 0.06; // of what the best page is worth: what fits less is left out
const IN_PARTS = 0.5; // what the parts of a compound word count together
const HALF = 2; // letters of a word that is not finished
const MOST_ENDS = 20; // words that half a word may stand for

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

// The files of the index

const SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const STEPS = SIGNS.length / 2;
const NUMBER = 4; // signs of the number of a page
const arrived = new WeakMap(); // what to do with the data of each script
let files = {};
let version = ""; // behind every address: another one goes past what the browser kept

// What every file of the index calls.
function zoekdeel(name, data) {
  arrived.get(document.currentScript)?.(data);
}

function load(name) {
  const kept = files;
  kept[name] ||= new Promise((done, failed) => {
    const script = document.createElement("script");
    arrived.set(script, done);
    // A host may answer with a page, too: what ran without data did not come.
    script.onload = script.onerror = () => { script.remove(); failed(new Error(name)); };
    script.src = form.dataset.index + name + ".js" + version;
    document.head.append(script);
  });
  kept[name].catch(() => { delete kept[name]; });
  return kept[name];
}

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
    this.used = new Set(); // the places of the groups that a question names
    this.groups = told.synoniemen.map((group) => group.map((words) => this.stems(words)));
  }

  stem(token) {
    if (Object.hasOwn(this.told.onregelmatig, token)) return this.told.onregelmatig[token];
    if (token.length < this.told.kortst || /[0-9]/.test(token)) return token;
    return this.rules.reduce((word, [pattern, replacement]) => word.replace(pattern, replacement), token);
  }

  // The words of a text that tell something; all of them when none does.
  telling(text) {
    const all = tokens(text);
    const telling = all.filter((token) => !this.skipped.has(token));
    return telling.length ? telling : all;
  }

  stems(text) {
    return this.telling(text).map((token) => this.stem(token));
  }

  // The stems that a word is made of, as far as `known` has them.
  parts(word, known) {
    const least = this.told.deel;
    for (let at = least; at <= word.length - least; at++) {
      const last = this.stem(word.slice(at));
      if (!known.has(last) || this.skipped.has(word.slice(at))) continue;
      for (const link of this.told.tussen) {
        const first = word.slice(0, at - link.length);
        if (first.length < least || first + link !== word.slice(0, at)) continue;
        if (known.has(this.stem(first))) return [this.stem(first), last];
        const inner = this.parts(first, known);
        if (inner.length) return [...inner, last];
      }
    }
    return [];
  }

  // Everything that means the same as how these stems begin, as far as the longest of it goes.
  alike(stems) {
    const begins = (one) => one.every((stem, place) => stem === stems[place]);
    const length = Math.max(1, ...this.groups.flat().filter(begins).map((one) => one.length));
    const typed = stems.slice(0, length);
    const groups = this.groups.filter((group) => group.some((one) => one.length === length && begins(one)));
    for (const group of groups) this.used.add(this.groups.indexOf(group));
    const others = groups.flat().filter((one) => one.join() !== typed.join());
    return { length, ways: [{ stems: typed, weight: 1 }, ...others.map((one) => ({ stems: one, weight: ALIKE }))] };
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

class Index {
  constructor(told) {
    this.dutch = new Dutch(told);
    this.shards = told.delen.split(" ");
    this.lists = new Set(told.lijsten.split(" "));
    this.stems = new Map();
    this.pages = told.paginas.match(new RegExp(`.{${NUMBER}}`, "g")) || []; // the newest first
    this.sets = Object.fromEntries(told.keuzes.map((choice) => [choice, new Set()])); // the pages that a choice leaves
    // Of two that fit as well, what always holds goes before what was once, and of that the newest.
    this.places = new Map();
    this.pages.forEach((page, place) => {
      const choices = told.groepen[told.groep[place]].map((choice) => told.keuzes[choice]);
      for (const choice of choices) this.sets[choice].add(page);
      const isDated = choices.some((choice) => choice.startsWith("jaar="));
      this.places.set(page, isDated ? place : place - this.pages.length);
    });
  }

  // What there is to know of a stem: how well it fits each page, the pages that are called so, what it is made of.
  async look(stem) {
    if (this.stems.has(stem)) return this.stems.get(stem);
    const begin = this.shards.findLast((letters) => letters <= stem);
    const shard = begin ? await load("w-" + begin) : {};
    if (!this.stems.has(stem)) this.read(stem, Object.hasOwn(shard, stem) ? shard[stem] : "");
    return this.stems.get(stem);
  }

  read(stem, entry) {
    const [entries, ...parts] = entry.split(" ");
    const fits = new Map();
    const called = new Set();
    for (let at = 0; at < entries.length; at += NUMBER + 1) {
      const page = entries.slice(at, at + NUMBER);
      const step = SIGNS.indexOf(entries[at + NUMBER]);
      fits.set(page, Math.max(fits.get(page) || 0, (step % STEPS) / (STEPS - 1)));
      if (step >= STEPS) called.add(page);
    }
    // What stands on few pages tells more of them (the idf of BM25).
    const telling = Math.log(1 + (this.pages.length - fits.size + 0.5) / (fits.size + 0.5));
    for (const [page, fit] of fits) fits.set(page, fit * telling);
    this.stems.set(stem, { fits, called, parts });
  }

  async has(stem) {
    return (await this.look(stem)).fits.size > 0;
  }

  // The words of the site that begin with this letter (`b-s`) or end in these two (`e-en`), the commonest first.
  async words(name) {
    return this.lists.has(name) ? (await load(name)).split(" ") : [];
  }

  // A question as units: each a word that counts, with everything that is as good.
  async units(question) {
    const words = this.dutch.telling(question);
    const units = [];
    for (const word of words) this.look(this.dutch.stem(word)).catch(() => {}); // all at once: each is asked for below
    for (let at = 0; at < words.length; at += units.at(-1).length) units.push(await this.unit(words.slice(at)));
    const groups = await Promise.all([...this.dutch.used].map((place) => load("s-" + place)));
    for (const [stem, entry] of groups.flatMap(Object.entries)) if (!this.stems.has(stem)) this.read(stem, entry);
    const stems = new Set(units.flatMap(({ ways }) => ways.flatMap(stemsOf)));
    await Promise.all([...stems].map((stem) => this.look(stem)));
    return units;
  }

  async unit([word, next, ...rest]) {
    const { dutch } = this;
    const stem = dutch.stem(word);
    const { length, ways } = dutch.alike([word, next, ...rest].filter(Boolean).map((one) => dutch.stem(one)));
    if (length > 1) return { length, ways };
    const joined = next ? dutch.told.tussen.map((link) => dutch.stem(word + link + next)) : [];
    const [isKnown, ...areKnown] = await Promise.all([stem, ...joined].map((one) => this.has(one)));
    const whole = joined.find((_, place) => areKnown[place]);
    if (whole) return { length: 2, ways: [{ stems: [whole], weight: 1 }, { stems: [stem, dutch.stem(next)], weight: IN_PARTS }] };
    if (isKnown || dutch.skipped.has(word)) return { length, ways: [...ways, ...this.inParts((await this.look(stem)).parts)] };
    return this.unknown(word, ways.slice(1));
  }

  // What somebody may mean with a word that stands nowhere: half a word, its end, several words in one, or a slip.
  async unknown(word, others) {
    const { dutch } = this;
    const [starts, ends] = await Promise.all([this.words("b-" + word[0]), this.words("e-" + word.slice(-2))]);
    const longer = word.length < HALF ? [] : starts.filter((one) => one.startsWith(word));
    const endings = word.length > dutch.told.deel ? ends.filter((one) => one.endsWith(word)) : [];
    const likely = [...longer, ...endings].slice(0, MOST_ENDS).map((one) => ({ stems: [dutch.stem(one)], weight: 1 }));
    const known = new Set(starts.map((one) => dutch.stem(one)));
    await this.addEnds(known, word, dutch.told.deel, (first) => dutch.told.tussen.some((link) => first.endsWith(link) && known.has(dutch.stem(first.slice(0, first.length - link.length)))));
    const ways = [...others, ...likely, ...this.inParts(dutch.parts(word, known))];
    if (ways.length) return { length: 1, ways };
    const meant = slip(word, starts) || (await this.within(word, known));
    return meant ? { ...(await this.unit([meant])), typed: word, meant } : { length: 1, ways: [] };
  }

  // Adds to what is known the words that this one ends in, behind a beginning that may be one.
  async addEnds(known, word, least, mayBegin) {
    const ends = [];
    for (let at = 1; at <= word.length - least; at++) if (mayBegin(word.slice(0, at))) ends.push(this.dutch.stem(word.slice(at)));
    const found = await Promise.all(ends.map((end) => this.has(end)));
    ends.forEach((end, place) => found[place] && known.add(end));
  }

  // The longest word of the site that this one begins or ends with: of `schuldsanering` that is `schuld`. A piece that
  // only has a stem of the site is none: `goeding` of `vergoeding`.
  async within(word, known) {
    const least = this.dutch.told.deel + 1;
    await this.addEnds(known, word, least, () => true);
    for (let length = word.length - 1; length >= least; length--) {
      for (const piece of [word.slice(0, length), word.slice(-length)]) {
        if (known.has(this.dutch.stem(piece)) && (await this.words("b-" + piece[0])).includes(piece)) return piece;
      }
    }
    return null;
  }

  // Each part of a compound by itself: a page that has them all is worth most.
  inParts(parts) {
    return parts.length ? [{ parts: parts.map((part) => this.dutch.alike([part]).ways), weight: IN_PARTS }] : [];
  }

  // Pages by the best of several ways to say one thing.
  best(ways) {
    const pages = new Map();
    for (const { page, score } of ways.flatMap((way) => this.fitting(way))) {
      if (score > (pages.get(page) || 0)) pages.set(page, score);
    }
    return pages;
  }

  // Pages by one way to say something: with all of its words, or with as many parts of a compound as can be.
  fitting({ stems, parts, weight }) {
    const answers = stems ? stems.map((stem) => this.stems.get(stem).fits) : parts.map((ways) => this.best(ways));
    const count = answers.length;
    return added(answers)
      .filter(({ times }) => parts || times === count)
      .map(({ page, times, score }) => ({ page, score: (score / count) * (times / count) * weight }));
  }

  // Most people look for a page that tells about something, hardly anybody for what the site says of itself.
  prior(page) {
    const [, weight] = Object.entries(PRIOR).find(([choice]) => this.sets[choice]?.has(page)) || [];
    return weight || 1;
  }

  // Whether a page is called by all words of the question, in its title or its address.
  isCalled(page, units) {
    const called = ({ stems, weight }) => stems && weight === 1 && stems.every((stem) => this.stems.get(stem).called.has(page));
    return units.every(({ ways }) => ways.some(called));
  }

  // Pages by how well they fit the whole question. One that has more of its words goes before.
  ranked(units) {
    const worth = ({ page, score, times }) =>
      score * (times / units.length) ** COVER * (this.isCalled(page, units) ? CALLED : this.prior(page));
    const pages = added(units.map(({ ways }) => this.best(ways))).map((one) => [one.page, worth(one)]);
    pages.sort(([page, one], [next, other]) => other - one || this.places.get(page) - this.places.get(next));
    return pages.filter(([, score]) => score >= pages[0][1] * LEAST).map(([page]) => page);
  }

  passes(filters, page) {
    return Object.entries(filters).every(([name, value]) => !value || this.sets[name + "=" + value]?.has(page));
  }
}

// The word of the site that is spelt most like this one; hardly anybody gets the first letter wrong.
function slip(word, words) {
  const most = word.length < 5 ? 0 : word.length < 8 ? 1 : 2;
  let best = null;
  for (const one of words) {
    const limit = best ? best.steps - 1 : most;
    if (limit < 0) break;
    const steps = apart(word, one, limit);
    if (steps <= limit) best = { word: one, steps };
  }
  return best?.word;
}

function stemsOf({ stems, parts }) {
  return stems || parts.flatMap((ways) => ways.flatMap(stemsOf));
}

// Adds up what pages are worth for several things at once.
function added(answers) {
  const sums = new Map();
  for (const answer of answers) {
    for (const [page, score] of answer) {
      const sum = sums.get(page) || { page, times: 0, score: 0 };
      sums.set(page, { page, times: sum.times + 1, score: sum.score + score });
    }
  }
  return [...sums.values()];
}

// What is shown

function element(tag, className, ...inside) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...inside);
  return made;
}

// The sentences that say most of what was asked, with its words marked.
function excerpt(index, units, text) {
  const hits = units.flatMap((unit) => unit.ways.flatMap(stemsOf));
  const unit = (word) => {
    const [token] = tokens(word);
    if (!token) return -1;
    const own = index.dutch.stem(token);
    return hits.findIndex((hit) => own === hit || (hit.length > 3 && token.startsWith(hit)));
  };
  const sentences = (text.match(/[^.!?…]+[.!?…]*['’”)]*\s*/g) || []).filter((one) => /\p{L}/u.test(one));
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

async function item(index, units, page) {
  const [name, address, sort, day, text] = await load(fileOf(page));
  const link = element("a", "", name);
  // Read from a stick, a link to a folder needs the name of the page in it.
  const path = form.dataset.root + address.slice(1);
  link.href = location.protocol === "file:" ? path.replace(/\/(?=$|#)/, "/index.html") : path;
  const facts = element("div", "card-meta", element("p", "", sort));
  if (day) facts.append(element("p", "", day));
  return element("li", "", element("article", "card", element("h3", "", link), facts,
    element("p", "card-text", ...excerpt(index, units, text))));
}

// In figures, for not every disk tells `a` from `A`.
function fileOf(page) {
  return "p-" + [...page].reduce((sum, sign, place) => sum + SIGNS.indexOf(sign) * 64 ** place, 0);
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
  const nowhere = meant.length > 1 ? "Die woorden staan" : "Dat woord staat";
  const typed = meant.length ? " Je typte " + quoted(question) + ". " + nowhere + " nergens op de site." : "";
  return counted + about + "." + typed;
}

// Shows the first pages, and returns how many there are. A page that does not come is left out, unless none comes.
async function show(index, units, results) {
  const run = latest;
  let shown = 0;
  const next = async () => {
    const tried = results.slice(shown, shown + AT_ONCE);
    const items = (await Promise.all(tried.map((one) => item(index, units, one).catch(() => null)))).filter(Boolean);
    if (run !== latest) return [];
    if (tried.length && !items.length) throw new Error("p-");
    if (!shown) list.replaceChildren();
    shown += tried.length;
    list.append(...items);
    more.hidden = shown >= results.length;
    return items;
  };
  const first = await next();
  more.onclick = async () => {
    try {
      (await next())[0]?.querySelector("a").focus();
    } catch {
      said.textContent = form.dataset.broken;
    }
  };
  return results.length - Math.min(results.length, AT_ONCE) + first.length;
}

function asked() {
  const at = new URLSearchParams(location.search);
  return { question: (at.get("q") || "").trim(), filters: Object.fromEntries(chosen.map((one) => [one.name, at.get(one.name) || ""])) };
}

let opened = null;

function openIndex() {
  opened ||= load("begin").then((told) => new Index(told));
  opened.catch(() => { opened = null; });
  return opened;
}

// An older `begin.js` that a browser kept may name what is no more: then everything is asked for afresh, once.
async function withIndex(answer) {
  const run = latest;
  try {
    return await answer(await openIndex());
  } catch (error) {
    if (run !== latest) throw error;
    [files, opened, version] = [{}, null, "?" + Date.now()];
    return answer(await openIndex());
  }
}

// Says beside each choice how many pages it leaves.
function count(index, all, filters) {
  for (const one of chosen) {
    const others = { ...filters, [one.name]: "" };
    const within = all.filter((page) => index.passes(others, page));
    for (const option of one.options) {
      const left = option.value ? within.filter((page) => index.passes({ [one.name]: option.value }, page)) : within;
      option.textContent = option.dataset.name + " (" + left.length + ")";
    }
  }
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
    await withIndex(async (index) => {
      const units = question ? await index.units(question) : [];
      const all = question ? index.ranked(units) : index.pages;
      if (run !== latest) return;
      const results = all.filter((page) => index.passes(filters, page));
      count(index, all, filters);
      const shown = await show(index, units, results);
      if (run !== latest) return;
      nothing.hidden = results.length > 0;
      said.textContent = sentence(shown, question, units);
    });
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

form.hidden = form.querySelector("details").hidden = false;
search();
