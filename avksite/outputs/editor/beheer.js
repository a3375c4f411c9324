/* Writing in a form: tells Sveltia CMS which texts there are, and reads and writes them as they are typed here.
 *
 * A text that is saved keeps every line that nobody changed: the order of its keys, remarks, empty lines, dates as
 * somebody typed them. Sveltia keeps what was read, whole, beside the values (`WHOLE`), so that this can compare. */

const WHOLE = "hele-bestand";
const KEY = /^([a-z][a-z0-9]*(?:-[a-z0-9]+)*):(?:\s+(.*))?$/;
const MONTHS = "januari februari maart april mei juni juli augustus september oktober november december".split(" ");
const DAY = String.raw`(?:(?:maan|dins|woens|donder|vrij|zater|zon)dag )?(?:(\d{1,2}) ([a-z]+) (\d{4})|(\d{1,2})-(\d{1,2})-(\d{4})|(\d{4})-(\d{2})-(\d{2}))`;
const CLOCK = String.raw`(\d{1,2})(?:[.:](\d{2}))?(?: uur)?`;
const YES = ["ja", "j", "aan", "waar", "yes", "y", "true", "on", "wel"];
const NO = ["nee", "neen", "n", "uit", "onwaar", "no", "false", "off", "niet"];

/** What a form cannot show without the risk of losing some of it: the text stays as it is, for the desk. */
class Unread extends Error {}

const two = (number) => String(number).padStart(2, "0");
const indentOf = (line) => line.length - line.trimStart().length;
const isItem = (text) => /^-\s/.test(text) || text === "-";
const holds = (line) => line.trim() !== "" && !line.trimStart().startsWith("#");

/* ── Reading ──────────────────────────────────────────────────────────────────────────────────────────────────────── */

/** Return the lines of a text: above its keys, the keys, and what follows them. */
function split(text) {
  const lines = text.replace(/^\ufeff/, "").split("\n");
  const end = lines.indexOf("---", 1);
  if (lines[0] !== "---" || end < 0) throw new Unread("Boven deze tekst staan geen gegevens tussen streepjes.");
  return { head: lines.slice(1, end), rest: lines.slice(end + 1) };
}

/** Return every key with its value and the lines that it takes, from `begin` to just before `end`. */
function blocks(lines) {
  const found = [];
  lines.forEach((line, at) => {
    if (!holds(line) || (found.length && (indentOf(line) || isItem(line)))) return;
    const key = KEY.exec(line);
    if (!key || found.some((it) => it.key === key[1])) throw new Unread(`Deze regel lees ik niet: ${line}`);
    found.push({ key: key[1], rest: (key[2] ?? "").trim(), begin: at, end: lines.length });
  });
  found.forEach((block, number) => {
    block.end = found[number + 1]?.begin ?? lines.length;
    // Remarks and empty lines above the next key belong to that.
    while (block.end > block.begin + 1 && !holds(lines[block.end - 1]) && !indentOf(lines[block.end - 1])) block.end--;
    block.value = value(block.rest, lines.slice(block.begin + 1, block.end));
  });
  return found;
}

function value(rest, below) {
  const lines = below.filter(holds);
  if (/^[|>][+-]?$/.test(rest)) {
    const least = Math.min(...lines.map(indentOf));
    if (below.length !== lines.length) throw new Unread("Een tekst over meer alinea's.");
    return lines.map((line) => line.slice(least)).join(rest[0] === "|" ? "\n" : " ");
  }
  if (!rest) return lines.length ? nested(lines) : "";
  const quoted = /^"((?:[^"\\]|\\["\\n])*)"$|^'((?:[^']|'')*)'$/.exec(rest);
  if (quoted && !lines.length) return unquoted(quoted);
  if (/^["'[{|>]/.test(rest)) {
    const list = rest[0] === "[" && !lines.length && flow(rest);
    if (list) return list;
    if (rest[0] !== "'") throw new Unread(`Deze waarde lees ik niet: ${rest}`);
  }
  if (lines.some((line) => isItem(line.trim()) || KEY.test(line.trim()))) throw new Unread(`Onder ${rest} staat nog iets.`);
  if (lines.length !== below.length && lines.length) throw new Unread(`Tussen ${rest} staat een opmerking.`);
  return [rest, ...lines].map((line) => line.trim()).join(" ");
}

