/* Sets the reader's colour scheme before the page is painted; Furo does this inline. */
"use strict";

document.body.dataset.theme = localStorage.getItem("theme") || "auto";
