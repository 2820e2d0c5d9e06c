/* Words: how text is cut and a word is stemmed; the twin of handbook/site/search/cutting.py.

   What is cut where stands in language.toml beside that module, for both. */
"use strict";

handbookSearch.text = (() => {
  const { stop, families, letters, patterns, longest, most } = handbookSearch.language;
  const STOP = new Set(stop.trim().split(/\s+/));
  const FIRST_FORM = new Map(
    families
      .trim()
      .split("\n")
      .map((line) => line.split(" "))
      .flatMap((family) => family.map((word) => [word, family[0]])),
  );
  const pattern = (name, flags = "gu") =>
    new RegExp(patterns[name].replaceAll("{W}", `[\\p{L}\\p{N}${patterns.signs}]`), flags);
  const whole = (name) => new RegExp(`^(?:${pattern(name).source})$`, "u");
  const UNREAD = pattern("unread");
  const ELIDED = pattern("elided", "giu");
  const APOSTROPHE = pattern("apostrophe");
  const THOUSANDS = pattern("thousands");
  const COMPOUND = pattern("compound");
  const JOINTS = pattern("joints", "u");
  const UNSPACED = pattern("unspaced");
  const VERSION = whole("version");
  const PLURAL = whole("plural");
  const CAMEL = pattern("camel", "u");
  const AMERICAN = pattern("american", "u");
  const LETTERS = new RegExp(`[${Object.keys(letters).join("")}]`, "gu");

  const lower = (text) => text.toLowerCase().replace(LETTERS, (letter) => letters[letter]);

  const cutPiece = (piece, parts, also) => {
    let last = 0;
    for (const { 0: run, index } of piece.matchAll(UNSPACED)) {
      if (index > last) parts.push(piece.slice(last, index));
      const signs = [...run];
      last = index + run.length;
      if (signs.length === 1) parts.push(run);
      else {
        parts.push(...signs.slice(1).map((sign, at) => signs[at] + sign));
        also.push(...signs);
      }
    }
    if (piece.length > last) parts.push(piece.slice(last));
  };

  /** Cut what no hyphen parts: a version, a dotted name, a name of code, a run of signs. */
  const cutSegment = (segment, parts, also) => {
    const small = lower(segment);
    if (VERSION.test(small)) {
      const numbers = small.replace(/^v/, "");
      const steps = numbers.split(".");
      parts.push(small);
      for (let end = 2; end < steps.length; end++) also.push(steps.slice(0, end).join("."));
      if (numbers !== small) also.push(numbers);
      return;
    }
    const names = segment.split(".");
    for (const name of names) {
      const plural = name.match(PLURAL);
      const pieces = plural ? [plural[1]] : name.split(CAMEL);
      if (pieces.length > 1 || plural) also.push(lower(name));
      for (const piece of pieces) cutPiece(lower(piece), parts, also);
    }
    if (names.length === 2) also.push(lower(names.join("")));
  };

  const cutCompound = (compound, parts, also) => {
    const bare = compound.replace(/[+#]+$/, "");
    if (bare !== compound) {
      parts.push(lower(compound)); // C++, C#
      also.push(lower(bare));
      return;
    }
    const [own, other] = [[], []];
    const segments = compound.split(JOINTS);
    for (const segment of segments) cutSegment(segment, own, other);
    if (segments.length > 1 && own.length > 1 && own.length <= most) other.push(own.join(""));
    parts.push(...own);
    also.push(...other);
  };

  const known = new Map(); // a stretch of text: how it is cut
  const cutStretch = (stretch) => {
    let found = known.get(stretch);
    if (!found) {
      const plain = stretch
        .normalize("NFKD")
        .replace(UNREAD, "")
        .normalize("NFC")
        .replace(ELIDED, "")
        .replace(APOSTROPHE, "")
        .replace(THOUSANDS, "");
      const [parts, also] = [[], []];
      for (const compound of plain.match(COMPOUND) ?? []) cutCompound(compound, parts, also);
      const isWord = (word) => [...word].length <= longest;
      found = { parts: parts.filter(isWord), also: also.filter(isWord) };
      known.set(stretch, found);
    }
    return found;
  };

  /** Cut text at its spaces: of each stretch its parts, and what else finds it. */
  const cut = (text) => text.split(/\s+/).filter(Boolean).map(cutStretch);

  /** The words of a text in their order. */
  const words = (text) => cut(text).flatMap(({ parts }) => parts);

  const stemmer = new EnglishStemmer();
  const stems = new Map();
  /** The stem of a word; irregular forms and American spellings share one. */
  const stem = (word) => {
    let found = stems.get(word);
    if (found === undefined) {
      found = stemmer.stemWord((FIRST_FORM.get(word) ?? word).replace(AMERICAN, "is"));
      stems.set(word, found);
    }
    return found;
  };

  const stopStems = new Set([...STOP].map(stem));
  /** Whether a stem is one of a word that a question is made of. */
  const isStop = (one) => stopStems.has(one);

  /** Give the run without spaces that a text has and a piece was cut from; other words stay. */
  const wholeRun = (piece, typed) => typed.match(UNSPACED)?.find((run) => run.includes(piece)) ?? piece;

  return { STOP, isStop, cut, words, stem, wholeRun };
})();
