/* What a result looks like: a page, the headings that matched below it, words marked in each;
   and the notes above them: what was mended, what no page says, where to go on.

   In the dialog the links are options of a listbox; on the search page they are plain links. */
"use strict";

handbookSearch.results = (() => {
  const { root, searchPage } = handbookSearch;

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

  // What stands between the box and the results.
  const place = (text, url) => make("a", { href: new URL(url, root).href }, text);
  const listed = (words) => words.map((word) => `“${word}”`).join(", ");

  /** The ways on that are always there: the guide, the contents. */
  const elsewhere = (table) => [
    table?.guide ? [place(table.guide.title, table.guide.url), " or "] : [],
    place("the contents", document.querySelector(".sidebar-brand")?.href ?? ""),
  ];

  /** Write the notes on an answer; instead is the button that takes a correction back. */
  const on = (found, { table, count, instead }) => {
    const lines = [];
    if (found.mended)
      lines.push(
        make("p", {}, "Showing results for ", make("strong", {}, found.mended), ". ", instead()),
      );
    const near = found.near.map((name, at) => [at ? ", " : "", place(name, searchPage(name))]);
    if (found.unknown.length)
      lines.push(
        make("p", {}, `No page says ${listed(found.unknown)}.`, near.length ? [" Near in meaning: ", near, "."] : ""),
      );
    if (found.isPartial)
      lines.push(
        make("p", {}, "Some pages could not be loaded and may be missing. Search again to retry."),
      );
    if (!count) lines.push(make("p", {}, "Start from ", elsewhere(table), "."));
    return lines;
  };

  /** What an empty field says below the questions that many ask. */
  const onNothing = (table) => [
    make("p", {}, "Or start from ", elsewhere(table), "."),
    table.report
      ? make("p", {}, "Queries are counted, and not who asks: ", place("what is kept", table.report), ".")
      : "",
  ];
  const onFailure = () => [
    make("p", {}, "Reload the page to try again, or start from ", elsewhere(), "."),
  ];

  return { make, maker, notes: { on, onNothing, onFailure } };
})();
