// Shows what a reader chose before from the first moment on. Nothing is kept before a button is pressed.
{
  const { dataset } = document.documentElement;
  const show = () => {
    try {
      const chosen = JSON.parse(localStorage.getItem("leesinstellingen")) ?? {};
      for (const name of ["tekst", "letters", "regels", "thema"]) {
        if (chosen[name]) dataset[name] = chosen[name];
        else delete dataset[name];
      }
    } catch {} // The device keeps nothing: the page is as it was made.
  };
  dataset.script = "";
  show();
  addEventListener("pageshow", ({ persisted }) => persisted && show());
}
