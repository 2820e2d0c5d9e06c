/**
 * Lets a reader filter and sort the register of tradeoff records.
 *
 * The table is complete without this script, which adds controls, hides rows, and keeps the
 * choice in the address: ?status=accepted&area=role&overdue=1&sort=-review-by
 */
"use strict";

(() => {
  // Columns to filter by: the cells' class, the control's label.
  const FILTERS = {
    status: "Status",
    area: "Area",
    owner: "Owner",
    reversibility: "Undo",
  };
  const OVERDUE = "overdue";
  const SORT = "sort";

  /** Make an element. */
  function element(tag, properties = {}, ...children) {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  }

  /** Read each row once; later work is on these values, not on the page. */
  function readRows(table) {
    return [...table.tBodies[0].rows].map((row, place) => {
      const values = {};
      for (const cell of row.cells) {
        const column = [...cell.classList].find((name) => name.startsWith("tradeoff-"));
        values[column.slice("tradeoff-".length)] = cell.textContent.trim();
      }
      return { row, place, values, overdue: row.classList.contains("tradeoff-overdue") };
    });
  }

  /** Give the choice that the address names, leaving out what this register does not have. */
  function readAddress(choices, columns) {
    const asked = new URLSearchParams(location.search);
    const state = { filters: {}, overdue: asked.get(OVERDUE) === "1", sort: "", down: false };
    for (const name of Object.keys(FILTERS)) {
      const value = asked.get(name) ?? "";
      state.filters[name] = choices[name].includes(value) ? value : "";
    }
    const sort = asked.get(SORT) ?? "";
    const column = sort.replace(/^-/, "");
    if (columns.includes(column)) {
      state.sort = column;
      state.down = sort.startsWith("-");
    }
    return state;
  }

  /** Put the choice into the address without adding to the browser's history. */
  function writeAddress(state) {
    const address = new URL(location.href);
    const put = (name, value) =>
      value ? address.searchParams.set(name, value) : address.searchParams.delete(name);
    for (const name of Object.keys(FILTERS)) put(name, state.filters[name]);
    put(OVERDUE, state.overdue ? "1" : "");
    put(SORT, state.sort && (state.down ? "-" : "") + state.sort);
    history.replaceState(history.state, "", address);
  }

  function isShown(entry, state) {
    return (
      (!state.overdue || entry.overdue) &&
      Object.entries(state.filters).every(([name, value]) => !value || entry.values[name] === value)
    );
  }

  /** Order by a column; equal rows keep the register's own order. */
  function sorted(entries, state) {
    if (!state.sort) return entries;
    const sign = state.down ? -1 : 1;
    return [...entries].sort((a, b) => {
      const [left, right] = [a.values[state.sort], b.values[state.sort]];
      // What has no value comes last, whichever way the others go.
      if (!left !== !right) return left ? -1 : 1;
      return left === right ? a.place - b.place : left < right ? -sign : sign;
    });
  }

  /** Build the controls; `onChange` is called after each choice of the reader. */
  function makeControls(choices, onChange) {
    const selects = {};
    const form = element("form", { className: "register-filter" });
    form.setAttribute("aria-label", "Filter the records");
    for (const [name, label] of Object.entries(FILTERS)) {
      const options = choices[name].map((value) => element("option", { value }, value));
      selects[name] = element("select", { name }, element("option", { value: "" }, "any"), ...options);
      form.append(element("label", {}, label, selects[name]));
    }
    const overdue = element("input", { type: "checkbox", name: OVERDUE });
    form.append(element("label", { className: "register-overdue" }, overdue, "Overdue only"));
    form.append(element("button", { type: "reset" }, "Show all"));
    form.addEventListener("change", onChange);
    form.addEventListener("submit", (event) => event.preventDefault());
    return { form, selects, overdue };
  }

  /** Turn each column heading into a button that sorts: up, down, the register's own order. */
  function makeSortable(table, state, onChange) {
    for (const heading of table.tHead.rows[0].cells) {
      const name = [...heading.classList].find((c) => c.startsWith("tradeoff-")).slice(9);
      const button = element("button", { type: "button" }, heading.textContent.trim());
      button.addEventListener("click", () => {
        if (state.sort !== name) [state.sort, state.down] = [name, false];
        else if (!state.down) state.down = true;
        else [state.sort, state.down] = ["", false];
        onChange();
      });
      heading.dataset.column = name;
      heading.replaceChildren(button);
    }
  }

  function showSort(table, state) {
    // Once rows are ordered or left out, each stands for itself.
    const filtered = state.overdue || Object.values(state.filters).some(Boolean);
    table.classList.toggle("is-sorted", filtered || Boolean(state.sort));
    for (const heading of table.tHead.rows[0].cells) {
      if (heading.dataset.column === state.sort) {
        heading.setAttribute("aria-sort", state.down ? "descending" : "ascending");
      } else {
        heading.removeAttribute("aria-sort");
      }
    }
  }

  function enhance(table) {
    table.ariaLabel = document.querySelector("h1")?.textContent ?? "";
    const entries = readRows(table);
    const choices = {};
    for (const name of Object.keys(FILTERS)) {
      choices[name] = [...new Set(entries.map((entry) => entry.values[name]))].sort();
    }
    const state = readAddress(choices, Object.keys(entries[0].values));
    const count = element("p", { className: "register-count" });
    count.setAttribute("role", "status");

    const apply = () => {
      let shown = 0;
      for (const entry of entries) {
        entry.row.hidden = !isShown(entry, state);
        if (!entry.row.hidden) shown += 1;
      }
      table.tBodies[0].append(...sorted(entries, state).map((entry) => entry.row));
      showSort(table, state);
      const sort = table.querySelector("[aria-sort]"); // which is not said when it changes
      const order = sort ? `, sorted by ${sort.textContent}, ${sort.ariaSort}` : "";
      count.textContent = `${shown} of ${entries.length} records shown${order}`;
      table.hidden = !shown; // else a row of heads stands over nothing
    };
    const changed = () => {
      writeAddress(state);
      apply();
    };

    const controls = makeControls(choices, () => {
      for (const name of Object.keys(FILTERS)) state.filters[name] = controls.selects[name].value;
      state.overdue = controls.overdue.checked;
      changed();
    });
    controls.form.addEventListener("reset", () => {
      // Before the browser empties the controls, their state is already the empty one.
      for (const name of Object.keys(FILTERS)) state.filters[name] = "";
      Object.assign(state, { overdue: false, sort: "", down: false });
      changed();
    });
    for (const name of Object.keys(FILTERS)) controls.selects[name].value = state.filters[name];
    controls.overdue.checked = state.overdue;
    makeSortable(table, state, changed);

    // The controls stay outside of Furo's box that scrolls.
    const place = table.closest(".table-wrapper") ?? table;
    place.before(controls.form, count);
    place.classList.add("has-filter"); // whose room the style sheet kept until now
    apply();
  }

  document.querySelectorAll("table.tradeoff-register").forEach(enhance);
})();
