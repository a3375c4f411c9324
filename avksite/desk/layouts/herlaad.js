// Reloads a page of the site when a save changed it. A page that nobody sees lets go of its line: a browser keeps only
// six of them open to one address.
(() => {
  const seen = new URL(document.currentScript.src).searchParams.get("versie");
  const query = new URLSearchParams({ adres: decodeURI(location.pathname).replace(/^\/\.redactie\/druk/, ""), versie: seen });
  let line = null;
  const release = () => { line?.close(); line = null; };
  const listen = () => {
    if (document.hidden) return release();
    if (line) return;
    line = new EventSource(`/.redactie/lijn?${query}`);
    line.addEventListener("pagina", () => { release(); location.reload(); });
  };
  document.addEventListener("visibilitychange", listen);
  addEventListener("pagehide", release);
  addEventListener("pageshow", listen);
  listen();
})();
