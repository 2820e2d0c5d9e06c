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

  /** Give the functions that make a result: page(result, label of its kind), term(entry), question(one). */
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

    // An option says its page itself: a named group would say each title twice.
    const group = (items) => {
      if (isDialog) return make("div", { class: "search-group", role: "presentation" }, items);
      const [first, ...rest] = items;
      const more = rest.map((item) => make("li", {}, item));
      return make("li", { class: "search-group" }, first, more.length ? make("ul", {}, more) : null);
    };
    const page = (result, label) =>
      group([
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
      group([
        link(
          "search-page-link search-term",
          found.url,
          "",
          ...titled([found.name, ...found.also].join(", "), "Glossary"),
          make("span", { class: "search-excerpt" }, found.gist),
        ),
      ]);
    const question = ({ asks, url, at }) =>
      group([link("search-page-link", at ? `${url}#${at}` : url, "", ...titled(asks))]);
    return { page, term, question };
  };

  return { make, maker };
})();
