/* The search page: the address says what is searched, so that it can be kept, shared and gone back to. */
"use strict";

handbookSearch.page = (() => {
  const { view } = handbookSearch;
  const MOST = 30;

  const fromAddress = () => {
    const parameters = new URLSearchParams(location.search);
    return {
      q: parameters.get("q") ?? "",
      kind: parameters.get("kind") ?? "",
      exact: parameters.has("exact"),
    };
  };

  const toAddress = ({ q, kind, exact }) => {
    const url = new URL(location.href);
    url.search = new URLSearchParams({
      ...(q && { q }),
      ...(kind && { kind }),
      ...(exact && { exact: "1" }),
    });
    return url;
  };

  /** A step of its own in the history for what was chosen, none for each letter that was typed. */
  const remember = (state, isStep) => {
    const url = toAddress(state);
    if (url.href === location.href) return;
    try {
      history[isStep ? "pushState" : "replaceState"](null, "", url);
    } catch {
      // Some browsers allow no such change to the address of a file; search works without it.
    }
  };

  const start = (box) => {
    const panel = view.create({ isDialog: false, most: MOST, changed: remember });
    panel.input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing) return;
      event.preventDefault();
      history.pushState(null, "", toAddress(panel.state));
      panel.set({ ...panel.state, q: panel.input.value });
    });
    panel.element.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && event.target !== panel.input) panel.input.focus();
    });
    addEventListener("popstate", () => panel.set(fromAddress()));
    box.append(panel.element);
    box.dataset.state = "ready";
    const state = fromAddress();
    if (!state.q) panel.input.focus();
    return panel.set(state);
  };

  return { start };
})();
