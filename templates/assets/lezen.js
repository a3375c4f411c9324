// Leesinstellingen and Voorlezen show only where they work.
{
  const { dataset } = document.documentElement;
  const made = document.querySelector(".under-top > [data-scripted]");
  made.outerHTML = made.textContent;
  const reading = document.querySelector(".reading");
  const find = (selector) => reading.querySelector(selector);
  const status = find("[role=status]");
  // The same sentence has to be heard again: a space at its end makes it another.
  const say = (text) => (status.textContent = text === status.textContent ? text + "\u00a0" : text);

  /* Leesinstellingen: an attribute on <html> for what is not as usual. */

  const STEPS = { tekst: [100, 110, 125, 150, 175, 200], letters: [0, 1, 2, 3, 4], regels: [0, 1, 2, 3] };
  const IS = { tekst: "De tekst is", letters: "De ruimte tussen letters is", regels: "De ruimte tussen regels is" };
  const at = (name) => Math.max(0, STEPS[name].indexOf(Number(dataset[name])));
  const end = (name, side) => (side < 0 ? 0 : STEPS[name].length - 1);
  const inWords = (name) => {
    if (name === "tekst") return STEPS.tekst[at(name)] + " procent";
    return at(name) ? `stand ${at(name)} van ${end(name, 1)}` : "gewoon";
  };

  const draw = () => {
    for (const part of reading.querySelectorAll("[data-value]")) part.textContent = inWords(part.dataset.value);
    for (const button of reading.querySelectorAll("button")) {
      const { name, side, colour } = button.dataset;
      if (name) button.setAttribute("aria-disabled", at(name) === end(name, side));
      if (colour !== undefined) button.setAttribute("aria-pressed", colour === (dataset.thema ?? ""));
    }
  };

  const set = (name, value) => {
    if (value) dataset[name] = value;
    else delete dataset[name];
  };

  const keep = (text) => {
    draw();
    const { tekst, letters, regels, thema } = dataset;
    const chosen = JSON.stringify({ tekst, letters, regels, thema });
    try {
      if (chosen === "{}") localStorage.removeItem("leesinstellingen");
      else localStorage.setItem("leesinstellingen", chosen);
      say(text);
    } catch {
      say(text + " Je apparaat bewaart dit niet: het geldt alleen hier.");
    }
  };

  reading.addEventListener("click", ({ target }) => {
    const button = target.closest("button");
    if (!button) return;
    const { name, side, colour } = button.dataset;
    if (name && at(name) === end(name, side)) {
      say(`Dat kan niet verder. ${IS[name]} al ${inWords(name)}.`);
    } else if (name) {
      const next = at(name) + Number(side);
      set(name, next && STEPS[name][next]);
      keep(`${IS[name]} nu ${inWords(name)}.`);
    } else if (colour !== undefined) {
      set("thema", colour);
      keep(`Kleuren: ${button.textContent.toLowerCase()}.`);
    } else if (button.matches(".reading-reset")) {
      for (const each of [...Object.keys(STEPS), "thema"]) set(each);
      keep("Alles is weer zoals het was.");
    } else if (button.matches(".reading-open")) {
      const panel = find(".settings");
      panel.hidden = !panel.hidden;
      button.setAttribute("aria-expanded", !panel.hidden);
    }
  });
  draw();
  addEventListener("pageshow", draw); // Going back shows a page as it was left.

  /* Voorlezen, by a voice that lives on the device: no word leaves it. */

  const TOLD = "h1, .short, .hero-lead, .notice, .call, .ticket, .text";
  const UNTOLD = "nav, .card, .ending, .edition, .contact, .vh, [aria-hidden], dialog";
  const [player, on, off] = [".voice", ".voice-on", ".voice-off"].map(find);
  let sentences = [];
  let now = 0;
  let spoken; // What sounds; null when paused, undefined when off. Held, or some browsers stop halfway.

  const voice = (tongue) =>
    speechSynthesis.getVoices().find(({ lang, localService }) => localService && lang.slice(0, 2) === tongue);

  const offer = () => {
    if (spoken !== undefined) return;
    const can = voice("nl") && document.querySelector(".doc .text p, .hero-lead");
    player.hidden = find(".voice-note").hidden = !can;
  };

  // No sentence runs into the next block.
  const blocks = () => {
    const found = [];
    const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      const parent = node.parentElement;
      if (!parent.closest(TOLD) || parent.closest(UNTOLD) || parent.checkVisibility?.() === false) continue;
      let block = parent;
      while (getComputedStyle(block).display === "inline") block = block.parentElement;
      if (found.at(-1)?.block !== block) found.push({ block, text: "", nodes: [] });
      const last = found.at(-1);
      last.nodes.push([last.text.length, node]);
      last.text += node.data;
    }
    return found;
  };

  const parted = ({ block, text, nodes }) => {
    const found = Intl.Segmenter
      ? new Intl.Segmenter("nl", { granularity: "sentence" }).segment(text)
      : [{ segment: text, index: 0 }];
    return [...found].filter(({ segment }) => /[\p{L}\d]/u.test(segment)).map(({ segment, index }) => {
      const range = new Range();
      const first = index + segment.search(/\S/);
      const last = index + segment.trimEnd().length - 1;
      const [[from, start], [to, stop]] = [first, last].map((place) => nodes.findLast(([from]) => from <= place));
      range.setStart(start, first - from);
      range.setEnd(stop, last - to + 1);
      return { block, range, text: segment.replaceAll("\u00ad", "").trim().replace(/\s+/g, " ") };
    });
  };

  const mark = (sentence) => {
    document.querySelector("[data-spoken]")?.removeAttribute("data-spoken");
    if (self.Highlight) CSS.highlights.set("voorlezen", new Highlight(...(sentence ? [sentence.range] : [])));
    else if (sentence) sentence.block.dataset.spoken = "";
    if (!sentence) return;
    const { top, bottom } = sentence.range.getBoundingClientRect();
    if (top < 0 || bottom > innerHeight - player.offsetHeight) {
      const behavior = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
      sentence.range.startContainer.parentElement.scrollIntoView({ block: "center", behavior });
    }
  };

  const become = (state, text) => {
    const isOff = state === undefined;
    spoken = state;
    speechSynthesis.cancel();
    on.lastChild.textContent = isOff ? "Lees voor" : state ? "Pauze" : "Verder";
    if (isOff && document.activeElement === off) on.focus({ preventScroll: true });
    off.hidden = isOff;
    player.classList.toggle("is-on", !isOff);
    if (isOff) mark();
    if (text) say(text);
  };

  // By the sentence: in a long text browsers fall silent, and each pauses in its own way.
  const read = (text) => {
    const sentence = sentences[now];
    if (!sentence) return become(undefined, "Dit was het einde.");
    const utterance = new SpeechSynthesisUtterance(sentence.text);
    utterance.voice = voice(sentence.block.closest("[lang]").lang.slice(0, 2)) ?? voice("nl");
    utterance.lang = utterance.voice.lang;
    utterance.onend = () => spoken === utterance && (now++, read());
    utterance.onerror = () => spoken === utterance && become(undefined, "Voorlezen lukt nu niet op dit apparaat.");
    become(utterance, text);
    mark(sentence);
    speechSynthesis.speak(utterance);
  };

  if (self.speechSynthesis) {
    on.addEventListener("click", () => {
      if (spoken) return become(null, "Even stil. Druk op Verder om door te gaan.");
      if (spoken === undefined) [sentences, now] = [blocks().flatMap(parted), 0];
      read("De pagina wordt voorgelezen.");
    });
    off.addEventListener("click", () => become(undefined, "Het voorlezen is gestopt."));
    addEventListener("pagehide", () => become());
    // Far down the page the buttons come along.
    const follow = ([{ isIntersecting }]) => player.classList.toggle("is-away", !isIntersecting);
    new IntersectionObserver(follow).observe(find(".reading-bar"));
    speechSynthesis.addEventListener?.("voiceschanged", offer);
    offer();
  }
}
