/* A whole search: understand the query, gather pages, rank them, choose what to show of each. */
"use strict";

handbookSearch.find = (() => {
  const { index, query, rank, passages, excerpts } = handbookSearch;
  const READ = 30; // pages to read in full at most, of those that the index finds …
  const OF_EACH = 2; // … and for each page to show
  const LEAST = 0.3; // of the score of a page among the best; what is below would only be noise …
  const FEW = 5; // … unless there is little else
  const HEADINGS = 3; // for one page

  const ready = () => index.start(query.prepare);

  /** Gather the pages that say any of a query, with a first estimate of how well. */
  const gather = async (terms) => {
    const estimates = new Map();
    for (const term of terms) {
      const said = new Map();
      const found = await Promise.all(term.ways.map(({ stems }) => index.find(stems.join(" "))));
      for (const [at, { weight }] of term.ways.entries()) {
        for (const [page, share] of found[at])
          said.set(page, Math.max(said.get(page) ?? 0, weight * (0.5 + share / 2)));
      }
      for (const [page, share] of said)
        estimates.set(page, (estimates.get(page) ?? 0) + term.rarity * share);
    }
    return estimates;
  };

  /** Give the pages of the records that a query names. */
  const recordPages = async (ids) => {
    const word = (id) => id.replace("-", "").toLowerCase();
    const found = await Promise.all(ids.map((id) => index.find(word(id))));
    const numbers = new Set(found.flatMap((pages) => [...pages.keys()]));
    const pages = await Promise.all([...numbers].slice(0, READ).map(index.page));
    return pages.filter((page) => ids.some((id) => page.record && word(page.record) === word(id)));
  };

  /** A question, shown instead of the heading below which it is answered: it says why the page is here. */
  const answerTo = ({ asks, at }, page, terms) => {
    const section = page.sections.find(({ id }) => at && id === at);
    return {
      url: at ? `${page.url}#${at}` : page.url,
      title: asks,
      excerpt: section ? excerpts.excerpt(section.text, terms) : null,
    };
  };

  const show = (page, terms) => {
    const sections = passages.sections(page, terms);
    const enough = (sections[0]?.score ?? 0) * 0.6;
    const shown = sections.filter(({ score }) => score >= enough).slice(0, HEADINGS);
    const isIntro = ({ section }) => !section.id;
    const intro = shown.find(isIntro);
    const asked = passages.question(page, terms);
    const headings = shown.filter((one) => !isIntro(one) && one.section.id !== asked?.at);
    // What the page says of itself stands where no heading says more.
    const own =
      intro?.section.text || (headings.length ? "" : page.answer || page.sections[0]?.text || "");
    return {
      url: page.url,
      title: page.title,
      kind: page.kind,
      record: page.record,
      words: saidIn(page, terms),
      excerpt: own ? excerpts.excerpt(own, terms) : null,
      headings: [
        ...(asked ? [answerTo(asked, page, terms)] : []),
        ...headings.map(({ section }) => ({
          url: `${page.url}#${section.id}`,
          title: section.title,
          excerpt: excerpts.excerpt(section.text, terms),
        })),
      ].slice(0, HEADINGS),
    };
  };

  /** Search.
      options: kind, the name of a kind or ""; exact, true for the words as typed; most, how many
      pages will be shown.
      Returns {results, terms (of the glossary), mended, unknown, near (names of the site that are
      near in meaning to what is unknown), isPartial (some pages could not
      be loaded), kinds (the names of those that have a page)}. */
  const find = async (typed, { kind = "", exact = false, most = READ } = {}) => {
    const prepared = await ready();
    const parsed = await query.parse(typed, prepared, exact);
    const [estimates, records] = await Promise.all([
      gather(parsed.terms),
      recordPages(parsed.records),
    ]);

    const ranges = prepared.kinds.map(([name, , from, to]) => ({ name, has: (page) => from <= page && page < to }));
    const range = ranges.find(({ name }) => name === kind);
    const numbers = [...estimates]
      .filter(([page]) => !kind || range?.has(page))
      .sort((a, b) => b[1] - a[1] || a[0] - b[0])
      .slice(0, Math.min(READ, OF_EACH * most))
      .map(([page]) => page);
    const loaded = await Promise.allSettled(numbers.map(index.page));
    const pages = loaded.flatMap(({ value }) => value ?? []);
    if (numbers.length && !pages.length) throw loaded[0].reason;

    const scored = pages
      .map((page) => ({ page, value: rank.score(page, parsed, prepared) }))
      .filter(({ value }) => value > 0)
      .sort((a, b) => b.value - a.value || (a.page.url < b.page.url ? -1 : 1));
    // Of a typical page: the best may be far ahead, with the query for its title.
    const least = (scored[Math.min(FEW, scored.length) >> 1]?.value ?? 0) * LEAST;
    const byId = records.filter((page) => !kind || page.kind === kind);
    const terms = !kind || kind === "reference" ? parsed.entries : [];
    // A term's own entry stands above the results, so that its page need not be among them.
    const shown = new Set([...byId, ...terms].map(({ url }) => url.split("#")[0]));
    const rest = scored.filter(
      ({ value, page }, at) => (value >= least || at < FEW) && !shown.has(page.url),
    );
    return {
      results: [
        ...byId.map((page) => show(page, parsed.terms)),
        ...rest.map(({ page }) => show(page, parsed.terms)),
      ],
      terms,
      mended: parsed.mended,
      unknown: parsed.unknown,
      near: parsed.near,
      isPartial: pages.length < numbers.length,
      kinds: ranges
        .filter(({ has }) => [...estimates.keys()].some(has))
        .map(({ name }) => name),
    };
  };

  /** The words of a query that a page says, for marking them there; those of a phrase have hyphens. */
  const saidIn = (page, terms) => {
    const { title, sections } = passages.prepare(page);
    const fields = [title, ...sections.flatMap((section) => [section.title, section.body])];
    const ways = terms
      .flatMap((term) => term.ways)
      .filter(({ stems }) => fields.some((field) => passages.count(field, stems)));
    return [...new Set(ways.map(({ words }) => words.join("-")))].slice(0, 12).join(" ");
  };

  return { find, ready };
})();
