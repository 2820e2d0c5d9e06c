/* From what a reader typed to terms: each with the ways in which a page may say it. */
"use strict";

handbookSearch.query = (() => {
  const { text, vocabulary } = handbookSearch;
  const LONGEST = 240; // characters; a longer query is pasted text
  const MOST_WORDS = 12;
  const COMPLETIONS = 8;
  const MOST_ENTRIES = 3;
  // How much a page counts that says it otherwise than the reader did.
  const WEIGHT = {
    own: 1,
    corrected: 0.95,
    completed: 0.9,
    abbreviation: 0.9,
    synonym: 0.5,
    phrase: 0.75, // a synonym of several words together, which can hardly mean anything else

    part: 0.6,
    kin: 0.5,
  };

  const PLURAL = /^(.{2,}[^s])s$/;
  // A word of which the site may say the rest alone: rebrand, uncached.
  const PREFIXED = /^(?:re|un|non|pre|mis)(.{4,})$/;
  // What is left of a question that asks for a meaning, once the term is taken out.
  const FRAME = new Set(
    "a an are define definition does explain here is mean meaning means of our s stand stands for the what".split(
      " ",
    ),
  );
  // Small words that end a verb; between them stands whom or what it is done to.
  const PARTICLES = new Set("about away back down in no off on out over up".split(" "));
  // What joins two terms in one question: "SLI vs SLO".
  const JOINTS = new Set("and between difference from or versus vs".split(" "));

  const key = (words) => words.map(text.stem).join(" ");
  // A term is asked for by its name, in one or more, not by any word of its family.
  const singular = (words) => words.map((word) => word.replace(/e?s$/, "")).join(" ");
  const inText = (words) => text.compounds(words).flat();

  /** Prepare the table that every query needs: its lists of words, by the stems of each. */
  const prepare = (table) => {
    const groups = [
      ...table.synonyms.map((words) => ({ words, weight: WEIGHT.synonym })),
      ...table.terms.map(({ name, also }) => ({
        words: [name, ...also],
        weight: WEIGHT.abbreviation,
      })),
    ]
      .filter(({ words }) => words.length > 1)
      .map(({ words, weight }) => ({ weight, phrases: words.map(inText) }));
    const byPhrase = new Map();
    for (const group of groups) {
      for (const phrase of group.phrases)
        byPhrase.set(key(phrase), [...(byPhrase.get(key(phrase)) ?? []), group]);
    }
    const names = new Map();
    for (const term of table.terms) {
      for (const name of [term.name, ...term.also]) names.set(singular(inText(name)), term);
    }
    // Two words that stand side by side in a name: "role charter".
    const pairs = new Set(
      [...names.keys()].flatMap((name) => {
        const words = name.split(" ");
        return words.slice(1).map((word, at) => `${words[at]} ${word}`);
      }),
    );
    const others = [...new Set(table.synonyms.flat().flatMap(inText))].filter(
      (word) => word.length > 3,
    );
    return { ...table, byPhrase, names, pairs, others, otherStems: new Set(others.map(text.stem)) };
  };

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

  const anyCount = async (words) => Math.max(...(await Promise.all(words.map(vocabulary.count))));

  /** Choose what a mistyped word meant: of several, the one that the words beside it make a name of. */
  const meantBy = async (word, { before, after }, table) => {
    const near = await vocabulary.corrections(word, table.others);
    const isName = (...words) => words.every(Boolean) && table.pairs.has(singular(words));
    return near.find((one) => isName(before, one) || isName(one, after)) ?? near[0];
  };

  /** Say a word as the site does: itself, spelt otherwise, its beginning completed, or corrected. */
  const resolve = async (word, { before, after, isLast }, table, exact) => {
    const own = (words, weight) =>
      words.flatMap(text.forms).map((other) => ({ words: [other], weight }));
    if (await anyCount(text.forms(word))) {
      const spelt = [];
      for (const other of text.spellings(word))
        if (await vocabulary.count(other)) spelt.push(other);
      return { ways: own([word, ...spelt], WEIGHT.own) };
    }
    if (table.otherStems.has(text.stem(word))) return { ways: own([word], WEIGHT.own) };
    for (const other of text.spellings(word)) {
      if ((await vocabulary.count(other)) || table.otherStems.has(text.stem(other))) {
        return { word: other, ways: own([other], WEIGHT.own) };
      }
    }
    if (isLast && word.length > 1) {
      const completed = await vocabulary.completions(word, COMPLETIONS);
      if (completed.length)
        return { word: completed[0], ways: own(completed, WEIGHT.completed), completed: true };
    }
    // The plural of an abbreviation, which no stemmer knows: SLOs.
    const single = word.match(PLURAL)?.[1];
    if (single && (await vocabulary.count(single)))
      return { word: single, ways: own([single], WEIGHT.own) };
    const meant = exact ? undefined : await meantBy(word, { before, after }, table);
    if (text.STOP.has(meant)) return { word: meant, ways: [], corrected: meant, stop: true };
    if (meant) return { word: meant, ways: own([meant], WEIGHT.corrected), corrected: meant };
    const rest = exact ? undefined : word.match(PREFIXED)?.[1];
    if (rest && (await vocabulary.count(rest)))
      return { word: rest, ways: own([rest], WEIGHT.part), corrected: rest };
    return { ways: [], unknown: true };
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
          for (const item of items)
            item.ways.push({ words: other, weight: sure, isOfPhrase: items.length > 1 });
        }
      }
    }
  };

  /** Add who does what a word says, and the other way about: lose and loser, maintainer and maintain. */
  const addKin = async (sequence) => {
    for (const item of sequence.filter(({ stop, unknown }) => !stop && !unknown)) {
      const stem = text.stem(item.word);
      const kin = [
        `${stem}r`,
        `${stem}er`,
        `${stem}or`,
        ...(/..[eo]r$/.test(stem) ? [stem.slice(0, -2), stem.slice(0, -1)] : []),
      ];
      for (const word of kin.filter((one) => one.length > 3)) {
        if (await vocabulary.count(word)) item.ways.push({ words: [word], weight: WEIGHT.kin });
      }
    }
  };

  /** Find a word that the reader wrote in two, or the site does: roll back, rollback. */
  const addJoined = async (sequence) => {
    for (let at = 0; at + 1 < sequence.length; at++) {
      const pair = sequence.slice(at, at + 2);
      const joined = pair.map(({ typed }) => typed).join("");
      if (joined.length > 4 && (await vocabulary.count(joined))) {
        for (const item of pair) {
          item.ways.push({ words: [joined], weight: WEIGHT.own });
          item.unknown = false;
          item.corrected = undefined;
        }
      }
    }
  };

  /** Join the ways that differ in nothing but the form: stems to rank by, words to find pages by. */
  const byStems = (ways) => {
    const joined = new Map();
    for (const { words, weight, isOfPhrase = false } of ways) {
      const stems = words.map(text.stem);
      const known = joined.get(stems.join(" ")) ?? { stems, weight: 0, isOfPhrase, finds: [] };
      known.weight = Math.max(known.weight, weight);
      if (!known.finds.some((find) => find.join(" ") === words.join(" "))) known.finds.push(words);
      joined.set(stems.join(" "), known);
    }
    return [...joined.values()];
  };

  /** Drop the ways that the site never takes, and say how rare the term is. */
  const weigh = async (term, pages) => {
    const together = async (words) => Math.min(...(await Promise.all(words.map(vocabulary.count))));
    for (const way of term.ways)
      way.pages = Math.max(...(await Promise.all(way.finds.map(together))));
    const own = term.ways[0]?.pages;
    term.ways = term.ways.filter((way) => way.pages > 0);
    // Where no page says the reader's own word, its other names are all that it can mean.
    if (!term.ways.some((way) => way.weight > WEIGHT.phrase))
      for (const way of term.ways) way.weight = Math.max(way.weight, WEIGHT.phrase);
    // A word that the site never says is as rare as the rarest of its other names;
    // one that is common is as rare as what it means here, in a phrase: "go away".
    const least = (ways) => Math.min(...ways.map((way) => way.pages), pages);
    const meant = term.ways.filter((way) => way.isOfPhrase && way.stems.length === 1);
    const most = meant.length ? Math.max(...meant.map((way) => way.pages)) : pages;
    const said = Math.min(own || least(term.ways), most);
    // The root, because a query is about all of its words: else the one page that says a rare word
    // in passing beats those that say the rest. The words of a phrase are one matter between them.
    const rarity = Math.sqrt(Math.log(1 + (pages - said + 0.5) / (said + 0.5)));
    term.rarity = rarity / term.parts;
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

  /** Understand a query.
      Returns terms (stem, word, rarity, ways of stems, weight and finds), the glossary entries that the query is, record
      ids, the words found nowhere, how the query reads with its slips mended (or undefined), and its stems as one text. */
  const parse = async (typed, table, exact = false) => {
    const { raw, records } = takeRecords(typed.slice(0, LONGEST), table.records);
    const words = inText(raw).slice(0, MOST_WORDS * 2);
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
      };
      const found = await resolve(word, beside, table, exact);
      sequence.push({ typed: word, word, ...found });
    }
    await addJoined(sequence);
    await addKin(sequence);
    addSynonyms(sequence, table);

    const unknown = sequence.filter((item) => item.unknown).map(({ typed: word }) => word);
    const terms = [];
    for (const item of sequence) {
      const stem = text.stem(item.word);
      if (item.stop || item.unknown || terms.some((term) => term.stem === stem)) continue;
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
    return { terms, entries, records, unknown, mended, said: sequence.map(({ word }) => text.stem(word)) };
  };

  return { prepare, parse };
})();
