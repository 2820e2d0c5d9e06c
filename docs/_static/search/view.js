/* The search panel, in the dialog and on the search page: box, kinds, results.

   In the dialog the results are the options of the box (a combobox with a listbox);
   on the page they are plain links in a list, as in any other page. */
"use strict";

handbookSearch.view = (() => {
  const { find: search, reports, results: look } = handbookSearch;
  const { make, notes: words } = look;
  const PAUSE = 90; // milliseconds without a key before a search …
  const QUIET = 800; // … and before the answer is said to who does not see it

  /** Build a panel.
      options: isDialog; most, the number of pages to show; changed(state), called at each search.
      Returns {element, input, state, active() (the chosen result, if any), set(change), which
      searches, report, as reports.js has it}; a state is {q, kind, exact}. */
  const create = ({ isDialog, most, changed = () => {} }) => {
    const state = { q: "", kind: "", exact: false };
    let ticket = 0;
    let timer;
    let speech;
    let links = [];
    let active = -1;
    const report = reports.follow();

    const input = make("input", {
      type: "search",
      name: "q",
      class: "search-input",
      placeholder: "Search the handbook",
      maxlength: 2000,
      "aria-label": "Search the handbook",
      autocomplete: "off",
      autocapitalize: "off",
      spellcheck: "false",
      ...(isDialog && {
        role: "combobox",
        "aria-expanded": "false",
        "aria-controls": "search-options",
        "aria-autocomplete": "list",
      }),
    });
    const kinds = make("div", {
      class: "search-kinds",
      role: "group",
      "aria-label": "Kind of page",
    });
    const status = make("p", { class: "search-status" });
    const heard = make("p", { class: "search-heard", role: "status" });
    const notes = make("div", { class: "search-notes" });
    const results = isDialog
      ? make("div", {
          class: "search-results",
          id: "search-options",
          role: "listbox",
          "aria-label": "Results",
        })
      : make("ol", { class: "search-results", id: "search-results" });
    const element = make("div", { class: "search-panel" }, input, kinds, status, notes, results, heard);

    const entries = look.maker({ isDialog });
    let labels = new Map();
    const choices = new Map(); // kind: its button, the same one from answer to answer

    const activate = (at) => {
      if (!links.length) return;
      active = (at + links.length) % links.length;
      if (!isDialog) return links[active].focus();
      for (const [index, option] of links.entries())
        option.setAttribute("aria-selected", String(index === active));
      input.setAttribute("aria-activedescendant", links[active].id);
      links[active].scrollIntoView({ block: "nearest" });
    };

    /** Say an option by its title, then what it says, and which of how many it is across all pages. */
    const describe = (option, at) => {
      const said = option.querySelector(".search-excerpt");
      option.setAttribute("aria-posinset", at + 1);
      option.setAttribute("aria-setsize", links.length);
      if (!said) return;
      said.id = `${option.id}-excerpt`;
      option.setAttribute("aria-describedby", said.id);
    };

    const fill = (groups) => {
      results.replaceChildren(...groups);
      links = [...results.querySelectorAll("a")];
      active = -1;
      links.forEach((option, at) => (option.id = `search-option-${at}`));
      if (isDialog) links.forEach(describe);
      input.removeAttribute("aria-activedescendant");
      if (isDialog) input.setAttribute("aria-expanded", String(links.length > 0));
      results.scrollTop = 0;
    };

    const button = (text, act, attributes = {}) => {
      const made = make("button", { type: "button", ...attributes }, text);
      made.addEventListener("click", act);
      return made;
    };
    const choose = (change) => {
      Object.assign(state, change);
      input.focus();
      run({ isChosen: true });
    };

    const hasFocus = (element) => element.contains(document.activeElement);

    const buildKinds = (table) => {
      labels = new Map(table.kinds);
      for (const [kind, label] of [["", "All"], ...labels])
        choices.set(kind, button(label, () => choose({ kind })));
      kinds.append(...choices.values());
    };

    /** Show which kinds there are; what has the focus stays, or the reader would lose the place. */
    const showKinds = (present) => {
      for (const [kind, choice] of choices) {
        const isEmpty = kind !== "" && kind !== state.kind && !present.includes(kind);
        choice.setAttribute("aria-pressed", String(kind === state.kind));
        choice.disabled = isEmpty && !hasFocus(choice);
      }
      kinds.hidden = !present.length && !state.kind && !hasFocus(kinds);
    };

    /** Say in a word what came; a screen reader hears it once, when the typing pauses. */
    const say = (line) => {
      status.textContent = line;
      clearTimeout(speech);
      speech = setTimeout(() => (heard.textContent = line), QUIET);
    };

    const sum = (found, q) => {
      const inKind = state.kind ? ` in ${labels.get(state.kind)}` : "";
      if (!links.length) return `No page has these words${inKind}.`;
      return `${links.length} ${links.length === 1 ? "result" : "results"}${inKind} for ${found.mended ?? q.trim()}`;
    };

    const instead = (q) =>
      button(`Search instead for “${q.trim()}”`, () => choose({ q, exact: true }), {
        class: "search-instead",
      });

    /** An empty field offers what many ask. */
    const offer = async (own) => {
      fill([]);
      say("");
      notes.replaceChildren();
      kinds.hidden = !hasFocus(kinds);
      const table = await search.ready().catch(() => undefined);
      if (own !== ticket || !table) return;
      fill(table.common.map(entries.question));
      notes.replaceChildren(...words.onNothing(table));
    };

    /** Search for the state; an answer that comes after a later question is dropped. */
    const run = async ({ isChosen = false } = {}) => {
      clearTimeout(timer);
      const own = ++ticket;
      const { q } = state; // which goes on while a reader types
      if (input.value !== q) input.value = q; // a composing keyboard is not disturbed
      input.defaultValue = q; // to which WebKit resets it on the way back to the page
      changed({ ...state }, isChosen);
      if (!q.trim()) return offer(own);
      const waiting = setTimeout(() => own === ticket && say("Searching …"), 400);
      try {
        const [table, found] = await Promise.all([search.ready(), search.find(q, { ...state, most })]);
        if (own !== ticket) return undefined;
        if (!choices.size) buildKinds(table);
        showKinds(found.kinds);
        fill([
          ...found.terms.map(entries.term),
          ...found.results
            .slice(0, most)
            .map((result) => entries.page(result, labels.get(result.kind))),
        ]);
        const count = links.length;
        notes.replaceChildren(...words.on(found, { table, count, instead: () => instead(q) }));
        say(sum(found, q));
        report.answered(q, count);
      } catch (error) {
        if (own !== ticket) return undefined;
        console.warn("search:", error);
        fill([]);
        say("Search can’t read its index.");
        notes.replaceChildren(...words.onFailure());
      } finally {
        clearTimeout(waiting);
        if (own === ticket) results.dataset.answers = q; // for whoever waits for the answer
      }
      return undefined;
    };

    input.addEventListener("input", () => {
      Object.assign(state, { q: input.value, exact: false });
      clearTimeout(timer);
      timer = setTimeout(run, PAUSE);
    });

    for (const kind of ["click", "auxclick"])
      results.addEventListener(kind, ({ target, button: pressed }) => {
        const at = links.indexOf(target.closest("a"));
        if (at >= 0 && pressed < 2) report.chosen(at + 1, links[at].href);
      });

    /** Move among the results; true when the key was one of ours. */
    const move = (event) => {
      const moves = { ArrowDown: active + 1, ArrowUp: active - 1, Home: 0, End: links.length - 1 };
      const isIdle = active < 0 && event.key !== "ArrowDown" && event.key !== "ArrowUp";
      if (
        !(event.key in moves) ||
        isIdle ||
        !links.length ||
        event.altKey ||
        event.ctrlKey ||
        event.metaKey
      )
        return false;
      event.preventDefault();
      if (!isDialog && event.key === "ArrowUp" && active === 0) {
        active = -1;
        input.focus();
      } else activate(event.key === "ArrowUp" && active < 0 ? links.length - 1 : moves[event.key]);
      return true;
    };
    input.addEventListener("keydown", move);
    if (!isDialog) {
      input.addEventListener("focus", () => (active = -1));
      results.addEventListener("keydown", move);
      results.addEventListener("focusin", (event) => (active = links.indexOf(event.target)));
    }

    return {
      element,
      input,
      state,
      active: () => links[active],
      report,
      set: (change) => {
        Object.assign(state, { q: "", kind: "", exact: false }, change);
        return run();
      },
    };
  };

  return { make, create };
})();
