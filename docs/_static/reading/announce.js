/**
 * Shared by the scripts of this folder: say to a screen reader what a sighted reader sees happen,
 * and copy text.
 */
"use strict";

const handbook = (globalThis.handbook ??= {});

(() => {
  let region;

  /** Say one short text, also when it is the same as the one before. */
  handbook.announce = (text) => {
    if (!region) {
      region = document.createElement("div");
      region.className = "visually-hidden";
      region.setAttribute("role", "status");
      document.body.append(region);
    }
    region.textContent = "";
    // A region that is made and filled in one step stays silent.
    setTimeout(() => (region.textContent = text), 50);
  };

  /** Put text on the clipboard; also on a plain http:// intranet, where the new way is closed. */
  handbook.copy = async (text) => {
    if (navigator.clipboard && isSecureContext) return navigator.clipboard.writeText(text);
    const area = document.createElement("textarea");
    area.value = text;
    area.className = "visually-hidden";
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    if (!done) throw new Error("the browser refused to copy");
  };

  /** Show a word in place of a control's own for a moment, and say it. */
  handbook.confirm = (control, text) => {
    handbook.announce(text);
    control.dataset.done = text;
    setTimeout(() => delete control.dataset.done, 2000);
  };
})();