const unquoted = ([, double, single]) =>
  double === undefined
    ? single.replaceAll("''", "'")
    : double.replace(/\\(.)/g, (_, sign) => (sign === "n" ? "\n" : sign));

function flow(text) {
  const item = /\s*(?:("(?:[^"\\]|\\["\\n])*"|'(?:[^']|'')*')|([^,[\]{}"']+?))\s*(?:,|\]$)/y;
  const found = [];
  for (item.lastIndex = 1; item.lastIndex < text.length; ) {
    const match = item.exec(text);
    if (!match) return text.slice(1, -1).trim() === "" && text.endsWith("]") ? [] : null;
    found.push(match[1] ? value(match[1], []) : match[2]);
  }
  return found;
}

function nested(lines) {
  const least = indentOf(lines[0]);
  const own = lines.map((line) => line.slice(least));
  if (lines.some((line) => indentOf(line) < least)) throw new Unread(`Deze regel lees ik niet: ${lines[0]}`);
  if (!isItem(own[0])) return Object.fromEntries(blocks(own).map((block) => [block.key, block.value]));
  const items = [];
  for (const line of own) {
    if (isItem(line)) items.push([line]);
    else if (indentOf(line)) items.at(-1).push(line);
    else throw new Unread(`Hier hoort een streepje: ${line}`);
  }
  return items.map(([line, ...more]) => {
    const first = line.trimEnd();
    const rest = first.slice(1).trimStart();
    return KEY.test(rest) ? nested([" ".repeat(first.length - rest.length) + rest, ...more]) : value(rest, more);
  });
}

/** Return what was typed as the form shows it; `kinds` says of every key, with those above it, what it takes. */
function shown(typed, kinds, path = "", days = []) {
  const takes = kinds[path];
  if (Array.isArray(typed)) return typed.map((one) => shown(one, kinds, path, days));
  if (typeof typed === "object") {
    if (takes && !takes.group) throw new Unread(`Bij ${path} hoort een tekst.`);
    const below = Object.entries(typed).map(([key, one]) => {
      const name = path ? `${path}.${key}` : key;
      const read = shown(one, kinds, name, days);
      return [key, kinds[name]?.many && !Array.isArray(read) && read !== "" ? [read] : read];
    });
    return Object.fromEntries(below);
  }
  if (/^(?:null|~|-)$/i.test(typed)) return "";
  if (takes?.group && typed) throw new Unread(`Bij ${path} horen gegevens op eigen regels.`);
  if (!takes || typed === "") return typed;
  if (takes.is === "yes") {
    const word = typed.toLowerCase();
    if (YES.includes(word) || NO.includes(word)) return YES.includes(word);
    throw new Unread(`${typed} is geen ja of nee.`);
  }
  return takes.is === "date" || takes.is === "moment" ? moment(typed, takes.is, days) : typed;
}

