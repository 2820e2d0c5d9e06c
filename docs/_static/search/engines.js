/* Two engines behind one interface: Pagefind's index, and Sphinx's own from disk and on small sites.

   An engine gives  find(words) -> Map of page key to a share between 0 and 1,
                    kind(name) -> Set of page keys,
                    record(id) -> page keys that may be that record,
                    page(key) -> the page's words, as handbook/search/scripts.py writes them. */
"use strict";

handbookSearch.engines = (() => {
  const { root, table, run, text } = handbookSearch;
  /** The word that stands for a kind in Pagefind's index, as handbook/search/mirror.py writes it. */
  const kindWord = (name) => `zzkind${name.replaceAll("-", "")}`;

  const both = (one, other) => {
    const common = new Map();
    for (const [key, share] of one)
      if (other.has(key)) common.set(key, (share + other.get(key)) / 2);
    return common;
  };
  const all = async (words, find) => (await Promise.all(words.map(find))).reduce(both);

  const toShares = (scores) => {
    const most = Math.max(...scores.values());
    return new Map([...scores].map(([key, score]) => [key, most > 0 ? score / most : 1]));
  };

  /** Pagefind: a few kilobytes for each query, however large the site. */
  const pagefind = async () => {
    const folder = new URL("pagefind/", root);
    const entry = await fetch(new URL("pagefind-entry.json", folder), { cache: "no-cache" });
    if (!entry.ok) throw new Error("the index is missing");
    await entry.json(); // half of a file is no JSON
    const engine = await import(new URL("pagefind.js", folder).href);
    // No worker: it forgets a result while we still hold its page, and needs a wider policy.
    const instance = engine.createInstance({
      basePath: folder.pathname,
      baseUrl: "/",
      noWorker: true,
    });
    const found = new Map(); // page key: Pagefind's own object, which can fetch the page
    const pages = new Map();

    const search = async (word) => {
      const { results } = await instance.search(word);
      for (const result of results) found.set(result.id, result);
      return toShares(new Map(results.map(({ id, score }) => [id, score])));
    };
    const page = (key) => {
      if (!pages.has(key)) {
        const loaded = found.get(key).data().then(fromFragment);
        // Pagefind, too, keeps what it could not load: the next query starts it anew.
        loaded.catch(() => (chosen = undefined));
        pages.set(key, loaded);
      }
      return pages.get(key);
    };
    await instance.search(""); // loads the engine alone, or shows that it is damaged
    return {
      name: "pagefind",
      find: (words) => all(words, search),
      kind: async (name) => new Set((await search(kindWord(name))).keys()),
      record: async (id) => [...(await search(id.replace("-", "").toLowerCase())).keys()],
      page,
    };
  };

  const SEPARATOR = " · "; // as in handbook/search/mirror.py

  const fromFragment = (fragment) => {
    const { meta, anchors } = fragment;
    const words = (fragment.raw_content ?? fragment.content).split(/[\s​]+/u);
    const starts = [
      { id: "", text: meta.title, element: "h1", location: 0 },
      ...anchors.filter(({ element }) => /^h\d$/.test(element)),
    ];
    return {
      url: fragment.raw_url.replace(/^\//, ""),
      title: meta.title,
      kind: meta.kind ?? "",
      owner: meta.owner ?? "",
      record: meta.record ?? "",
      keywords: meta.keywords ?? "",
      answer: meta.answer ?? "",
      hub: Number(meta.hub ?? 0),
      links: meta.links ? meta.links.split(SEPARATOR) : [],
      asked: JSON.parse(meta.asked ?? "[]").map(([asks, at]) => ({ asks, at })),
      sections: starts.map(({ id, text: title, element, location }, at) => ({
        id,
        title,
        level: Number(element[1]),
        text: words.slice(location + title.split(/\s+/).length, starts[at + 1]?.location).join(" "),
      })),
    };
  };

  /** Sphinx's own index: every word of the site in one file, which a disk gives at once. */
  const sphinx = async () => {
    const [index, unindexed] = await Promise.all([sphinxIndex(), table("unindexed")]);
    const { docnames, terms, titleterms, objects } = index;
    const numbers = (list) => (list === undefined ? [] : [list].flat());
    const own = (object, key) => (Object.hasOwn(object, key) ? object[key] : undefined);

    const search = async (word) => {
      const stem = text.bareStem(word);
      const scores = new Map(
        unindexed.pages
          .filter((docname) => docname.split(/[/-]/).includes(word))
          .map((docname) => [docname, 0.5]),
      );
      for (const place of own(unindexed.words, stem) ?? [])
        scores.set(unindexed.pages[place], 0.5);
      for (const doc of numbers(own(terms, stem))) scores.set(docnames[doc], 0.5);
      for (const doc of numbers(own(titleterms, stem))) scores.set(docnames[doc], 1);
      return scores;
    };
    const folderOf = (docname) => (docname.includes("/") ? docname.split("/")[0] : "chapter");
    return {
      name: "sphinx",
      find: (words) => all(words, search),
      kind: async (name) => new Set(docnames.filter((docname) => folderOf(docname) === name)),
      record: async (id) => {
        // Sphinx cuts a label at its last full stop, and what stands before is the key.
        const labelled = Object.entries(objects).flatMap(([before, entries]) =>
          entries.map(([doc, , , , name]) => [doc, before ? `${before}.${name}` : name]),
        );
        return labelled
          .filter(([, label]) => label === id || label.startsWith(`${id}:`))
          .map(([doc]) => docnames[doc]);
      },
      page: (docname) => table(`pages/${docname}`),
    };
  };

  let index;
  const sphinxIndex = () => {
    index ??= new Promise((resolve, reject) => {
      window.Search = { setIndex: resolve }; // what the file calls
      run(new URL("searchindex.js", root)).then(
        () => reject(new Error("searchindex.js is damaged")),
        reject,
      );
    });
    index.catch(() => (index = undefined));
    return index;
  };

  let chosen;
  /** The best engine that works here; fails when neither does.
      isSmall: whether Sphinx's index is less to load than Pagefind's program. */
  const choose = (isSmall) => {
    chosen ??=
      location.protocol === "file:"
        ? sphinx()
        : isSmall
          ? sphinx().catch(pagefind)
          : pagefind().catch(sphinx);
    chosen.catch(() => (chosen = undefined));
    return chosen;
  };

  return { choose, kindWord };
})();
