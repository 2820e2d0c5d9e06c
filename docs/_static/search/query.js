/* From what a reader typed to terms: each with the ways in which a page may say it. */
"use strict";

handbookSearch.query = (() => {
  const { index, synonyms, text, vocabulary } = handbookSearch;
  const { WEIGHT, singular } = synonyms;
  const LONGEST = 240; // characters; a longer query is pasted text
  const MOST_WORDS = 12;
  const COMPLETIONS = 8;
  const MOST_ENTRIES = 3;

  const PLURAL = /^(.{2,}[^s])s$/;
  // A word of which the site may say the rest alone: rebrand, uncached.
  const PREFIXED = /^(?:re|un|non|pre|mis)(.{4,})$/;
  const MIXED = /^([a-z]+)(\d+)$|^(\d+)([a-z]+)$/; // iso27001
  // What is left of a question that asks for a meaning, once the term is taken out.
  const FRAME = new Set(
    "a an are define definition does explain here is mean meaning means of our s stand stands for the what".split(
      " ",
    ),
  );
  // What joins two terms in one question: "SLI vs SLO".
  const JOINTS = new Set("and between difference from or versus vs".split(" "));

  /** Take record numbers out of a query, however they are written: TO-0005, to 5. */
  const takeRecords = (raw, prefixes) => {
    const records = [];
    if (!prefixes.length) return { raw, records };
    const pattern = new RegExp(
      `(?<![\\p{L}\\p{N}])(${prefixes.join("|")})[-‐‑–\\s]?(\\d{1,4})(?![\\p{L}\\p{N}])`,
      "giu",
    );
    const rest = raw.replace(pattern, (_, prefix, number) => {
      records.push(`${prefix.toUpperCase()}-${number.padStart(4, "0")}`);
      return " ";
    });
    if (/^\s*\d{4}\s*$/.test(raw)) {
      return { raw, records: prefixes.map((prefix) => `${prefix}-${raw.trim()}`) };
    }
    return { raw: rest, records };
  };

  /** Choose what a mistyped word meant: of several, the one that the words beside it make a name of. */
  const meantBy = async (word, { before, after }, table) => {
    const near = await vocabulary.corrections(word, table.others);
    const isName = (...words) => words.every(Boolean) && table.pairs.has(singular(words));
    return near.find((one) => isName(before, one) || isName(one, after)) ?? near[0];
  };

  const own = (words, weight) => words.map((word) => ({ words: [word], weight }));

  /** Say a word in a way that some page does: itself, as other words know it, or spelt otherwise. */
  const known = async (word, table) => {
    if (await vocabulary.count(word)) {
      const spelt = [];
      for (const other of vocabulary.spellings(word))
        if (await vocabulary.count(other)) spelt.push(other);
      return { ways: own([word, ...spelt], WEIGHT.own) };
    }
    if (table.otherStems.has(text.stem(word))) return { ways: own([word], WEIGHT.own) };
    for (const other of vocabulary.spellings(word)) {
      if ((await vocabulary.count(other)) || table.otherStems.has(text.stem(other)))
        return { word: other, ways: own([other], WEIGHT.own) };
    }
    // The plural of an abbreviation, which no stemmer knows: SLOs.
    const single = word.match(PLURAL)?.[1];
    if (single && (await vocabulary.count(single)))
      return { word: single, ways: own([single], WEIGHT.own) };
    return undefined;
  };

  /** Say a word as the site does: known, its beginning completed, mended, or not at all. */
  const resolve = async (word, { before, after, isLast, isAlone }, table, exact) => {
    const found = await known(word, table);
    if (found) return found;
    const near = table.near.get(text.stem(word));
    if (near) {
      const ways = near.map((name) => ({ words: text.words(name), weight: WEIGHT.synonym }));
      return { ways, near, unknown: true };
    }
    const isReal = await vocabulary.isReal(word);
    // A real word may be the half of another one that is still typed, but not what the others are about:
    // a fort is no forty, nor a pact a package.
    if (isLast && word.length > 1 && (isAlone || !isReal)) {
      const completed = await vocabulary.completions(word, COMPLETIONS);
      if (completed.length)
        return {
          word: completed[0],
          ways: own(completed, WEIGHT.completed),
          completed: true,
          unknown: isReal,
        };
    }
    if (isReal || exact) return { ways: [], unknown: true };
    const meant = await meantBy(word, { before, after }, table);
    if (text.STOP.has(meant)) return { word: meant, ways: [], corrected: meant, stop: true };
    if (meant) return { word: meant, ways: own([meant], WEIGHT.corrected), corrected: meant };
    const rest = word.match(PREFIXED)?.[1];
    if (rest && (await vocabulary.count(rest)))
      return { word: rest, ways: own([rest], WEIGHT.part), corrected: rest };
    return { ways: [], unknown: true };
  };

  /** Find what the reader wrote in two, or the site does: roll back, rollback; and a compound in one. */
  const addJoined = async (sequence, compounds) => {
    const pairs = sequence.slice(1).map((item, at) => [sequence[at], item]);
    const groups = [
      ...pairs.map((items) => ({ items, names: [items.map(({ typed }) => typed).join("")] })),
      ...compounds,
    ];
    for (const { items, names } of groups) {
      for (const name of names.filter((one) => one.length > 4)) {
        if (!(await vocabulary.count(name))) continue;
        for (const item of items) {
          item.ways.push({ words: [name], weight: WEIGHT.own });
          item.unknown = false;
          item.corrected = undefined;
        }
      }
    }
  };

  /** Join the ways that differ in nothing but the form of their words. */
  const byStems = (ways) => {
    const joined = new Map();
    for (const { words, weight } of ways) {
      const stems = words.map(text.stem);
      const key = stems.join(" ");
      const same = joined.get(key) ?? { stems, words, weight: 0 };
      same.weight = Math.max(same.weight, weight);
      joined.set(key, same);
    }
    return [...joined.values()];
  };

  /** Drop the ways that the site never takes, and say how rare the term is. */
  const weigh = async (term, pages) => {
    for (const way of term.ways) way.pages = await index.count(way.stems.join(" "));
    const said = term.ways[0]?.pages;
    term.ways = term.ways.filter((way) => way.pages > 0);
    // Where no page says the reader's own word, its other names are all that it can mean.
    if (!term.ways.some((way) => way.weight > WEIGHT.phrase))
      for (const way of term.ways) way.weight = Math.max(way.weight, WEIGHT.phrase);
    // A word that the site never says is as rare as the rarest of its other names.
    const rare = said || Math.min(...term.ways.map((way) => way.pages), pages);
    // The root, because a query is about all of its words: else the one page that says a rare word
    // in passing beats those that say the rest. The words of a phrase are one matter between them.
    term.rarity = Math.sqrt(Math.log(1 + (pages - rare + 0.5) / (rare + 0.5))) / term.parts;
  };

  /** The glossary entries that a query is: one, or some that are compared or listed; else none. */
  const entriesOf = (sequence, named) => {
    const whole = named(sequence);
    if (whole) return [whole];
    const about = sequence.filter(({ word }) => !FRAME.has(word));
    const parts = [[]];
    for (const item of about) {
      if (!JOINTS.has(item.word)) parts.at(-1).push(item);
      else if (parts.at(-1).length) parts.push([]);
    }
    const found = parts.filter((part) => part.length).map(named);
    return found.every(Boolean) ? [...new Set(found)].slice(0, MOST_ENTRIES) : [];
  };

  /** Cut a query into words, with the compounds among them: what else finds several as one. */
  const cutQuery = (raw) => {
    const words = [];
    const compounds = [];
    for (const { parts, also } of text.cut(raw)) {
      const pieces = parts.flatMap((word) => word.match(MIXED)?.slice(1).filter(Boolean) ?? [word]);
      const names = pieces.length > parts.length ? [...parts, ...also] : also;
      if (names.length) compounds.push({ from: words.length, to: words.length + pieces.length, names });
      words.push(...pieces);
    }
    return { words, compounds };
  };

  /** Understand a query.
      Returns terms (stem, word, rarity, ways of stems, words and weight), the glossary entries that
      the query is, record ids, the words found nowhere and what is near to them in meaning, how the query reads with its slips mended
      (or undefined), and its stems as one text. */
  const parse = async (typed, table, exact = false) => {
    const { raw, records } = takeRecords(typed.slice(0, LONGEST), table.records);
    const cut = cutQuery(raw);
    const words = cut.words.slice(0, MOST_WORDS * 2);
    const about = words.filter((word) => !text.STOP.has(word));
    const chosen = (about.length ? about : words).slice(0, MOST_WORDS);
    const endsOpen = /[\p{L}\p{N}]$/u.test(raw);

    const sequence = [];
    for (const [at, word] of words.entries()) {
      if (!chosen.includes(word)) {
        sequence.push({ typed: word, word, ways: [], stop: true });
        continue;
      }
      const beside = {
        before: words[at - 1],
        after: words[at + 1],
        isLast: endsOpen && at === words.length - 1,
        isAlone: chosen.length === 1,
      };
      const found = await resolve(word, beside, table, exact);
      sequence.push({ typed: word, word, ...found });
    }
    const compounds = cut.compounds.map(({ from, to, names }) => ({ items: sequence.slice(from, to), names }));
    await addJoined(sequence, compounds);
    synonyms.add(sequence, table);

    const unknownWords = sequence.filter((item) => item.unknown);
    const unknown = [...new Set(unknownWords.map((item) => text.wholeRun(item.typed, raw)))];
    const terms = [];
    for (const item of sequence) {
      const stem = text.stem(item.word);
      const isNothing = item.stop || !item.ways.length;
      if (isNothing || terms.some((term) => term.stem === stem)) continue;
      terms.push({ stem, word: item.word, parts: item.parts ?? 1, ways: byStems(item.ways) });
    }
    for (const term of terms) await weigh(term, table.pages);

    const isCorrected = sequence.some((item) => item.corrected);
    const settled = sequence.filter((item) => !item.completed || item.typed === item.word);
    const named = (items) => table.names.get(singular(items.map(({ word }) => word)));
    const entries = settled.length === sequence.length ? entriesOf(sequence, named) : [];
    const mended = isCorrected
      ? sequence.map((item) => item.corrected ?? item.typed).join(" ")
      : undefined;
    const near = [...new Set(sequence.flatMap((item) => (item.unknown && item.near) || []))];
    return { terms, entries, records, unknown, near, mended, said: sequence.map(({ word }) => text.stem(word)) };
  };

  return { prepare: synonyms.prepare, parse };
})();