/** Return a day, or a moment, as the form has it; a time by itself is of the day that was read last. */
function moment(typed, is, days) {
  const text = typed.trim().toLowerCase();
  const whole = new RegExp(`^${DAY}(?:(?:,? (?:om )?|t)${CLOCK}(?::00)?)?$`).exec(text);
  const found = whole ?? (days.length && is === "moment" ? new RegExp(`^${CLOCK}$`).exec(text) : null);
  const [hour, minute] = found?.slice(-2) ?? [];
  let day = days.at(-1)?.slice(0, 10);
  if (whole) {
    const [, d1, name, y1, d2, m2, y2, y3, m3, d3] = whole;
    const month = name ? MONTHS.indexOf(name) + 1 : Number(m2 ?? m3);
    day = `${y1 ?? y2 ?? y3}-${two(month)}-${two(Number(d1 ?? d2 ?? d3))}`;
  }
  const read = `${day}T${two(Number(hour ?? 0))}:${minute ?? "00"}`;
  const isDay = found && day && new Date(`${day}T12:00Z`).toJSON?.()?.startsWith(day);
  if (!isDay || Number(hour ?? 0) > 23 || (is === "date" && hour) || (!whole && read < days.at(-1))) {
    throw new Unread(`Deze datum lees ik niet: ${typed}`);
  }
  days.push(read);
  return is === "date" ? day : read;
}

/** Return what the form shows of a file. */
export function fromFile(text, kinds) {
  const { head, rest } = split(text);
  const typed = Object.fromEntries(blocks(head).map((block) => [block.key, block.value]));
  return { ...shown(typed, kinds), body: rest.join("\n").trim(), [WHOLE]: text };
}

/* ── Writing ──────────────────────────────────────────────────────────────────────────────────────────────────────── */

/** Return what counts of a value: what is empty was not filled in. */
function filled(given) {
  if (Array.isArray(given)) {
    const items = given.map(filled).filter((one) => one !== undefined);
    return items.length ? items : undefined;
  }
  if (given && typeof given === "object") {
    const below = Object.entries(given).map(([key, one]) => [key, filled(one)]);
    const kept = below.filter(([key, one]) => one !== undefined && !key.startsWith("__"));
    return kept.length ? Object.fromEntries(kept.sort(([one], [other]) => (one < other ? -1 : 1))) : undefined;
  }
  if (given === null || given === undefined || given === false) return undefined;
  return String(given).trim() === "" ? undefined : typeof given === "string" ? given.trim() : given;
}

const isSame = (one, other) => JSON.stringify(filled(one)) === JSON.stringify(filled(other));

/** Return the lines of a key in a file. */
function lines(key, given, kinds, path, indent = "") {
  if (filled(given) === undefined) return [];
  const takes = kinds[path];
  if (Array.isArray(given)) {
    const items = given.filter((one) => filled(one) !== undefined);
    if (items.length === 1 && !takes?.group) return [`${indent}${key}: ${scalar(items[0], takes)}`];
    return [`${indent}${key}:`, ...items.flatMap((one) => item(one, takes, kinds, path, `${indent}  `))];
  }
  if (typeof given === "object") return [`${indent}${key}:`, ...group(given, kinds, path, `${indent}  `)];
  return [`${indent}${key}: ${scalar(given, takes)}`];
}

const group = (given, kinds, path, indent) =>
  Object.entries(given).flatMap(([key, one]) =>
    key.startsWith("__") ? [] : lines(key, one, kinds, path ? `${path}.${key}` : key, indent),
  );

function item(given, takes, kinds, path, indent) {
  if (typeof given !== "object") return [`${indent}- ${scalar(given, takes)}`];
  const [first, ...more] = group(given, kinds, path, `${indent}  `);
  return [`${indent}- ${first.trimStart()}`, ...more];
}

function scalar(given, takes) {
  if (given === true) return "ja";
  const text = String(given).trim();
  const date = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2}))?/.exec(text);
  if (date && (takes?.is === "date" || takes?.is === "moment")) {
    const [, year, month, day, hour, minute] = date;
    const hasTime = takes.is === "moment" && hour && `${hour}${minute}` !== "0000";
    return `${Number(day)} ${MONTHS[month - 1]} ${year}${hasTime ? ` ${Number(hour)}.${minute} uur` : ""}`;
  }
  const isPlain = !/^[\s"'[\]{}|>#&*!%@`?,-]|: | #|:$|\n/.test(text) && !/^(?:null|~)$/i.test(text);
  return isPlain ? text : `"${text.replace(/[\\"]/g, "\\$&").replaceAll("\n", "\\n")}"`;
}

