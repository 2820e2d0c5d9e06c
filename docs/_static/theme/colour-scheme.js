/**
 * The button that changes the colour scheme: it says which one is on, and works where the browser
 * keeps nothing. It stands in for Furo's own listener, which stops there with an error.
 */
"use strict";

(() => {
  const NAMES = { auto: "as the system has it", light: "light", dark: "dark" };
  const buttons = document.querySelectorAll(".theme-toggle");
  const name = () => `Colour scheme: ${NAMES[document.body.dataset.theme] ?? NAMES.auto}`;

  function label() {
    for (const button of buttons) button.setAttribute("aria-label", name());
  }

  /** From the system's scheme to the other one, then to the same one for good, and back. */
  function next(now) {
    const dark = matchMedia("(prefers-color-scheme: dark)").matches;
    const row = dark ? ["auto", "light", "dark"] : ["auto", "dark", "light"];
    return row[(row.indexOf(now) + 1) % row.length];
  }

  // On the way down, before Furo's listener on the button itself.
  document.addEventListener(
    "click",
    (event) => {
      if (!event.target.closest?.(".theme-toggle")) return;
      event.stopPropagation();
      document.body.dataset.theme = next(document.body.dataset.theme);
      try {
        localStorage.setItem("theme", document.body.dataset.theme);
      } catch {
        // It holds until the page is left.
      }
      label();
      handbook.announce(name());
    },
    true,
  );
  label();
})();
