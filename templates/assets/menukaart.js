// Without this script every choice is a page. With it the card follows the choices at once, and readers make a menu of
// their own. Nothing is kept before a button is pressed.
{
  const KEY = "mijn-menu";
  const one = (selector) => document.querySelector(selector);
  const all = (selector) => [...document.querySelectorAll(selector)];
  const words = (element) => element.textContent.replaceAll("\u00ad", "").trim(); // without where a line may break
  for (const plain of all("[data-plain]")) plain.hidden = true;
  const [form, own, said, empty] = [".choose", "[data-own]", "[data-said]", "[data-empty]"].map(one);
  const dishes = all("[data-dish]");
  for (const dish of own ? [] : dishes) {
    dish.insertAdjacentHTML("beforeend", '<p class="keep"><button type="button" class="chip" aria-pressed="false">Zet op mijn menu</button></p>');
    const button = dish.lastElementChild.firstChild;
    button.dataset.keep = dish.dataset.dish;
    button.setAttribute("aria-label", `Zet op mijn menu: ${words(dish.querySelector("h3"))}`);
  }
  const asked = new URLSearchParams(location.search);
  const choices = () => new FormData(form || undefined);

  // Where the browser refuses to keep it, the addresses carry it along.
  let refused = false;
  const kept = new Set();
  try {
    for (const dish of JSON.parse(localStorage.getItem(KEY)) || []) kept.add(dish);
  } catch {
    refused = true;
    for (const dish of asked.getAll("kies")) kept.add(dish);
  }
  // These two pages have the whole card: what is not on it, is gone.
  if (form || own) for (const dish of kept) if (!dishes.some((it) => it.dataset.dish === dish)) kept.delete(dish);

  const keep = () => {
    try {
      if (kept.size) localStorage.setItem(KEY, JSON.stringify([...kept]));
      else localStorage.removeItem(KEY);
    } catch {
      refused = true;
      said.textContent = "Je browser bewaart niets. Je menu blijft tot je weggaat van het leeraanbod.";
    }
  };

  const query = (parts) => {
    if (refused) for (const dish of kept) parts.append("kies", dish);
    return new URLSearchParams(parts);
  };

  const show = () => {
    const wanted = choices();
    const names = [...new Set(wanted.keys())];
    const fits = (dish, name) => wanted.getAll(name).some((value) => dish[name].split(" ").includes(value));
    const shown = new Map();
    for (const dish of dishes) {
      const it = dish.dataset;
      dish.hidden = !(own ? kept.has(it.dish) : names.every((name) => fits(it, name)));
      if (!dish.hidden) shown.set(it.dish, `${words(dish.querySelector("h3"))}\r\n${it.url}\r\n`);
    }
    for (const course of all(".menucard section")) course.hidden = !course.querySelector("li:not([hidden])");
    if (empty) (own || one(".menucard")).hidden = !(empty.hidden = shown.size > 0);
    for (const it of all("[aria-pressed][data-keep]")) it.setAttribute("aria-pressed", kept.has(it.dataset.keep));
    for (const it of all("[data-count]")) it.textContent = kept.size ? `\u00a0(${kept.size})` : "";
    for (const it of all("[data-menu]")) it.search = query(new FormData());
    for (const it of all("[data-mail]")) {
      it.href = it.dataset.mail + encodeURIComponent([...shown.values()].join("\r\n"));
    }
    return shown.size;
  };

  const remember = () => {
    try {
      history.replaceState(null, "", `?${query(choices())}`.replace(/^\?$/, location.pathname));
    } catch {} // read from a stick, a page cannot change its address
  };

  const choose = () => {
    const count = one(".choose-count");
    count.textContent = `${show()} van de ${count.dataset.total} onderdelen`;
    remember();
  };

  show();
  if (form) {
    for (const box of form.elements) box.checked = asked.getAll(box.name).includes(box.value);
    form.onchange = choose;
    form.onreset = () => setTimeout(choose);
    if (form.querySelector(":checked")) choose((one(".filters").open = true));
  }

  addEventListener("click", ({ target }) => {
    if (target.closest("[data-print]")) print();
    const button = target.closest("[data-keep]");
    if (!button) return;
    const dish = button.dataset.keep;
    if (!kept.delete(dish)) kept.add(dish);
    const rest = all("li:not([hidden]) [data-keep]");
    const at = rest.indexOf(button);
    if (own) said.textContent = kept.size ? `Weggehaald. Op je menu: nog ${kept.size}.` : "Weggehaald. Je menu is leeg.";
    keep();
    show();
    // What was pressed is gone; a reader goes on at the next.
    if (own) (rest[at + 1] || rest[at - 1] || empty.querySelector("a")).focus();
    if (refused) remember();
  });
}
