// The desk stays up to date by itself: what is marked `data-live` is fetched again when something changed.
(() => {
  const own = document.currentScript;
  const address = own.dataset.adres ?? "";

  let asked = 0;
  const refresh = async () => {
    const turn = ++asked;
    const answer = await fetch(location.href, { headers: { accept: "text/html" } });
    if (!answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (turn !== asked) return; // it was asked again meanwhile, and that answer is newer
    for (const old of document.querySelectorAll("[data-live]")) {
      const now = fresh.getElementById(old.id);
      if (now && now.innerHTML !== old.innerHTML && !old.contains(document.activeElement)) old.innerHTML = now.innerHTML;
    }
    for (const [id, was] of typed) {
      const now = document.getElementById(id);
      if (now && now !== was) typed.set(id, Object.assign(now, { value: was.value, checked: was.checked }));
    }
  };

  let line = null;
  const release = () => { line?.close(); line = null; };
  const listen = () => {
    if (document.hidden) return release();
    if (line) return;
    line = new EventSource(`/.redactie/lijn?${new URLSearchParams({ adres: address })}`);
    line.addEventListener("open", refresh);
    line.addEventListener("meldingen", refresh);
  };
  if (document.querySelector("[data-live]")) {
    document.addEventListener("visibilitychange", listen);
    addEventListener("pagehide", release);
    addEventListener("pageshow", listen);
  }

  // What was typed in a form stays in its window: when somebody leaves by mistake, when the desk does not answer or takes
  // no more (a browser then shows a page of its own, in the place of the form), and when a list around it is fetched anew.
  const typed = new Map();
  let leaves = false, passes = null;
  document.addEventListener("input", ({ target: it }) => {
    if (it.form?.method !== "post" || it.type === "date") return;
    typed.set(it.id || it, it);
    leaves = false;
  });
  // A sentence that was sent (`zin`) is kept at the desk, and a tick is soon set again.
  const refused = "[data-unsaved] form[method=post] :is(textarea, input:not([type=hidden], [type=checkbox], #zin))";
  addEventListener("beforeunload", (event) => {
    const isChanged = (it) => it.value !== it.defaultValue || it.checked !== it.defaultChecked;
    if (!leaves && (document.querySelector(refused) || [...typed.values()].some(isChanged))) event.preventDefault();
  });
  document.addEventListener("submit", async (event) => {
    const { target: form, submitter } = event;
    if (form.method !== "post" || form === passes) return;
    event.preventDefault();
    const size = [...new FormData(form).values()].reduce((sum, it) => sum + (it.size ?? it.length), 0);
    const answers = await fetch("/.redactie/redactie.css", { method: "HEAD" }).then(() => true, () => false);
    document.getElementById("stil")?.remove();
    if (answers && size <= own.dataset.most) {
      [leaves, passes] = [true, form];
      form.requestSubmit(submitter);
      passes = null;
      return;
    }
    const told = Object.assign(document.createElement("p"), { id: "stil", className: "wrong", role: "alert" });
    (form.querySelector(".buttons") ?? form.lastElementChild).before(told);
    told.textContent = answers
      ? "Dit is te groot: samen mag het hooguit 100 MB zijn. Neem een kleiner bestand, of minder bestanden tegelijk."
      : "De redactie staat uit. Wat je typte, staat er nog. Start haar opnieuw, en klik dan nog een keer.";
  });

  // A link within the preview leads on: the bar goes along.
  const frame = document.querySelector("iframe[data-adres]");
  frame?.addEventListener("load", () => {
    let at = "";
    try { at = decodeURI(frame.contentWindow.location.pathname); } catch { return; }
    at = at.replace(/^\/\.redactie\/druk/, "");
    if (at.startsWith("/.redactie") || !at.startsWith("/") || at === frame.dataset.adres) return;
    if (!/\/$|\.html$/.test(at) || at.endsWith("/mail.html")) return;
    location.replace(`/.redactie/bekijk?${new URLSearchParams({ adres: at, als: frame.dataset.als })}`);
  });

  const text = document.querySelector("textarea[data-regel]");
  // The form is another door: to a text that it can read, in a browser that can give it a folder.
  const door = document.getElementById("in-formulier");
  const canEnter = async () => {
    if (!("showDirectoryPicker" in window)) return false;
    try {
      const { fromFile } = await import("/beheer/beheer.js");
      fromFile(text.defaultValue.trim(), (await (await fetch("/beheer/instellingen.json")).json()).kinds);
    } catch { return false; }
    return true;
  };
  if (door) canEnter().then((can) => { if (can) door.hidden = false; else door.remove(); });
  if (text) {
    const line = Number(text.dataset.regel);
    const lines = text.value.split("\n");
    const start = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
    text.focus();
    if (line) {
      text.setSelectionRange(start, start + (lines[line - 1] ?? "").length);
      text.scrollTop = Math.max(0, (line - 5) * parseFloat(getComputedStyle(text).lineHeight));
    }
    text.addEventListener("keydown", (event) => {
      if (event.key === "s" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); text.form.requestSubmit(); }
    });
  }
})();
