/**
 * Filters the glossary as a reader types; without this script it is whole, with its letters.
 */
"use strict";

(() => {
  const bar = document.querySelector(".glossary-letters");
  if (!bar) return;

  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const parts = [...document.querySelectorAll(".glossary-letter")].map((heading) => {
    const list = heading.nextElementSibling;
    const entries = [];
    for (const element of list.children) {
      // Several terms may share one definition, which comes after them.
      if (element.tagName === "DT" && entries.at(-1)?.at(-1).tagName !== "DT") entries.push([]);
      entries.at(-1)?.push(element);
    }
    return {
      heading,
      link: bar.querySelector(`a[href="#${heading.id}"]`),
      entries: entries.map((rows) => ({ rows, text: fold(rows.map((e) => e.textContent).join(" ")) })),
    };
  });

  const field = Object.assign(document.createElement("input"), {
    type: "search",
    placeholder: "Filter the terms",
  });
  field.setAttribute("aria-label", "Filter the terms");
  const label = document.createElement("div");
  label.className = "glossary-filter";
  label.append(field);
  bar.append(label);
  const none = Object.assign(document.createElement("p"), { hidden: true });
  const search = document.createElement("a");
  none.append("No term has these words. ", search);
  bar.after(none);

  let told;
  field.addEventListener("input", () => {
    const words = fold(field.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const { heading, link, entries } of parts) {
      let some = false;
      for (const { rows, text } of entries) {
        const fits = words.every((word) => text.includes(word));
        for (const row of rows) row.hidden = !fits;
        some ||= fits;
        shown += fits;
      }
      heading.hidden = link.hidden = !some;
    }
    none.hidden = shown > 0;
    search.textContent = `Search the handbook for “${field.value.trim()}”`;
    search.href = `${document.documentElement.dataset.content_root}search.html?q=${encodeURIComponent(field.value)}`;
    clearTimeout(told);
    told = setTimeout(() => handbook.announce(shown === 1 ? "1 term" : `${shown} terms`), 600);
  });
})();
