/* What stands between the box and the results: what was mended, what no page says, where to go on. */
"use strict";

handbookSearch.notes = (() => {
  const { root, find: search, results } = handbookSearch;
  const { make } = results;

  const place = (text, url) => make("a", { href: new URL(url, root).href }, text);
  const listed = (words) => words.map((word) => `“${word}”`).join(", ");

  /** The ways on that are always there: the guide, the contents. */
  const elsewhere = (table) => [
    table?.guide ? [place(table.guide.title, table.guide.url), " or "] : [],
    place("the contents", document.querySelector(".sidebar-brand")?.href ?? ""),
  ];

  const near = async (words) => {
    const terms = await search.nearest(words);
    const links = terms.flatMap((term, at) => [at ? ", " : "", place(term.name, term.url)]);
    return terms.length ? make("p", {}, "Spelt like it in the glossary: ", links, ".") : null;
  };

  /** Write the notes on an answer; instead is the button that takes a correction back. */
  const on = async (found, { q, table, count, instead }) => {
    const lines = [];
    if (found.mended)
      lines.push(
        make("p", {}, "Showing results for ", make("strong", {}, found.mended), ". ", instead()),
      );
    if (found.unknown.length)
      lines.push(make("p", {}, `No page says ${listed(found.unknown)}.`), await near(found.unknown.join(" ")));
    if (found.isPartial)
      lines.push(
        make("p", {}, "Some pages could not be loaded and may be missing. Search again to retry."),
      );
    if (!count) {
      if (!found.unknown.length) lines.push(await near(q));
      lines.push(make("p", {}, "Start from ", elsewhere(table), "."));
    }
    return lines.filter(Boolean);
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

  return { on, onNothing, onFailure };
})();
