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
  let dialog;

  handbook.singleKeys = () => {
    try {
      return localStorage.getItem(KEPT) !== "off";
    } catch {
      return true;
    }
  };

  function make() {
    dialog = document.createElement("dialog");
    dialog.className = "keyboard-help";
    dialog.setAttribute("aria-labelledby", "keyboard-help-title");
    dialog.setAttribute("aria-describedby", "keyboard-help-keys");
    // With the focus on a part of it, Orca says nothing of the list.
    Object.assign(dialog, { tabIndex: -1, autofocus: true });
    dialog.innerHTML = `
      <h2 id="keyboard-help-title">Keyboard shortcuts</h2>
      <dl id="keyboard-help-keys"></dl>
      <label><input type="checkbox"> Keys that need no Ctrl: / and ?</label>
      <form method="dialog"><button>Close</button></form>`;
    for (const [key, what] of SHORTCUTS) {
      const row = document.createElement("div");
      row.append(document.createElement("dt"), document.createElement("dd"));
      row.firstChild.append(Object.assign(document.createElement("kbd"), { textContent: key }));
      row.lastChild.textContent = what;
      dialog.querySelector("dl").append(row);
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
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Keyboard shortcuts";
    button.addEventListener("click", show);
    place.append(button);
    place.hidden = false;
  }
})();
