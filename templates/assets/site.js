// The site works without this script. It helps in five places.

// What only works with a script is put on the page by this one, before those that make it work; the settings put
// themselves there.
for (const made of document.querySelectorAll("main [data-scripted]")) made.outerHTML = made.textContent;

// Read from a stick or a folder, a link to a folder needs the name of the page in it.
if (location.protocol === "file:") {
  for (const link of document.querySelectorAll("a[href]")) {
    const [, path, rest] = /^([^?#]*)(.*)$/.exec(link.getAttribute("href"));
    if (!/^[a-z][a-z+.-]*:|^\/\//i.test(path) && /(^|\/)(\.{1,2})?$/.test(path) && path) {
      link.setAttribute("href", path.replace(/\/?$/, "/index.html") + rest);
    }
  }
}

// What can be copied gets a button, where copying can work: the page, to pass it on, and addresses for other programs.
for (const list of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) break;
  const status = document.createElement("p");
  status.className = "share-status";
  status.setAttribute("role", "status");
  list.after(status);
  const add = (item, address, words, done) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "chip";
    button.append(...words);
    item.append(" ", button);
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(address);
        status.textContent = done;
      } catch {
        status.textContent = "Kopiëren lukt niet. Het adres is: " + address;
      }
    });
  };
  if (list.dataset.copy === "page") {
    const item = document.createElement("li");
    list.append(item);
    const address = document.querySelector("link[rel=canonical]").href;
    add(item, address, ["Kopieer de link"], "De link is gekopieerd. Je kunt hem nu plakken.");
  }
  for (const whole of list.querySelectorAll("[data-address]")) {
    const { name } = whole.dataset;
    const hidden = document.createElement("span");
    hidden.className = "vh";
    hidden.append(`: ${name}`);
    add(whole.parentElement, whole.dataset.address, ["Kopieer het adres", hidden], `Het adres van ‘${name}’ is gekopieerd. Je kunt het nu plakken.`);
  }
}

// An explained word shows beside it what it leads to at the end of the page; Esc, the button and a press beside it close
// that, and the browser itself then goes back to the word.
const meaning = document.querySelector(".meaning");
if (meaning?.showModal) {
  const [name, text] = meaning.querySelectorAll("p");
  for (const word of document.querySelectorAll(".term")) {
    word.ariaHasPopup = "dialog";
    word.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      const [term, explanation] = document.querySelectorAll(`${word.hash} :is(dt, dd)`);
      name.replaceChildren(term.textContent);
      text.replaceChildren(explanation.textContent);
      word.after(meaning);
      word.focus();
      meaning.showModal();
      meaning.scrollIntoView({ block: "nearest" });
      text.focus({ preventScroll: true });
    });
  }
  meaning.addEventListener("click", ({ target }) => target.matches("dialog, button") && meaning.close());
}

// A fold is open on paper, also in browsers whose print styles cannot open it, and closed again after.
let unfolded = [];
addEventListener("beforeprint", () => {
  unfolded = [...document.querySelectorAll("main details:not([open])")];
  for (const fold of unfolded) fold.open = true;
});
addEventListener("afterprint", () => {
  for (const fold of unfolded) fold.open = false;
});
