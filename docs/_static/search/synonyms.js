/* Other names: of a word, of a phrase, of a glossary term. */
"use strict";

handbookSearch.synonyms = (() => {
  const { text } = handbookSearch;
  // How much a page counts that says it otherwise than the reader did.
  const WEIGHT = {
    own: 1,
    corrected: 0.95,
    completed: 0.9,
    abbreviation: 0.9,
    synonym: 0.5,
    phrase: 0.75, // a synonym of several words together, which can hardly mean anything else
    part: 0.6,
  };
  // Small words that end a verb; between them stands whom or what it is done to.
  const PARTICLES = new Set("about away back down in no off on out over up".split(" "));

  const key = (words) => words.map(text.stem).join(" ");
  // A term is asked for by its name, in one or more, not by any word of its family.
  const singular = (words) => words.map((word) => word.replace(/e?s$/, "")).join(" ");

  /** A name as words; one that is parted inside, such as GraphQL or e-mail, is also typed as one. */
  const spoken = (name) => {
    const cuts = text.cut(name);
    const words = cuts.flatMap(({ parts }) => parts);
    const joined = words.join("");
    return cuts.length === 1 && cuts[0].also.includes(joined) ? [words, [joined]] : [words];
  };

  /** Prepare the table that every query needs: its lists of words, by the stems of each. */
  const prepare = (table) => {
    const groups = [
      ...table.same.map((words) => ({ words, weight: WEIGHT.synonym })),
      ...table.terms.map(({ name, also }) => ({
        words: [name, ...also],
        weight: WEIGHT.abbreviation,
      })),
    ]
      .filter(({ words }) => words.length > 1)
      .map(({ words, weight }) => ({ weight, phrases: words.flatMap(spoken) }));
    const byPhrase = new Map();
    for (const group of groups) {
      for (const phrase of group.phrases)
        byPhrase.set(key(phrase), [...(byPhrase.get(key(phrase)) ?? []), group]);
    }
    const names = new Map();
    for (const term of table.terms) {
      for (const name of [term.name, ...term.also]) names.set(singular(text.words(name)), term);
    }
    // Two words that stand side by side in a name: "role charter".
    const pairs = new Set(
      [...names.keys()].flatMap((name) => {
        const words = name.split(" ");
        return words.slice(1).map((word, at) => `${words[at]} ${word}`);
      }),
    );
    const others = new Set(table.same.flat().flatMap(spoken).flat());
    const otherStems = new Set([...others].map(text.stem));
    // Everyday words that no page need say: each with what the site says near it.
    const near = new Map();
    for (const [name, ...words] of table.near)
      for (const word of words) near.set(text.stem(word), [...(near.get(text.stem(word)) ?? []), name]);
    return { ...table, byPhrase, names, pairs, others, otherStems, near };
  };

  /** Where in a query a phrase with other names stands: lists of items, with the phrase's groups.
      A verb may hold its object within: "turn the service off" is "turn off". */
  const phrasesIn = (sequence, table) => {
    const stems = sequence.map(({ word }) => text.stem(word));
    const found = [];
    const take = (positions) => {
      const phrase = positions.map((at) => stems[at]).join(" ");
      const groups = table.byPhrase.get(phrase);
      if (groups) found.push({ items: positions.map((at) => sequence[at]), phrase, groups });
    };
    for (let start = 0; start < stems.length; start++) {
      for (let length = 1; length <= 4 && start + length <= stems.length; length++) {
        take(Array.from({ length }, (_, step) => start + step));
      }
      for (let gap = 2; gap <= 4 && start + gap < stems.length; gap++) {
        if (PARTICLES.has(stems[start + gap])) take([start, start + gap]);
      }
    }
    return found;
  };

  /** Give each word the other names of the phrases that it stands in.
      A word of a phrase means less alone: "turn" is not what "turn off" is about. */
  const addSynonyms = (sequence, table) => {
    for (const { items, phrase, groups } of phrasesIn(sequence, table)) {
      if (items.length > 1) {
        for (const item of items) {
          for (const way of item.ways) if (way.words.length === 1) way.weight *= WEIGHT.part;
          item.ways.unshift({ words: items.map(({ word }) => word), weight: WEIGHT.own });
          item.parts = Math.max(item.parts ?? 1, items.filter(({ stop }) => !stop).length);
        }
        // A phrase of small words alone is still what the query is about: "go away".
        if (items.every((item) => item.stop)) items[0].stop = false;
      }
      for (const { phrases, weight } of groups) {
        for (const other of phrases.filter((words) => key(words) !== phrase)) {
          const sure = items.length > 1 ? Math.max(weight, WEIGHT.phrase) : weight;
          for (const item of items) item.ways.push({ words: other, weight: sure });
        }
      }
    }
  };

  return { WEIGHT, singular, prepare, add: addSynonyms };
})();
