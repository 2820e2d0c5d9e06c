/* How words are misspelt: the spellings of the other side, and how near two words are on a keyboard. */
"use strict";

handbookSearch.spelling = (() => {
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

  return { spellings, distance };
})();
