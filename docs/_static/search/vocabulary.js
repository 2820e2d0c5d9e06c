/* The site's own words, fetched by first letter: is a word known, how rare is it, what was meant? */
"use strict";

handbookSearch.vocabulary = (() => {
  const { text } = handbookSearch;
  const LETTERS = [..."abcdefghijklmnopqrstuvwxyz0"]; // SHARDS in handbook/search/vocabulary.py
  const LONG = 7; // letters, from which a word is hardly another one by a single slip
  const HARDLY = 0.6; // of a slip: what is no nearer than this is another candidate
  const shards = new Map();

  const letter = (word) => (/^[a-z]/.test(word) ? word[0] : "0");

  const byStem = (words) => {
    const stems = new Map();
    for (const [word, pages] of Object.entries(words)) {
      const stem = text.stem(word);
      stems.set(stem, Math.max(pages, stems.get(stem) ?? 0));
    }
    return stems;
  };

  /** Fetch a shard; without it no search may say that a word is unknown. */
  const shard = (name) => {
    if (!shards.has(name)) {
      const loaded = handbookSearch
        .table(`words/${name}`)
        .then((words) => ({ words, stems: byStem(words) }));
      loaded.catch(() => shards.delete(name)); // so that a later query can succeed
      shards.set(name, loaded);
    }
    return shards.get(name);
  };

  /** How many pages have a word in any of its forms. */
  const count = async (word) => {
    const { words, stems } = await shard(letter(word));
    return (Object.hasOwn(words, word) ? words[word] : stems.get(text.stem(word))) ?? 0;
  };

  /** The known words that a word begins, those on most pages first. */
  const completions = async (start, most) => {
    const { words } = await shard(letter(start));
    return Object.keys(words)
      .filter((word) => word.startsWith(start))
      .sort((a, b) => words[b] - words[a] || a.length - b.length)
      .slice(0, most);
  };

  const allowed = (word) => (word.length < 4 ? 0 : word.length < LONG ? 1 : word.length < 11 ? 2 : 3);

  /** Give the words nearest to a mistyped one: the best, and those that are hardly worse. */
  const nearest = (word, words, others) => {
    const limit = allowed(word);
    const costs = new Map();
    const weigh = (other, pages) => {
      if (other.length < 3) return;
      const slips = text.distance(word, other, limit);
      if (slips > limit) return;
      // A slip in the first letter is rare. With a second slip beside it, it is another word
      // (unimportant), and so is a short word of which only the first letter differs (house, mouse).
      if (other[0] !== word[0] && (slips > 1 || (word.length < LONG && other.slice(1) === word.slice(1))))
        return;
      // Between equals, the word on more pages was meant.
      const cost =
        slips + (other[0] === word[0] ? 0 : 0.6) - Math.min(0.45, 0.08 * Math.log2(1 + pages));
      if (!(costs.get(other) <= cost)) costs.set(other, cost);
    };
    for (const [other, pages] of Object.entries(words)) weigh(other, pages);
    for (const other of others) weigh(other, 0);
    const least = Math.min(...costs.values());
    return [...costs]
      .filter(([, cost]) => cost <= least + HARDLY)
      .sort(([one, a], [other, b]) => a - b || (one < other ? -1 : 1))
      .map(([other]) => other);
  };

  /** What a word that is nowhere on the site may have meant, the likeliest first; [] for nothing near.
      others: words that are known for another reason, such as synonyms. */
  const corrections = async (word, others) => {
    if (allowed(word) === 0 || /\p{N}/u.test(word)) return [];
    const near = [...new Set([word[0], word[1]].map(letter))];
    const first = await merged(near);
    const found = nearest(word, first, others);
    return found.length ? found : nearest(word, await merged(LETTERS), []);
  };

  const merged = async (names) =>
    Object.assign({}, ...(await Promise.all(names.map(shard))).map(({ words }) => words));

  return { count, completions, corrections };
})();
