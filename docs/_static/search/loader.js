/* The only part of search that every page loads: it waits until a reader wants the rest.

   Classic scripts throughout, because a page opened from disk may not import modules. */
"use strict";

window.handbookSearch = (() => {
  const here = new URL(".", document.currentScript.src);
  const root = new URL("../../", here);
  const PANEL = "panel"; // the other scripts, joined: handbook/site/search/panel.py
  const MARKING = "marking";
  const scripts = new Map();

  /** Run a script once; the promise fails when it can't be loaded. */
  const run = (url) => {
    if (!scripts.has(url.href)) {
      const loaded = new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.onload = resolve;
        script.onerror = () => reject(new Error(`cannot load ${url.pathname}`));
        script.async = false; // in the order of the calls
        script.src = url.href;
        document.head.append(script);
      });
      loaded.catch(() => scripts.delete(url.href)); // so that a later try can succeed
      scripts.set(url.href, loaded);
    }
    return scripts.get(url.href);
  };

  const STYLES = { [PANEL]: ["dialog", "results"], [MARKING]: ["marks"] };

  const load = (part) => {
    for (const name of STYLES[part].splice(0)) {
      const href = new URL(`${name}.css`, here).href;
      document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href }));
    }
    return run(new URL(`${part}.js`, here));
  };

  const searchPage = (query) => {
    const url = new URL(document.querySelector("form[role=search]")?.action ?? "search.html", root);
    url.search = query ? new URLSearchParams({ q: query }) : "";
    return url;
  };

  let isOpening = false;
  let waiting = ""; // what is typed until the dialog is there

  const keep = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "Backspace") waiting = waiting.slice(0, -1);
    else if ([...event.key].length === 1) waiting += event.key;
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };

  /** Open the dialog with what was typed until it was there; failing that, the search page. */
  const open = async (typed = "") => {
    waiting += typed;
    if (isOpening) return;
    isOpening = true;
    addEventListener("keydown", keep, { capture: true });
    const take = () => {
      removeEventListener("keydown", keep, { capture: true });
      isOpening = false;
      const all = waiting;
      waiting = "";
      return all;
    };
    try {
      await load(PANEL);
      api.dialog.open(take());
    } catch {
      location.assign(searchPage(take()));
    }
  };

  const api = { root, run, scripts, searchPage };

  const isTyping = (target) =>
    target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
  const isShortcut = (event) => {
    if (event.ctrlKey || event.metaKey) {
      return event.key.toLowerCase() === "k" && !event.altKey && !event.shiftKey;
    }
    const single = window.handbook?.singleKeys?.() ?? true; // a reader may switch such keys off
    return event.key === "/" && single && !isTyping(event.target); // with Shift on some keyboards
  };

  const pageBox = document.querySelector("#search-page");
  const parameters = new URLSearchParams(location.search);

  addEventListener(
    "keydown",
    (event) => {
      if (!isShortcut(event)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (pageBox) document.querySelector("#search-page input")?.select();
      else open();
    },
    { capture: true },
  );

  if (pageBox) {
    const contents = pageBox.querySelector(".search-else");
    contents.hidden = true;
    load(PANEL).then(
      () => api.page.start(pageBox),
      () => (contents.hidden = false),
    );
  } else {
    for (const input of document.querySelectorAll("form[role=search] input[name=q]")) {
      const take = () => {
        const { value } = input;
        input.value = "";
        return value;
      };
      input.addEventListener("click", () => open(take()));
      input.addEventListener("input", () => open(take()));
    }
    // The bar at the top of a phone has no box.
    const bar = document.querySelector(".mobile-header .header-right");
    if (bar) {
      const button = document.createElement("button");
      button.className = "search-open";
      button.type = "button";
      button.ariaLabel = "Search";
      button.addEventListener("click", () => open());
      bar.prepend(button);
    }
  }
  if (parameters.has("marks"))
    load(MARKING).then(
      () => api.marks.show(parameters.get("marks")),
      () => {},
    );
  return api;
})();
