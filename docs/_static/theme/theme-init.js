/* Sets the reader's colour scheme before the page is painted; Furo does this inline.
   What needs scripts is shown from the start, too: later, it would push other controls aside. */
"use strict";

document.documentElement.classList.remove("no-js");
document.body.dataset.theme = "auto";
try {
  document.body.dataset.theme = localStorage.getItem("theme") || "auto";
} catch {
  // No storage, or not ours to read.
}
