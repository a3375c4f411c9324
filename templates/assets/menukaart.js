// The learning menu works without this script: every choice is a page. With it the card follows the choices at once,
// and a reader puts together a menu of their own. That stays on this device, and nothing is kept before a button is pressed.
{
  const KEY = "mijn-menu";
  const one = (selector) => document.querySelector(selector);
  const all = (selector) => [...document.querySelectorAll(selector)];
  const form = one(".choose");
  const own = one("[data-own]");
  const dishes = all("[data-dish]");
  const said = one("[data-said]");
  const asked = new URLSearchParams(location.search);

  /* What is kept. Where the browser refuses to, the addresses of the pages carry it along. */
  let refused = false;
  const attempt = (action) => {
    try {
      return action();
    } catch {
      refused = true;
    }
  };
  const stored = () => {
    const text = attempt(() => localStorage.getItem(KEY));
    try {
      return refused ? asked.getAll("kies") : [].concat(JSON.parse(text || "[]"));
    } catch {
      return []; // something else under this name
    }
  };
  const kept = new Set(stored());
  const save = () => {
    attempt(() => (kept.size ? localStorage.setItem(KEY, JSON.stringify([...kept])) : localStorage.removeItem(KEY)));
    if (refused) said.textContent = "Je browser bewaart niets. Je menu blijft alleen staan zolang je op deze bladzijden bent.";
  };
  if (form || own) {
    // The whole card is here, so what is not on it is gone for good.
    for (const address of kept) if (!dishes.some((dish) => dish.dataset.dish === address)) kept.delete(address);
  }

  const query = (start) => {
    const parts = new URLSearchParams(start);
    if (refused) for (const address of kept) parts.append("kies", address);
    return String(parts);
  };

  const show = () => {
    const wanted = form && new FormData(form);
    const names = form ? [...new Set([...form.elements].map((box) => box.name))].filter((name) => wanted.has(name)) : [];
    const fits = ({ dataset }) =>
      own ? kept.has(dataset.dish) : names.every((name) => wanted.getAll(name).some((value) => dataset[name].split(" ").includes(value)));
    const shown = new Set();
    for (const dish of dishes) {
      dish.hidden = !fits(dish);
      if (!dish.hidden) shown.add(dish.dataset.dish);
    }
    for (const course of all(".menucard section")) course.hidden = !course.querySelector("[data-dish]:not([hidden])");
    const empty = one("[data-empty]");
    if (empty) {
      empty.hidden = shown.size > 0;
      (own || one(".menucard")).hidden = !shown.size;
    }
    for (const button of all("[aria-pressed][data-keep]")) button.setAttribute("aria-pressed", kept.has(button.dataset.keep));
    for (const count of all("[data-count]")) count.textContent = kept.size ? ` (${kept.size})` : "";
    for (const link of all("[data-menu]")) link.search = query();
    const mail = one("[data-mail]");
    if (mail) {
      const lines = dishes.filter((dish) => !dish.hidden).map((dish) => `${dish.querySelector("h3").textContent}\r\n${dish.dataset.url}\r\n\r\n`);
      mail.href = `mailto:?subject=${encodeURIComponent(`Mijn menu van ${mail.dataset.mail}`)}&body=${encodeURIComponent(lines.join(""))}`;
    }
    return shown.size;
  };

  const address = () => {
    const search = query(form ? new FormData(form) : "");
    // Read from a stick, a page cannot change its address; it works all the same.
    try {
      history.replaceState(null, "", location.pathname + (search && `?${search}`) + location.hash);
    } catch {}
  };

  const choose = () => {
    const count = one(".choose-count");
    const number = show();
    count.textContent = `${number} van de ${count.dataset.total} onderdelen`;
    address();
  };

  for (const part of all("[data-scripted]")) part.hidden = false;
  for (const part of all("[data-plain]")) part.hidden = true;

  if (form) {
    for (const box of form.elements) box.checked = asked.getAll(box.name).includes(box.value);
    form.addEventListener("change", choose);
    form.addEventListener("reset", () => setTimeout(choose));
    if (new FormData(form).keys().next().value) {
      one(".filters").open = true;
      choose();
    }
  }
  show();

  addEventListener("click", ({ target }) => {
    if (target.closest("[data-print]")) print();
    const button = target.closest("[data-keep]");
    if (!button) return;
    const dish = button.dataset.keep;
    if (!kept.delete(dish)) kept.add(dish);
    if (own) said.textContent = kept.size ? `Weggehaald. Er staat nog ${kept.size} op je menu.` : "Weggehaald. Je menu is nu leeg.";
    save();
    const rest = all("[data-own] [data-dish]:not([hidden]) [data-keep]");
    const next = rest[rest.indexOf(button) + 1] || rest[rest.indexOf(button) - 1] || one("[data-empty] a");
    show();
    if (refused) address();
    if (own) next.focus();
  });
}
