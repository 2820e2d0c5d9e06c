/**
 * Filters a glossary, or the rows of a page's tables, as a reader types; without this script all is
 * there, with the letters of the one and the links of the other above it.
 */
"use strict";

(() => {
  const bar = document.querySelector(".glossary-letters, .row-filter");
  if (!bar) return;
  const ofRows = bar.matches(".row-filter");
  const what = ofRows ? "row" : "term";

  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const entry = (rows) => ({ rows, text: fold(rows.map((e) => e.textContent).join(" ")) });
  const terms = () => [...document.querySelectorAll(".glossary-letter")].map((heading) => {
    const list = heading.nextElementSibling;
    const entries = [];
    for (const element of list.children) {
      // Several terms may share one definition, which comes after them.
      if (element.tagName === "DT" && entries.at(-1)?.at(-1).tagName !== "DT") entries.push([]);
      entries.at(-1)?.push(element);
    }
    const link = bar.querySelector(`a[href="#${heading.id}"]`);
    return { shown: [heading, link], entries: entries.map(entry) };
  });
  const tables = () => [...bar.parentElement.querySelectorAll(":scope > section:has(tbody)")].map(
    (section) => ({
      shown: [section],
      entries: [...section.querySelectorAll("tbody tr")].map((row) => entry([row])),
    }),
  );
  const parts = ofRows ? tables() : terms();

  const { element } = handbook;
  const says = `Filter the ${what}s`;
  const field = element("input", { type: "search", placeholder: says, ariaLabel: says });
  bar.append(element("span", { className: "filter-field" }, field));
  const search = element("a");
  const properties = { hidden: true, className: "filter-none" };
  const none = element("p", properties, `No ${what} has these words. `, search);
  bar.after(none);

  let told;
  const filter = () => {
    const words = fold(field.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    bar.parentElement.classList.toggle("is-filtered", words.length > 0);
    for (const { shown: frame, entries } of parts) {
      let some = false;
      for (const { rows, text } of entries) {
        const fits = words.every((word) => text.includes(word));
        for (const row of rows) row.hidden = !fits;
        some ||= fits;
        shown += fits;
      }
      for (const part of frame) part.hidden = !some;
    }
    none.hidden = shown > 0;
    search.textContent = `Search the handbook for “${field.value.trim()}”`;
    search.href = `${document.documentElement.dataset.content_root}search.html?q=${encodeURIComponent(field.value)}`;
    clearTimeout(told);
    told = setTimeout(() => handbook.announce(`${shown} ${what}${shown === 1 ? "" : "s"}`), 600);
  };
  field.addEventListener("input", filter);
  // A link leads to what the filter has hidden.
  addEventListener("hashchange", () => {
    const target = document.querySelector(":target");
    if (!target || target.checkVisibility()) return;
    field.value = "";
    filter();
    target.scrollIntoView();
  });
})();
