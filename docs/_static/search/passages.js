/* Inside one page: its words as stems, the sections that answer, and what to show of them. */
"use strict";

handbookSearch.passages = (() => {
  const { text } = handbookSearch;
  const ALIKE = 0.6; // of a question that a reader asked in nearly these words

  /** The stems of a text: said, in their order; counts, in which "re-run" is also "rerun". */
  const field = (words = "") => {
    const counts = new Map();
    const said = [];
    const add = (word) => {
      const stem = text.stem(word);
      counts.set(stem, (counts.get(stem) ?? 0) + 1);
      return stem;
    };
    for (const { parts, also } of text.cut(words)) {
      said.push(...parts.map(add));
      also.forEach(add);
    }
    return { said, counts };
  };

  /** Stem a page once; the index hands out the same object each time. */
  const prepare = (page) => {
    if (page.fields) return page.fields;
    const sections = page.sections.map(({ title, text: body, aside }) => ({
      title: field(title),
      body: field(aside ? `${body} ${aside}` : body),
    }));
    const places = Object.entries(page.asked).map(([at, all]) =>
      all.map((asks) => ({ at, asks, ...field(asks) })),
    );
    const asked = places.flat();
    page.fields = {
      title: field(page.title),
      answer: field(page.answer),
      keywords: field(`${page.keywords ?? ""} ${page.record ?? ""}`),
      elsewhere: [...page.links.map(field), ...asked],
      asked,
      places,
      sections,
      length: sections.reduce((sum, { body }) => sum + body.said.length, 0),
    };
    return page.fields;
  };

  const isAt = (said, at, phrase) => phrase.every((stem, offset) => said[at + offset] === stem);

  /** How often a field says one way of a term. */
  const count = ({ said, counts }, stems) => {
    if (stems.length === 1) return counts.get(stems[0]) ?? 0;
    if (!stems.every((stem) => counts.has(stem))) return 0;
    return said.reduce((sum, _, at) => sum + isAt(said, at, stems), 0);
  };

  /** How fully a field says a term: 0 for not at all, 1 for in the reader's own word. */
  const match = (content, term) =>
    term.ways.reduce(
      (best, way) => (way.weight > best && count(content, way.stems) ? way.weight : best),
      0,
    );

  /** The share of the query, by rarity, that the fields say between them. */
  const coverage = (fields, terms) => {
    const all = terms.reduce((sum, { rarity }) => sum + rarity, 0) || 1;
    return (
      terms.reduce(
        (sum, term) => sum + term.rarity * Math.max(...fields.map((one) => match(one, term))),
        0,
      ) / all
    );
  };

  /** How nearly a short text and the query say the same: all of the one in all of the other. */
  const likeness = (content, terms) => {
    const said = coverage([content], terms);
    if (!said) return 0;
    const about = content.said.filter((stem) => !text.isStop(stem));
    const ways = terms.flatMap((term) => term.ways);
    const asked = about.filter((stem) => ways.some((way) => way.stems.includes(stem))).length;
    return said * (0.4 + (0.6 * asked) / (about.length || 1));
  };

  /** The share of the query, by rarity, in the longest run of its words that a field says as it stands. */
  const run = ({ said, counts }, words, terms) => {
    const rarity = new Map(terms.map((term) => [term.stem, term.rarity]));
    const all = terms.reduce((sum, { rarity: own }) => sum + own, 0) || 1;
    let best = 0;
    for (let start = 0; start + 1 < words.length; start++) {
      if (!counts.has(words[start])) continue;
      for (let at = said.indexOf(words[start]); at >= 0; at = said.indexOf(words[start], at + 1)) {
        let length = 1;
        while (start + length < words.length && said[at + length] === words[start + length]) length++;
        if (length < 2) continue;
        const worth = [...new Set(words.slice(start, start + length))]
          .reduce((sum, word) => sum + (rarity.get(word) ?? 0), 0);
        best = Math.max(best, worth / all);
      }
    }
    return best;
  };

  /** The question of a page's readers that is most like the query: {asks, at}; none for none that is. */
  const question = (page, terms) => {
    const { asked } = prepare(page);
    const likenesses = asked.map((one) => likeness(one, terms));
    const most = Math.max(0, ...likenesses);
    return most >= ALIKE ? asked[likenesses.indexOf(most)] : undefined;
  };

  /** The sections of a page that say most of the query, best first: [{section, score}]. */
  const sections = (page, terms) => {
    const fields = prepare(page);
    return page.sections
      .map((section, at) => {
        const { title, body } = fields.sections[at];
        const often = terms.reduce((sum, term) => {
          const said = term.ways.reduce((n, way) => n + way.weight * count(body, way.stems), 0);
          return sum + term.rarity * (said / (said + 2));
        }, 0);
        const all = terms.reduce((sum, { rarity }) => sum + rarity, 0) || 1;
        const score =
          coverage([title, body], terms) + 0.6 * coverage([title], terms) + (0.4 * often) / all;
        return { section, score };
      })
      .filter(({ score }) => score > 0)
      .sort((a, b) => b.score - a.score);
  };

  return { prepare, isAt, count, match, coverage, likeness, run, question, sections };
})();
