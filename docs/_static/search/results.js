/* What a result looks like: a page, the headings that matched below it, words marked in each.

   In the dialog the links are options of a listbox; on the search page they are plain links. */
"use strict";

handbookSearch.results = (() => {
  const { root } = handbookSearch;

  /** Make an element; text is never read as HTML. */
  const make = (name, attributes = {}, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (value !== undefined && value !== null) element.setAttribute(key, value);
    }
    element.append(
      ...children.flat(Infinity).filter((child) => child !== null && child !== undefined),
    );
    return element;
  };

  const excerpt = (cut) =>
    cut &&
    make(
      "span",
      { class: "search-excerpt" },
      cut.isCutBefore ? "… " : "",
      cut.parts.map(({ text, marked }) => (marked ? make("mark", {}, text) : text)),
      cut.isCutAfter ? " …" : "",
    );

  /** Give the two functions that make a result: page(result, label of its kind), term(entry). */
  const maker = ({ isDialog }) => {
    const address = (url, words) => {
      const target = new URL(url, root);
      if (words) target.search = new URLSearchParams({ marks: words });
      return target.href;
    };
    const link = (className, url, words, name, ...content) =>
      make(
        "a",
        {
          class: className,
          href: address(url, words),
          ...(isDialog && { role: "option", tabindex: "-1", "aria-selected": "false", "aria-label": name }),
        },
        content,
      );
    const titled = (text, label) => [
      [text, label].filter(Boolean).join(", "), // the name
      make("span", { class: "search-title" }, text),
      label ? make("span", { class: "search-kind" }, label) : null,
    ];

    const group = (name, items) => {
      if (isDialog)
        return make("div", { class: "search-group", role: "group", "aria-label": name }, items);
      const [first, ...rest] = items;
      return make(
        "li",
        { class: "search-group" },
        first,
        rest.length
          ? make(
              "ul",
              {},
              rest.map((item) => make("li", {}, item)),
            )
          : null,
      );
    };
    const page = (result, label) =>
      group(result.title, [
        link(
          "search-page-link",
          result.url,
          result.words,
          ...titled([result.record, result.title].filter(Boolean).join(": "), label),
          excerpt(result.excerpt),
        ),
        ...result.headings.map((heading) =>
          link(
            "search-heading-link",
            heading.url,
            result.words,
            ...titled(heading.title),
            excerpt(heading.excerpt),
          ),
        ),
      ]);
    const term = (found) =>
      group(found.name, [
        link(
          "search-page-link search-term",
          found.url,
          "",
          ...titled([found.name, ...found.also].join(", "), "Glossary"),
          make("span", { class: "search-excerpt" }, found.gist),
        ),
      ]);
    return { page, term };
  };

  return { make, maker };
})();
