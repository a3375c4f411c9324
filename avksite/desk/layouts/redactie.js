// The desk stays up to date by itself: what is marked `data-live` is fetched again when something changed.
(() => {
  const own = document.currentScript;
  const address = own.dataset.adres ?? "";

  const refresh = async () => {
    const answer = await fetch(location.href, { headers: { accept: "text/html" } });
    if (!answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const old of document.querySelectorAll("[data-live]")) {
      const now = fresh.getElementById(old.id);
      if (now && now.innerHTML !== old.innerHTML && !old.contains(document.activeElement)) old.innerHTML = now.innerHTML;
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
  if (text) {
    const line = Number(text.dataset.regel);
    const lines = text.value.split("\n");
    const start = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
    text.focus();
    if (line) {
      text.setSelectionRange(start, start + (lines[line - 1] ?? "").length);
      text.scrollTop = Math.max(0, (line - 5) * parseFloat(getComputedStyle(text).lineHeight));
    }
    const saved = text.form.dataset.unsaved ? null : text.value;
    addEventListener("beforeunload", (event) => { if (text.value !== saved && !text.form.dataset.sent) event.preventDefault(); });
    // A browser shows a page of its own when nobody answers, and the text is gone with the one that it was typed in.
    text.form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const answers = await fetch("/.redactie/redactie.css", { method: "HEAD" }).then(() => true, () => false);
      text.form.dataset.sent = answers ? "ja" : "";
      if (answers) return text.form.submit();
      const told = document.getElementById("stil") ?? text.form.insertBefore(document.createElement("p"), text);
      Object.assign(told, { id: "stil", className: "wrong", role: "alert" });
      told.textContent = "De redactie staat uit. Je tekst is nog niet bewaard. Start haar opnieuw, en bewaar dan.";
    });
    text.addEventListener("keydown", (event) => {
      if (event.key === "s" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); text.form.requestSubmit(); }
    });
  }
})();
