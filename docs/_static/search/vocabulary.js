/* The site's own words: is one known, how does it go on, and what did a mistyped one mean?

   For the last: how words are spelt on the other side, and how near two are on a keyboard. */
"use strict";

handbookSearch.vocabulary = (() => {
  const { index, text } = handbookSearch;
  const LONG = 7; // letters, from which a word is hardly another one by a single slip
  const HARDLY = 0.6; // of a slip: what is no nearer than this is another candidate
  const LAST = "\uffff"; // after all that may follow

  // One rule a line: an ending or a cluster that British and American spelling write differently.
  const SPELLINGS = [
    [/ys(e|ed|es|er|ers|ing)$/, "yz$1"],
    [/yz(e|ed|es|er|ers|ing)$/, "ys$1"],
    [/our/, "or"],
    [/or(?=$|s$|al|ed|ing|ful|ite|able)/, "our"],
    [/(t|b)re(s?)$/, "$1er$2"],
    [/(t|b)er(s?)$/, "$1re$2"],
    [/ence(s?)$/, "ense$1"],
    [/ense(s?)$/, "ence$1"],
    [/ogue(s?)$/, "og$1"],
    [/og(s?)$/, "ogue$1"],
    [/ll(ed|ing|er|ers|ation)$/, "l$1"],
    [/l(ed|ing|er|ers|ation)$/, "ll$1"],
    [/gement/, "gment"],
    [/gment/, "gement"],
    [/mme(s?)$/, "m$1"],
    [/m(s?)$/, "mme$1"],
    [/ae|oe/, "e"],
    [/ae|oe|ue/, (both) => both[0]], // an umlaut, typed as in German
  ];

  /** Spell a word the other side's way; most of what comes back is no word, and is looked up. */
  const spellings = (word) =>
    SPELLINGS.filter(([pattern]) => pattern.test(word)).map(([pattern, other]) =>
      word.replace(pattern, other),
    );

  const ROWS = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];
  const KEYS = new Map(
    ROWS.flatMap((row, y) => [...row].map((letter, x) => [letter, [x + y * 0.5, y]])),
  );
  const VOWELS = new Set("aeiouy");
  // What a slip costs, in slips. Compared on known misspellings of the site's words.
  const SWAP = 0.7;
  const DOUBLE = 0.5; // a letter doubled, or of two only one
  const VOWEL = 0.7; // one vowel for another
  const BESIDE = 0.8; // the next key
  const FIRST = 0.6; // more, for the first letter

  const replaced = (a, b) => {
    if (VOWELS.has(a) && VOWELS.has(b)) return VOWEL;
    const [one, other] = [KEYS.get(a), KEYS.get(b)];
    return one && other && Math.hypot(one[0] - other[0], one[1] - other[1]) < 1.2 ? BESIDE : 1;
  };

  /** What it costs to take a word for another: slips, by how people make them; above limit, Infinity.
      Slips are counted too, a swap of neighbours being one. */
  const distance = (a, b, limit) => {
    if (Math.abs(a.length - b.length) > limit) return { slips: Infinity, cost: Infinity };
    const row = (at) => ({ slips: at, cost: at });
    let before = [];
    let last = Array.from({ length: b.length + 1 }, (_, at) => row(at));
    const step = ({ slips, cost }, more) => ({ slips: slips + 1, cost: cost + more });
    const nearer = (one, other) => (other.slips < one.slips || (other.slips === one.slips && other.cost < one.cost) ? other : one);
    for (let y = 1; y <= a.length; y++) {
      const line = [row(y)];
      for (let x = 1; x <= b.length; x++) {
        const [one, other] = [a[y - 1], b[x - 1]];
        let best = one === other ? last[x - 1] : step(last[x - 1], replaced(one, other));
        best = nearer(best, step(last[x], one === a[y - 2] ? DOUBLE : 1));
        best = nearer(best, step(line[x - 1], other === b[x - 2] ? DOUBLE : 1));
        if (y > 1 && x > 1 && one === b[x - 2] && a[y - 2] === other)
          best = nearer(best, step(before[x - 2], SWAP));
        line.push(best);
      }
      if (line.every(({ slips }) => slips > limit)) return { slips: Infinity, cost: Infinity };
      [before, last] = [last, line];
    }
    const { slips, cost } = last[b.length];
    if (slips > limit) return { slips: Infinity, cost: Infinity };
    return { slips, cost: cost + (a[0] === b[0] ? 0 : FIRST) };
  };

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
      const { slips, cost } = distance(word, other, limit);
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

  return { count, completions, corrections, isReal, spellings, distance };
})();
