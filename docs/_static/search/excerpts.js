/* What to show of a text: the stretch that says most of a query, its words marked. */
"use strict";

handbookSearch.excerpts = (() => {
  const { passages, text } = handbookSearch;
  const EXCERPT = 30; // words
  const LEAD_IN = 6; // words before the first match

  /** Cut text into words, each with whether the query means it: [{word, marked, term}]. */
  const marked = (words, terms) => {
    const spoken = words
      .split(/\s+/)
      .filter(Boolean)
      .map((word) => ({ word, marked: false, term: -1 }));
    // Each written word may be several stems; a phrase may run over written words.
    const said = [];
    const joined = [];
    for (const [at, { word }] of spoken.entries()) {
      for (const { parts, also } of text.cut(word)) {
        said.push(...parts.map((part) => [text.stem(part), at]));
        joined.push(...[...parts, ...also].map((part) => [text.stem(part), at]));
      }
    }
    for (const [index, term] of terms.entries()) {
      for (const { stems } of term.ways) {
        const source = stems.length === 1 ? joined : said;
        const line = source.map(([stem]) => stem);
        for (let at = 0; at < line.length; at++) {
          if (!passages.isAt(line, at, stems)) continue;
          for (let step = 0; step < stems.length; step++)
            Object.assign(spoken[source[at + step][1]], { marked: true, term: index });
        }
      }
    }
    return spoken;
  };

  /** Choose the stretch of a text that says most of the query: [{text, marked}] and where it is cut. */
  const excerpt = (words, terms) => {
    const spoken = marked(words, terms);
    let best = { start: 0, value: -1 };
    for (let start = 0; start === 0 || start + EXCERPT / 2 < spoken.length; start++) {
      if (start && !spoken[start].marked) continue;
      const seen = spoken.slice(start, start + EXCERPT - LEAD_IN).filter((one) => one.marked);
      const value = new Set(seen.map(({ term }) => term)).size * 10 + seen.length;
      if (value > best.value) best = { start, value };
    }
    const from = Math.max(0, best.start - LEAD_IN);
    const shown = spoken.slice(from, from + EXCERPT);
    return {
      parts: runs(shown),
      isCutBefore: from > 0,
      isCutAfter: from + EXCERPT < spoken.length,
    };
  };

  /** Join words to text again, marked runs apart from the rest; punctuation is never marked. */
  const runs = (spoken) => {
    const parts = [];
    const add = (words, isMarked) => {
      const last = parts.at(-1);
      if (!words) return;
      if (last && last.marked === isMarked) last.text += words;
      else parts.push({ text: words, marked: isMarked });
    };
    for (const [at, { word, marked: isMarked }] of spoken.entries()) {
      const [, before, core, after] = word.match(/^([^\p{L}\p{N}]*)(.*?)([^\p{L}\p{N}]*)$/u);
      if (at) add(" ", isMarked && spoken[at - 1].marked && !before && parts.at(-1)?.marked);
      add(before, false);
      add(core, isMarked);
      add(after, false);
    }
    return parts;
  };

  return { marked, runs, excerpt };
})();
