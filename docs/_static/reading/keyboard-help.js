/**
 * Lists the keyboard's shortcuts: `?`, or the button at the foot of a page.
 *
 * Keys without Ctrl can be switched off there, as speech input needs (WCAG 2.1.4); the choice
 * is kept in this browser. Other scripts ask `handbook.singleKeys()` before they act on such a key.
 */
"use strict";

(() => {
  const KEPT = "handbook-single-keys";
  const SHORTCUTS = [
    ["/", "Search (also Ctrl K)"],
    ["?", "Show this list"],
    ["Esc", "Close the search, a preview or this list"],
    ["Tab", "Next link or control; the first one skips to the text"],
  ];
  const { element } = handbook;
  let dialog;

  handbook.singleKeys = () => {
    try {
      return localStorage.getItem(KEPT) !== "off";
    } catch {
      return true;
    }
  };

  function make() {
    // With the focus on a part of it, Orca says nothing of the list.
    const properties = { className: "keyboard-help", tabIndex: -1, autofocus: true };
    dialog = element("dialog", properties);
    dialog.setAttribute("aria-labelledby", "keyboard-help-title");
    dialog.setAttribute("aria-describedby", "keyboard-help-keys");
    dialog.innerHTML = `
      <h2 id="keyboard-help-title">Keyboard shortcuts</h2>
      <dl id="keyboard-help-keys"></dl>
      <label><input type="checkbox"> Keys that need no Ctrl: / and ?</label>
      <form method="dialog"><button>Close</button></form>`;
    for (const [key, what] of SHORTCUTS) {
      const name = element("dt", {}, element("kbd", {}, key));
      dialog.querySelector("dl").append(element("div", {}, name, element("dd", {}, what)));
    }
    const choice = dialog.querySelector("input");
    choice.checked = handbook.singleKeys();
    choice.addEventListener("change", () => {
      try {
        localStorage.setItem(KEPT, choice.checked ? "on" : "off");
      } catch {
        handbook.announce("This browser keeps no choice.");
      }
    });
    // A click beside the list closes it.
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
    document.body.append(dialog);
  }

  function show() {
    if (!dialog) make();
    if (!dialog.open) dialog.showModal();
    dialog.focus(); // Chromium would give it to the box that switches keys off
  }

  document.addEventListener("keydown", (event) => {
    const writing = event.target.closest?.("input:not([type=checkbox]), textarea, select, [contenteditable]");
    if (event.key !== "?" || writing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!handbook.singleKeys() || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    show();
  });

  for (const place of document.querySelectorAll("[data-keyboard-help]")) {
    place.append(handbook.button("Keyboard shortcuts", show));
    place.hidden = false;
  }
})();
