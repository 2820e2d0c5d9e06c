/* A whole search: understand the query, gather pages, rank them, choose what to show of each. */
"use strict";

handbookSearch.find = (() => {
  const { table, query, engines, rank, passages } = handbookSearch;
  const READ = 30; // pages to read in full at most, of those that an engine finds …
  const OF_EACH = 2; // … and for each page to show
  const LEAST = 0.3; // of the score of a page among the best; what is below would only be noise …
  const FEW = 5; // … unless there is little else
  const HEADINGS = 3; // for one page

  let prepared;
  const ready = async () => {
    prepared ??= table("table").then(query.prepare);
    prepared.catch(() => (prepared = undefined));
    return prepared;
  };

  /** Gather the pages that say any of a query, with a first estimate of how well. */
  const gather = async (engine, parsed) => {
    const estimates = new Map();
    for (const term of parsed.terms) {
      const said = new Map();
      const finds = term.ways.flatMap((way) =>
        way.finds.map((words) => ({ words, weight: way.weight })),
      );
      const found = await Promise.all(finds.map(({ words }) => engine.find(words)));
      for (const [at, { weight }] of finds.entries()) {
        for (const [key, share] of found[at])
          said.set(key, Math.max(said.get(key) ?? 0, weight * (0.5 + share / 2)));
      }
      for (const [key, share] of said)
        estimates.set(key, (estimates.get(key) ?? 0) + term.rarity * share);
    }
    return estimates;
  };

  /** Give the pages of the records that a query names. */
  const recordPages = async (engine, ids) => {
    const keys = new Set((await Promise.all(ids.map(engine.record))).flat());
    const pages = await Promise.all([...keys].slice(0, READ).map(engine.page));
    return pages.filter((page) =>
      ids.some(
        (id) => page.record?.replace("-", "").toLowerCase() === id.replace("-", "").toLowerCase(),
      ),
    );
  };

  /** A question, shown instead of the heading below which it is answered: it says why the page is here. */
  const answerTo = ({ asks, at }, page, terms) => {
    const section = page.sections.find(({ id }) => at && id === at);
    return {
      url: at ? `${page.url}#${at}` : page.url,
      title: asks,
      excerpt: section ? passages.excerpt(section.text, terms) : null,
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
      excerpt: own ? passages.excerpt(own, terms) : null,
      headings: [
        ...(asked ? [answerTo(asked, page, terms)] : []),
        ...headings.map(({ section }) => ({
          url: `${page.url}#${section.id}`,
          title: section.title,
          excerpt: passages.excerpt(section.text, terms),
        })),
      ].slice(0, HEADINGS),
    };
  };

  /** Give the names of the kinds that have any of the pages; all names, where asking would cost much. */
  const kindsOf = async (engine, keys, pages, { kinds }, isChosen) => {
    const names = kinds.map(([name]) => name);
    if (keys.length <= pages.length)
      return names.filter((name) => pages.some((page) => page.kind === name));
    if (!isChosen) return names;
    const members = await Promise.all(names.map(engine.kind));
    return names.filter((_, at) => keys.some((key) => members[at].has(key)));
  };

  /** Search.
      options: kind, the name of a kind or ""; exact, true for the words as typed; most, how many
      pages will be shown.
      Returns {results, terms (of the glossary), mended, unknown, isPartial (some pages could not
      be loaded), kinds (those that may have a page), engine}. */
  const find = async (typed, { kind = "", exact = false, most = READ } = {}) => {
    const prepared = await ready();
    const engine = await engines.choose(prepared.small);
    const parsed = await query.parse(typed, prepared, exact);
    const [estimates, records] = await Promise.all([
      gather(engine, parsed),
      recordPages(engine, parsed.records),
    ]);

    const members = kind ? await engine.kind(kind) : undefined;
    const keys = [...estimates]
      .filter(([key]) => !members || members.has(key))
      .sort((a, b) => b[1] - a[1])
      .slice(0, Math.min(READ, OF_EACH * most))
      .map(([key]) => key);
    const loaded = await Promise.allSettled(keys.map(engine.page));
    const pages = loaded.flatMap(({ value }) => value ?? []);
    if (keys.length && !pages.length) throw loaded[0].reason;
    for (const page of pages) page.kind = kindOf(page, prepared);

    const scored = pages
      .filter((page) => !kind || page.kind === kind)
      .map((page) => ({ page, value: rank.score(page, parsed, prepared) }))
      .filter(({ value }) => value > 0)
      .sort((a, b) => b.value - a.value || (a.page.url < b.page.url ? -1 : 1));
    // Of a typical page: the best may be far ahead, with the query for its title.
    const least = (scored[Math.min(FEW, scored.length) >> 1]?.value ?? 0) * LEAST;
    const byId = records.filter((page) => !kind || kindOf(page, prepared) === kind);
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
      isPartial: pages.length < keys.length,
      kinds: await kindsOf(engine, [...estimates.keys()], pages, prepared, Boolean(kind)),
      engine: engine.name,
    };
  };

  /** Pagefind knows a kind as a word; give its name back. */
  const kindOf = (page, { kinds }) => {
    const found = kinds.find(([name]) => [name, engines.kindWord(name)].includes(page.kind));
    return found?.[0] ?? "";
  };

  /** The words of a query that a page says, for marking them there; those of a phrase have hyphens. */
  const saidIn = (page, terms) => {
    const { title, sections } = passages.prepare(page);
    const fields = [title, ...sections.flatMap((section) => [section.title, section.body])];
    const ways = terms
      .flatMap((term) => term.ways)
      .filter(({ stems }) => fields.some((field) => passages.count(field, stems)));
    return [...new Set(ways.map(({ finds }) => finds[0].join("-")))].slice(0, 12).join(" ");
  };

  /** The glossary's terms that look most like what was typed. */
  const nearest = async (typed, most = 3) => {
    const { terms } = await ready();
    const pairs = (words) =>
      new Set(
        [...words.toLowerCase()].slice(1).map((_, at) => words.toLowerCase().slice(at, at + 2)),
      );
    const wanted = pairs(typed.slice(0, 80));
    const likeness = (name) => {
      const own = pairs(name);
      return (
        (2 * [...own].filter((pair) => wanted.has(pair)).length) / (own.size + wanted.size || 1)
      );
    };
    return terms
      .map((term) => ({ ...term, likeness: Math.max(...[term.name, ...term.also].map(likeness)) }))
      .filter((term) => term.likeness > 0.25)
      .sort((a, b) => b.likeness - a.likeness || (a.name < b.name ? -1 : 1))
      .slice(0, most);
  };

  return { find, nearest, ready };
})();
