/**
 * Lets a reader tick the boxes of a page's task lists, and keeps the ticks in this browser.
 *
 * Nothing leaves the browser: a reader can save the list as a file, and clear it.
 * A tick belongs to the words of its item: when an editor changes them, the box is open again.
 * Without this script the boxes are plain, and print as boxes.
 */
"use strict";

(() => {
  const boxes = [...document.querySelectorAll("article input.task-list-item-checkbox")];
  if (!boxes.length) return;

  const root = new URL(document.documentElement.dataset.content_root ?? "./", location.href);
  const KEPT = `handbook-ticks:${location.pathname.slice(root.pathname.length) || "index.html"}`;
  let remembers = true;

  /** Give an item's own words, those of lists inside it left out. */
  function words(box) {
    const copy = box.closest("li").cloneNode(true);
    copy.querySelectorAll("ul, ol, .headerlink").forEach((e) => e.remove());
    return copy.textContent.replace(/\s+/g, " ").trim();
  }

  const items = [];
  const seen = new Map();
  for (const box of boxes) {
    const text = words(box);
    const times = (seen.get(text) ?? 0) + 1;
    seen.set(text, times);
    items.push({ box, text, key: times > 1 ? `${text} (${times})` : text, given: box.checked });
  }

  /** Give the keys of ticked items; those of the page itself where nothing is kept. */
  function load() {
    let kept = null;
    try {
      kept = JSON.parse(localStorage.getItem(KEPT) ?? "null");
    } catch {
      // No storage, or not ours to read.
    }
    return new Set(Array.isArray(kept) ? kept : ticked((item) => item.given));
  }

  function save(keys) {
    try {
      localStorage.setItem(KEPT, JSON.stringify([...keys]));
      remembers = true;
    } catch {
      remembers = false;
    }
  }

  const ticked = (is) => items.filter(is).map((item) => item.key);
  const now = () => ticked((item) => item.box.checked);

  function show(keys) {
    for (const item of items) item.box.checked = keys.has(item.key);
  }

  function say() {
    const done = now().length;
    const note = remembers ? "" : " This browser keeps no ticks: save them as a file.";
    status.textContent = `${done} of ${items.length} ticked.${note}`;
    reset.disabled = !done && !undone;
  }

  function changed() {
    undone = null;
    reset.textContent = "Clear all";
    save(now());
    say();
  }

  function asMarkdown() {
    const title = document.querySelector("article h1").firstChild.textContent.trim();
    const lines = items.map(({ box, text }) => `- [${box.checked ? "x" : " "}] ${text}`);
    return `# ${title}\n\n${location.href.split("#")[0]}\n\n${lines.join("\n")}\n`;
  }

  function download() {
    const file = new Blob([asMarkdown()], { type: "text/markdown" });
    const link = handbook.element("a", {
      href: URL.createObjectURL(file),
      download: `${location.pathname.split("/").pop().replace(/\.html$/, "") || "index"}.md`,
    });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  let undone = null;
  const status = handbook.element("p", { role: "status" });
  const reset = handbook.button("Clear all", () => {
    const before = undone ? null : now();
    show(new Set(undone ?? []));
    changed();
    if (before) {
      undone = before;
      reset.textContent = "Undo";
    }
    say();
  });
  const bar = handbook.element(
    "div",
    { className: "ticks", role: "group", ariaLabel: "Your ticks, kept in this browser" },
    status,
    handbook.button("Save as a file", download),
    reset,
  );
  // Above the first list, and above the bold line that names it.
  const list = boxes[0].closest("ul, ol");
  const name = list.previousElementSibling;
  (name?.matches("p:has(> strong:only-child)") ? name : list).before(bar);

  for (const { box } of items) {
    box.disabled = false;
    // The words are the box's label: a screen reader says them once, a click on them ticks, and
    // links in them stay links.
    const line = box.parentElement;
    const own = [...line.childNodes].filter((node) => !node.matches?.("ul, ol"));
    line.prepend(handbook.element("label", {}, ...own));
    box.removeAttribute("aria-label");
    box.addEventListener("change", changed);
  }
  addEventListener("storage", (event) => {
    if (event.key !== KEPT) return;
    show(load());
    say();
  });
  show(load());
  say();
})();