/** Return what a line means, however it is typed: the editor writes some signs in another way. */
const meaning = (line) => line.replace(/\\([^\w\s])/g, "$1").replaceAll("*", "_").trimEnd();
const isBlock = (line) => line?.startsWith("///");

const SHALLOW = /^ {2}(?:[-+*]|\d+\.)\s/m;
const DEEP = /^(?: {4})+(?=[-+*]\s|\d+\.\s)/gm;

/** Return what a whole text means: in the editor a block stands free. */
function gist(given) {
  const lines = given.split("\n").map(meaning).join("\n").replace(/\n{3,}/g, "\n\n");
  return lines.replace(/\n\n(?=\/{3})/g, "\n").replace(/^(\/{3}.*)\n\n/gm, "$1\n");
}

/** Return the text below the keys, in which every line that means what it meant is as it was. */
function text(given, before) {
  // The editor has a list in a list four spaces in, also where it was two.
  const isDeeper = SHALLOW.test(before) && !SHALLOW.test(given);
  const body = isDeeper ? given.replace(DEEP, (spaces) => spaces.slice(spaces.length / 2)) : given;
  if (gist(body) === gist(before)) return before;
  const was = before.split("\n");
  const made = [];
  let [from, gap, isAsBefore] = [0, [], true];
  for (const line of body.split("\n")) {
    if (!line.trim()) {
      gap.push(line);
      continue;
    }
    const at = was.findIndex((one, number) => number >= from && meaning(one) === meaning(line));
    const between = was.slice(from, Math.max(at, from));
    const isFree = isBlock(line) || isBlock(was[from - 1]);
    const isSameGap = isAsBefore && at >= 0 && between.every((one) => !one.trim());
    made.push(...(isSameGap && (isFree || !gap.length === !between.length) ? between : gap), at < 0 ? line : was[at]);
    [from, gap, isAsBefore] = [at < 0 ? from : at + 1, [], at >= 0];
  }
  return made.join("\n");
}

/** Return the file of what the form holds: every line that it does not change as it was. */
export function toFile(content, kinds) {
  const { body = "", [WHOLE]: whole = "---\n---\n", ...values } = content;
  const { head, rest } = split(whole);
  const before = fromFile(whole, kinds);
  const known = blocks(head);
  const made = [];
  let at = 0;
  const place = new Map(known.map((block) => [block.key, block]));
  const added = new Map(); // by the key that it comes behind
  let last = "";
  for (const [key, given] of Object.entries(values)) {
    if (place.has(key)) last = key;
    else added.set(last, [...(added.get(last) ?? []), ...lines(key, given, kinds, key)]);
  }
  made.push(...(added.get("") ?? []));
  for (const { key, begin, end } of known) {
    const isKept = !(key in kinds) || isSame(values[key], before[key]);
    made.push(...head.slice(at, begin), ...(isKept ? head.slice(begin, end) : lines(key, values[key], kinds, key)));
    made.push(...(added.get(key) ?? []));
    at = end;
  }
  made.push(...head.slice(at));
  const first = rest.findIndex((line) => line.trim());
  const above = first < 0 ? [""] : rest.slice(0, first);
  return ["---", ...made, "---", ...above, text(body.trim(), before.body)].join("\n").trim();
}

/* ── Blocks in a text ─────────────────────────────────────────────────────────────────────────────────────────────── */

