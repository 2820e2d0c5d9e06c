/* The panel over the page: opened by a key or the box, left with Escape, focus given back. */
"use strict";

handbookSearch.dialog = (() => {
  const { view, searchPage } = handbookSearch;
  const MOST = 8; // pages; the search page has the rest
  let dialog;
  let panel;
  let all;

  const close = () => dialog.close();

  const follow = (event) => {
    if (event.isComposing) return;
    if (event.key === "Escape") {
      event.preventDefault(); // a search box would only empty itself
      close();
    } else if (event.key === "Enter" && event.target === panel.input) {
      event.preventDefault();
      const active = panel.active();
      if (active && (event.ctrlKey || event.metaKey)) {
        panel.report.chosen(active.ariaPosInSet, active.href);
        window.open(active.href, "_blank", "noopener");
      } else if (active) active.click();
      else if (panel.input.value.trim()) all.click();
    }
  };

  const build = () => {
    const { make } = view;
    all = make("a", { class: "search-all" }, "All results");
    panel = view.create({
      isDialog: true,
      most: MOST,
      changed: ({ q, kind, exact }) => {
        const target = searchPage(q.trim());
        if (kind) target.searchParams.set("kind", kind);
        if (exact) target.searchParams.set("exact", "1");
        all.href = target.href;
        all.hidden = !q.trim();
      },
    });
    // What was typed in the last moment is in the box, not yet in the link.
    all.addEventListener("click", () => {
      const target = new URL(all.href);
      target.searchParams.set("q", panel.input.value.trim());
      all.href = target.href;
      panel.report.dropped(); // the search page goes on
      close();
    });
    const shut = make(
      "button",
      { type: "button", class: "search-close", "aria-label": "Close search (Esc)" },
      make("kbd", {}, "Esc"),
      make("span", {}, "Close"), // for fingers, which have no such key
    );
    shut.addEventListener("click", close);
    const keys = make(
      "p",
      { class: "search-keys", "aria-hidden": "true" },
      make("kbd", {}, "↑"),
      make("kbd", {}, "↓"),
      " choose ",
      make("kbd", {}, "↵"),
      " open",
    );
    panel.input.after(shut);
    panel.element.append(make("div", { class: "search-foot" }, keys, all));
    dialog = make("dialog", { class: "search-dialog", "aria-label": "Search" }, panel.element);
    dialog.addEventListener("keydown", follow);
    dialog.addEventListener("click", (event) => {
      // Outside the panel, or on a link to this very page, which loads nothing.
      if (event.target === dialog || event.target.closest("a[role=option]")) close();
    });
    dialog.addEventListener("close", panel.report.left);
    document.body.append(dialog);
  };

  const open = (query) => {
    if (!dialog) build();
    if (dialog.open) {
      // More of what a reader typed while the scripts were loading.
      if (query) panel.set({ q: panel.input.value + query });
      return;
    }
    dialog.showModal();
    panel.set({ q: query });
    panel.input.focus();
  };

  return { open };
})();
