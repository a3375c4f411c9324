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
    } catch {} // Nothing is kept here.
  };
  dataset.script = "";
  show();
  addEventListener("pageshow", ({ persisted }) => persisted && show());
}
