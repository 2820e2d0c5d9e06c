/* The site's own words: is one known, how does it go on, and what did a mistyped one mean? */
"use strict";

handbookSearch.vocabulary = (() => {
  const { index, spelling, text } = handbookSearch;
  const LONG = 7; // letters, from which a word is hardly another one by a single slip
  const HARDLY = 0.6; // of a slip: what is no nearer than this is another candidate
  const LAST = "\uffff"; // after all that may follow

  /** How many pages have a word in any of its forms. */
  const count = (word) => index.count(text.stem(word));

  /** The known words that a word begins, those on most pages first. */
  const completions = async (start, most) => {
    const words = await index.words(start, start + LAST);
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
      const { slips, cost } = spelling.distance(word, other, limit);
      // A slip in the first letter is rare. With a second slip beside it, it is another word
      // (unimportant), and so is a short word of which only the first letter differs (house, mouse).
      if (other[0] !== word[0] && (slips > 1 || (word.length < LONG && other.slice(1) === word.slice(1))))
        return;
      // Between equals, the word on more pages was meant.
      const total = cost - Math.min(0.45, 0.08 * Math.log2(1 + pages));
      if (total < Infinity && !(costs.get(other) <= total)) costs.set(other, total);
    };
    for (const [other, pages] of Object.entries(words)) weigh(other, pages);
    for (const other of others) if (other.length > 3) weigh(other, 0);
    const least = Math.min(...costs.values());
    return [...costs]
      .filter(([, cost]) => cost <= least + HARDLY)
      .sort(([one, a], [other, b]) => a - b || (one < other ? -1 : 1))
      .map(([other]) => other);
  };

  /** What a word that is nowhere on the site may have meant, the likeliest first; [] for nothing near,
      and for a word of the language, which is no slip.
      others: words that are known for another reason, such as synonyms. */
  const corrections = async (word, others) => {
    if (allowed(word) === 0 || !/^[a-z]+$/.test(word) || (await isReal(word))) return [];
    const letters = [...new Set([word[0], word[1]])];
    const near = await Promise.all(letters.map((letter) => index.words(letter, letter + LAST)));
    const found = nearest(word, Object.assign({}, ...near), others);
    return found.length ? found : nearest(word, await index.words("a", `z${LAST}`), []);
  };

  /** Whether a word is one of the English language, in the form at hand or as a plural or a past. */
  const isReal = async (word) => {
    const forms = [word, ...(/(s|ed|ing|ly)$/.test(word) ? [word.replace(/(s|ed|ing|ly)$/, "")] : [])];
    for (const form of forms) if (form.length > 3 && (await index.isEnglish(form))) return true;
    return false;
  };

  return { count, completions, corrections, isReal };
})();
