// The site works without this script. It helps in three places.

// Read from a stick or a folder, a link to a folder needs the name of the page in it.
if (location.protocol === "file:") {
  for (const link of document.querySelectorAll("a[href]")) {
    const [, path, rest] = /^([^?#]*)(.*)$/.exec(link.getAttribute("href"));
    if (!/^[a-z][a-z+.-]*:|^\/\//i.test(path) && /(^|\/)(\.{1,2})?$/.test(path) && path) {
      link.setAttribute("href", path.replace(/\/?$/, "/index.html") + rest);
    }
  }
}

// "Kopieer de link" shows up only where it can work.
for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) break;
  const status = button.closest(".share").querySelector("[role=status]");
  const address = document.querySelector("link[rel=canonical]").href;
  button.parentElement.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(address);
      status.textContent = "De link is gekopieerd. Je kunt hem nu plakken.";
    } catch {
      status.textContent = "Kopiëren lukt niet. Het adres is: " + address;
    }
  });
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