/** Return a block as a component of the editor: `///`, its name and title, its own values, its words, `///`. */
function component({ name, label, fields, options, content }) {
  const begin = new RegExp(`^/// ${name}(?: \\| ([^\\n]*))?\\n([\\s\\S]*?)\\n?^///$`, "m");
  const parts = (match) => {
    const typed = match[2] ? match[2].split("\n") : [];
    const count = typed.findIndex((line) => !/^ {2,}[\w-]+:/.test(line));
    const own = typed.slice(0, count < 0 ? typed.length : count).map((line) => /^\s+([\w-]+):\s*(.*)$/.exec(line));
    const text = count < 0 ? "" : typed.slice(count).join("\n").trim();
    return { titel: match[1] ?? "", ...Object.fromEntries(own.map(([, key, one]) => [key, one])), tekst: text };
  };
  return {
    id: name,
    label,
    fields,
    pattern: begin,
    fromBlock: (match) => ({ ...parts(match), bron: match[0] }),
    toBlock: ({ bron, ...given }) => {
      const was = bron && begin.exec(bron);
      if (was && isSame(parts(was), given)) return bron;
      const own = options.filter((key) => given[key]).map((key) => `    ${key}: ${given[key]}`);
      const text = content && given.tekst ? [...(own.length ? [""] : []), given.tekst.trim()] : [];
      return [`/// ${name}${given.titel ? ` | ${given.titel}` : ""}`, ...own, ...text, "///"].join("\n");
    },
    toPreview: ({ titel = "", tekst = "" }) => `${label}: ${titel} ${tekst}`.replaceAll("<", "&lt;"),
  };
}

/** A picture in a text has words for who does not see it. */
const picture = (fields) => ({
  id: "afbeelding",
  label: "Afbeelding",
  fields,
  pattern: /!\[([^\]\n]*)\]\(([^)\s]+)(?: "([^"\n]*)")?\)/,
  fromBlock: ([, alt, src, title]) => ({ alt, src, title: title ?? "" }),
  toBlock: ({ alt = "", src = "", title = "" }) =>
    src ? `![${alt.replace(/[[\]]/g, "")}](${src}${title ? ` "${title.replaceAll('"', "'")}"` : ""})` : "",
  toPreview: ({ alt = "", src = "" }) => `<img src="${src}" alt="${alt.replaceAll('"', "&quot;")}">`,
});

const CHANGED =
  "Deze tekst is veranderd sinds je het formulier opende. Kopieer wat je schreef, ververs het formulier met F5, en zet het er dan bij.";

/** Return what says no when a text is not on disk any more as it was read, or as it was saved here last. */
function guard(texts) {
  const last = new Map();
  return async (whole, made) => {
    const bytes = new TextEncoder().encode(last.get(whole) ?? whole);
    const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    const digest = Array.from(sum, (one) => one.toString(16).padStart(2, "0")).join("");
    const known = await (await fetch(texts)).json();
    if (!known.includes(digest)) throw new Error("saving_failed", { cause: new Error(CHANGED) });
    last.set(whole, made);
  };
}

/** Start the program. */
export async function start() {
  const { default: CMS, init } = await import("./npm/index.js");
  const settings = await (await fetch("instellingen.json")).json();
  const { kinds, components, image, texts } = settings;
  const check = texts && guard(texts);
  CMS.registerCustomFormat("tekst", "md", {
    fromFile: (text) => fromFile(text, kinds),
    toFile: async (content) => {
      const made = toFile(content, kinds);
      if (check && content[WHOLE]) await check(content[WHOLE], made);
      return made;
    },
  });
  for (const one of components) CMS.registerEditorComponent(component(one));
  CMS.registerEditorComponent(picture(image));
  letZoom();
  init({ config: settings.config });
}

/** The program forbids to make its letters larger with two fingers: whoever needs that may (WCAG 1.4.4). */
function letZoom() {
  const free = "width=device-width, initial-scale=1";
  const mend = () => {
    for (const meta of document.querySelectorAll("meta[name=viewport]")) if (meta.content !== free) meta.content = free;
  };
  new MutationObserver(mend).observe(document.head, { attributes: true, childList: true, subtree: true });
}

if (globalThis.document?.documentElement.dataset.beheer !== undefined) await start();
