/* The index, a few files of it for each query: handbook/site/search/index.py writes them.

   A page is a number here; those of a kind follow each other. */
"use strict";

handbookSearch.index = (() => {
  const { root, run, scripts, text } = handbookSearch;
  const received = new Map();
  handbookSearch.receive = (name, data) => received.set(name, data); // what the files call

  const COMMON = "stop"; // as in postings.py
  // What a page's mention of a word is worth before the page is read: in its name, in a heading or
  // in what is said of it elsewhere, often, once.
  const SHARES = [1, 0.7, 0.4, 0.1];

  const INDEX = new URL("search-index/", root);

  /** Load a table of the index by the name under which its script hands it to receive(). */
  const table = async (name, version) => {
    await run(new URL(`${version ? `${version}/` : ""}${name}.js`, INDEX));
    if (!received.has(name)) throw new Error(`${name}.js is damaged`);
    return received.get(name);
  };

  /** Have the index loaded anew: a part of it is lost, or pages were published since. */
  const forget = () => {
    for (const href of scripts.keys()) if (href.startsWith(INDEX.href)) scripts.delete(href);
    received.clear();
  };

  let made;
  let isStale = false; // a file is lost: perhaps a newer index stands in its place
  /** The table that every query needs; make prepares it. */
  const start = (make) => {
    if (isStale) {
      forget();
      made = undefined;
    }
    isStale = false;
    made ??= table("table").then(make);
    made.catch(() => (isStale = true));
    return made;
  };

  const file = async (name, isOfSite = true) => {
    const { version, english } = await made;
    return table(name, isOfSite ? version : english).catch((error) => {
      isStale = true;
      throw error;
    });
  };

  /** The number of the file in which a key stands, if it is in one; firsts are the files' first keys. */
  const numberOf = (firsts, key) => {
    let [low, high] = [0, firsts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (firsts[middle] <= key) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  };

  /** Load the files of a list in which keys from one up to another may stand. */
  const files = async (list, from, to = from) => {
    const firsts = (await made).files[list];
    const [low, high] = [Math.max(0, numberOf(firsts, from)), numberOf(firsts, to)];
    const numbers = Array.from({ length: high - low + 1 }, (_, step) => low + step);
    return Promise.all(numbers.map((number) => file(`${list}/${number}`)));
  };

  const own = (object, key) => (object && Object.hasOwn(object, key) ? object[key] : undefined);

  const lists = async (stem) => {
    const found = text.isStop(stem)
      ? await file(`stems/${COMMON}`)
      : (await files("stems", stem))[0];
    return own(found, stem) ?? [];
  };

  /** How many pages have a stem. */
  const count = async (stem) => (await lists(stem)).reduce((sum, { length }) => sum + length, 0);

  /** The pages of a stem, each with a share between 0 and 1 of how much it is about it. */
  const find = async (stem) => {
    const pages = new Map();
    for (const [level, steps] of (await lists(stem)).entries()) {
      let number = 0;
      for (const step of steps) pages.set((number += step), SHARES[level]);
    }
    return pages;
  };

  /** The words from one up to another, each with the number of pages that have its stem. */
  const words = async (from, to) => Object.assign({}, ...(await files("words", from, to)));

  const PARTS = [..."pia"]; // as ENGLISH_PARTS in index.py, the last first
  const real = new Map(); // a part of the words of the language: these words
  /** Whether a word is one of the English language. */
  const isEnglish = async (word) => {
    if (!/^[a-z]{2}/.test(word)) return false;
    const part = word[0] + PARTS.find((letter) => letter <= word[1]);
    const words = await file(`english/${part}`, false);
    if (!real.has(part)) real.set(part, new Set(words.split(" ")));
    return real.get(part).has(word);
  };

  const page = (number) => file(`pages/${number}`);

  return { start, count, find, words, isEnglish, page };
})();
