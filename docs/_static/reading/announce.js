/**
 * Shared by the scripts of this folder: make an element, say what has happened, for eyes and for
 * screen readers, and copy text.
 */
"use strict";

const handbook = (globalThis.handbook ??= {});

(() => {
  const SHOWN_FOR = 2500; // ms
  let region, timer;

  handbook.element = (tag, properties = {}, ...children) => {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  };

  handbook.button = (text, onclick) => handbook.element("button", { type: "button", onclick }, text);

  function say(text, className) {
    if (!region) {
      region = handbook.element("div", { role: "status" });
      document.body.append(region);
    }
    clearTimeout(timer);
    region.className = className;
    region.textContent = "";
    // A region that is made and filled in one step stays silent.
    setTimeout(() => (region.textContent = text), 50);
  }

  /** Say one short text to a screen reader, also when it is the same as the one before. */
  handbook.announce = (text) => say(text, "visually-hidden");

  /** Say and show what a control has done; at the foot of the window, wherever the page scrolls. */
  handbook.confirm = (text) => {
    say(text, "toast");
    timer = setTimeout(() => say("", "visually-hidden"), SHOWN_FOR);
  };

  /**
   * Put text on the clipboard; also on a plain http:// intranet, where the new way is closed.
   *
   * @param text the text, or a promise of it: WebKit lets a page copy only within the click.
   */
  handbook.copy = async (text) => {
    if (navigator.clipboard && isSecureContext) {
      const blob = Promise.resolve(text).then((words) => new Blob([words], { type: "text/plain" }));
      return navigator.clipboard.write([new ClipboardItem({ "text/plain": blob })]);
    }
    const focused = document.activeElement;
    const area = handbook.element("textarea", { value: await text, className: "visually-hidden" });
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    focused?.focus();
    if (!done) throw new Error("the browser refused to copy");
  };
})();
