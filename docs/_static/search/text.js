/* Words: how text is cut, how a word is stemmed, how far two words are apart. */
"use strict";

handbookSearch.text = (() => {
  // What a question is made of, not what it is about.
  const STOP = new Set(
    `a able about above actually after again against all allowed also am an and another any anybody anyone are
    as at be because been before being below best better between both but by came can cannot
    can't come could did difference do does doesn't doing don't down during each else ever
    every everyone exactly few for from further gave get gets getting give given go goes going gone
    got had has have having he her here hers him his how i i'd if i'll i'm in into is isn't
    it its itself i've just know let lets like look made make makes many may me mean means
    might mine more most much must my myself need needs never no nor not now of off often on
    once only onto or other otherwise ought our ours out over own per please possible really same say
    says shall she should shouldn't so some somebody someone something still such supposed take tell
    than that that's the their theirs them themselves then there these they thing things
    this those through to too under until up upon us use used using versus very vs want
    wants was we went were what what's when where whether which while who whom whose why
    will with within without won't would you you're your yours yourself`
      .replaceAll("'", "")
      .split(/\s+/),
  );

  const plain = (text) =>
    text
      .normalize("NFKD")
      .replace(/\p{M}+/gu, "")
      .toLowerCase()
      .replace(/['’](s(?![\p{L}\p{N}]))?/gu, "");

  /** Cut text into compounds, each a list of its parts: "a re-run" gives [a], [re, run]. */
  const compounds = (text) =>
    (plain(text).match(/[\p{L}\p{N}]+(?:[-‐‑][\p{L}\p{N}]+)*/gu) ?? []).map((compound) =>
      compound.split(/[-‐‑]/),
    );

  const ways = (parts) => (parts.length === 2 ? [...parts, parts.join("")] : parts);

  /** The words of a text; the twin of tokens() in handbook/search/vocabulary.py. */
  const tokens = (text) => compounds(text).flatMap(ways);

  // What no stemmer knows: the first word of a line in the forms that follow it.
  const FAMILIES =
    `arise arose arisen|become became|begin began begun|break broke broken|bring brought
    build built|buy bought|catch caught|choose chose chosen|cost costs|deal dealt|draw drew drawn
    drive drove driven|fall fell fallen|feel felt|find found|forget forgot forgotten|grow grew grown
    hear heard|hide hid hidden|hold held|keep kept|lead led|learn learnt|leave left|lend lent|lose lost
    mean meant|meet met|pay paid|person people|rise rose risen|run ran|see saw seen|sell sold|send sent
    shake shook shaken|speak spoke spoken|spend spent|stand stood|steal stole stolen|stick stuck
    teach taught|think thought|throw threw thrown|understand understood|wear wore worn|win won
    withdraw withdrew withdrawn|write wrote written|criterion criteria|analysis analyses`
      .split(/\||\n/)
      .map((line) => line.trim().split(" "));
  const FORMS = new Map(FAMILIES.flatMap((family) => family.map((word) => [word, family])));

  /** All irregular forms of a word, itself first. */
  const forms = (word) => [...new Set([word, ...(FORMS.get(word) ?? [])])];

  // One spelling before stemming: else "customise" is a word of its own and "customize" a customer.
  const AMERICAN = /iz(e|ed|es|er|ers|ing|ation|ations)$/;

  let stemmer;
  /** The stem of just this word, as Sphinx's own index has it. */
  const bareStem = (word) => {
    stemmer ??= new window.Stemmer();
    return stemmer.stemWord(word);
  };
  const known = new Map();
  const stem = (word) => {
    let found = known.get(word);
    if (found === undefined) {
      found = bareStem((FORMS.get(word)?.[0] ?? word).replace(AMERICAN, "is$1"));
      known.set(word, found);
    }
    return found;
  };

  let stopStems;
  /** Whether a stem is one of a word that a question is made of. */
  const isStop = (one) => {
    stopStems ??= new Set([...STOP].map(stem));
    return stopStems.has(one);
  };

  const stems = (text) => tokens(text).map(stem);

  // One rule a line: an ending or a cluster that British and American spelling write differently.
  const SPELLINGS = [
    [/is(e|ed|es|er|ers|ing|ation|ations)$/, "iz$1"],
    [/iz(e|ed|es|er|ers|ing|ation|ations)$/, "is$1"],
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
  ];

  /** Spell a word the other side's way; most of what comes back is no word, and is looked up. */
  const spellings = (word) =>
    SPELLINGS.filter(([pattern]) => pattern.test(word)).map(([pattern, other]) =>
      word.replace(pattern, other),
    );

  /** Count the slips between two words, a swap of neighbours being one; above limit, limit + 1. */
  const distance = (a, b, limit) => {
    if (Math.abs(a.length - b.length) > limit) return limit + 1;
    let before = [];
    let last = Array.from({ length: b.length + 1 }, (_, column) => column);
    for (let row = 1; row <= a.length; row++) {
      const line = [row];
      for (let column = 1; column <= b.length; column++) {
        const same = a[row - 1] === b[column - 1];
        let slips = Math.min(last[column] + 1, line[column - 1] + 1, last[column - 1] + !same);
        if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
          slips = Math.min(slips, before[column - 2] + 1);
        }
        line.push(slips);
      }
      if (Math.min(...line) > limit) return limit + 1;
      [before, last] = [last, line];
    }
    return last[b.length];
  };

  return { STOP, isStop, compounds, tokens, forms, bareStem, stem, stems, spellings, distance };
})();
