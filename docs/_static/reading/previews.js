/**
 * Shows what a link inside the handbook leads to, when it is pointed at or reached by keyboard.
 *
 * The target page itself is read, from this site only, so that a preview is never out of date.
 * A page opened from disk may read no other: there only links within the page have previews.
 * Escape closes; the pointer may move into the preview; a touch just follows the link.
 */
"use strict";

(() => {
  const LINKS = "article a.reference.internal[href], article a.tradeoff-record[href]";
  const SKIP =
    ".toctree-wrapper a, .glossary-letters a, .ways-in a, .sd-stretched-link, .headerlink, .download, :has(img, svg)";
  const OPEN_AFTER = 350; // milliseconds: long enough not to open on the way past
  const CLOSE_AFTER = 200; // milliseconds: long enough to move into the preview
  const LENGTH = 420; // characters

  const pages = new Map(); // path: promise of a parsed page
  let box, current, timer;

  async function read(url) {
    if (url.pathname === location.pathname) return document;
    if (location.protocol === "file:") return null;
    const path = url.origin + url.pathname;
    if (!pages.has(path)) {
      pages.set(
        path,
        fetch(path)
          .then((answer) => (answer.ok ? answer.text() : Promise.reject(answer.statusText)))
          .then((text) => new DOMParser().parseFromString(text, "text/html"))
          .catch((error) => {
            pages.delete(path); // the next time may succeed
            throw error;
          }),
      );
    }
    return pages.get(path);
  }

  function words(element) {
    const copy = element.cloneNode(true);
    copy.querySelectorAll(".headerlink, script, style, svg, button").forEach((e) => e.remove());
    copy.querySelectorAll("dt").forEach((e) => e.append(": ")); // no space parts it from the rest
    return copy.textContent.replace(/\s+/g, " ").trim();
  }

  /** Give title and text of the place that an address names; nothing where there is no text. */
  function find(page, hash) {
    const main = page.querySelector("article");
    const place = hash ? page.getElementById(decodeURIComponent(hash.slice(1))) : null;
    if (!main || (hash && !main.contains(place))) return null;
    const term = place?.closest("dt");
    if (term) {
      let text = term.nextElementSibling;
      while (text && text.tagName !== "DD") text = text.nextElementSibling;
      return text && { title: words(term), text: words(text.querySelector("p") ?? text) };
    }
    const figure = place?.closest("figure, table, .table-wrapper");
    if (figure) {
      const caption = figure.querySelector(".caption-text");
      const heads = [...figure.querySelectorAll("thead th")].map(words).filter(Boolean);
      return caption && { title: words(caption), text: heads.join(" · ") };
    }
    const section = place?.closest("section") ?? main.querySelector("section") ?? main;
    const heading = section.querySelector("h1, h2, h3, h4, h5, h6");
    const first = section.querySelector(":scope > p, :scope > ul, :scope > ol, :scope > dl");
    const text = place?.closest("p") ?? first;
    return heading && { title: words(heading), text: text ? words(text) : "" };
  }

  function shorten(text) {
    return text.length <= LENGTH ? text : `${text.slice(0, LENGTH).replace(/\s+\S*$/, "")} …`;
  }

  function makeBox() {
    const { element } = handbook;
    box = element(
      "div",
      // A popover is above all, so that no column cuts it.
      { className: "preview", id: "link-preview", role: "tooltip", popover: "manual" },
      element("strong"),
      element("p"),
    );
    box.addEventListener("pointerenter", () => clearTimeout(timer));
    box.addEventListener("pointerleave", closeSoon);
    document.querySelector("article").append(box); // where a screen reader finds it
  }

  async function open(link) {
    let found;
    try {
      const page = await read(new URL(link.href));
      found = page && find(page, new URL(link.href).hash);
    } catch {
      return; // no network: the link still works
    }
    if (!found || current !== link) return;
    if (!box) makeBox();
    const [title, text] = box.children;
    // What the link itself says is not said again.
    title.textContent = found.title === words(link) ? "" : found.title;
    text.textContent = shorten(found.text);
    if (!title.textContent && !text.textContent) return;
    box.showPopover();
    link.setAttribute("aria-describedby", box.id);
    put(link);
  }

  /** Place the box below the link's first line, or above it where there is no room. */
  function put(link) {
    const [line] = link.getClientRects();
    const room = document.documentElement.clientWidth - box.offsetWidth - 8;
    const below = line.bottom + 6;
    const fits = below + box.offsetHeight < innerHeight;
    box.style.left = `${Math.max(8, Math.min(line.left, room))}px`;
    box.style.top = `${fits ? below : Math.max(8, line.top - box.offsetHeight - 6)}px`;
  }

  function close() {
    clearTimeout(timer);
    current?.removeAttribute("aria-describedby");
    current = null;
    if (box?.matches(":popover-open")) box.hidePopover();
  }

  function closeSoon() {
    clearTimeout(timer);
    timer = setTimeout(close, CLOSE_AFTER);
  }

  function offer(link, delay) {
    if (link === current) return clearTimeout(timer);
    close();
    current = link;
    timer = setTimeout(() => open(link), delay);
  }

  const linkOf = (event) => {
    const link = event.target.closest?.(LINKS);
    return link && !link.matches(SKIP) && new URL(link.href).origin === location.origin ? link : null;
  };

  document.addEventListener("pointerover", (event) => {
    const link = event.pointerType === "mouse" && linkOf(event);
    if (link) offer(link, OPEN_AFTER);
  });
  document.addEventListener("pointerout", (event) => {
    if (linkOf(event) === current && current && event.relatedTarget !== box) closeSoon();
  });
  document.addEventListener("focusin", (event) => {
    const link = linkOf(event);
    if (link?.matches(":focus-visible")) offer(link, 0);
  });
  document.addEventListener("focusout", (event) => linkOf(event) && close());
  document.addEventListener("keydown", (event) => event.key === "Escape" && close());
  // A page that moves takes what is pointed at away from its box; what has the focus, its box along.
  // A box that waits to open stays asked for: a page may come to rest under the pointer.
  document.addEventListener(
    "scroll",
    () => {
      if (!box?.matches(":popover-open")) return;
      if (current === document.activeElement) put(current);
      else close();
    },
    { passive: true },
  );
})();
