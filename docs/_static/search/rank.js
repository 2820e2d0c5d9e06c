/* How well a page answers a query: one number.

   Every part below is a share between 0 and 1, so that the weights say what matters. */
"use strict";

handbookSearch.rank = (() => {
  const { passages } = handbookSearch;
  // How many mentions in the text one mention in a field is worth.
  const MENTIONS = { title: 8, heading: 3, links: 2, keywords: 6, body: 1 };
  const ENOUGH = 2; // mentions after which another one adds little
  const BY_LENGTH = 0.5; // how far long pages need more mentions
  // Fitted to the labelled queries of tests/bench by bootstrap, then rounded. docs/about/search.md
  // says what else was tried and was of no use.
  const WORTH = {
    often: 0.55,
    title: 0.95,
    named: 0.95,
    heading: 0.3,
    links: 0.75,
    answer: 0.35,
    section: 0.1,
    told: 0.5,
    elsewhere: 0.7,
    phrase: 0.35,
    whole: 0.3,
  };

  const LONG = 3; // terms of a query of which several texts may each say some
  const ALL = 0.99; // of a query, said as it stands; shares of it are sums of fractions
  const NO_KIND = 0.8; // the front page and pages for keepers, which say every word once

  /** How often a page says a term, weighed by where; each field's mentions count once at least. */
  const mentions = (fields, term) => {
    const inField = (content) =>
      term.ways.reduce((sum, way) => sum + way.weight * passages.count(content, way.stems), 0);
    const most = (contents) =>
      contents.reduce((best, content) => Math.max(best, inField(content)), 0);
    return (
      MENTIONS.title * Math.min(1, inField(fields.title)) +
      MENTIONS.keywords * Math.min(1, inField(fields.keywords)) +
      MENTIONS.links * Math.min(1, most(fields.elsewhere)) +
      MENTIONS.heading * Math.min(1, most(fields.sections.slice(1).map(({ title }) => title))) +
      MENTIONS.body * fields.sections.reduce((sum, { body }) => sum + inField(body), 0)
    );
  };

  /** How many of some texts say a term, as a share that grows ever less. */
  const enough = (contents, term) => {
    const said = contents.reduce((sum, content) => sum + passages.match(content, term), 0);
    return said / (said + ENOUGH);
  };

  const best = (contents, terms) =>
    contents.reduce((found, content) => Math.max(found, passages.likeness(content, terms)), 0);

  /** Score a page for a parsed query. table: as prepared by query.js. */
  const score = (page, { terms, said: asked }, table) => {
    const fields = passages.prepare(page);
    const all = terms.reduce((sum, { rarity }) => sum + rarity, 0) || 1;
    const soon = ENOUGH * (1 - BY_LENGTH + (BY_LENGTH * fields.length) / (table.words || 1));
    const often =
      terms.reduce((sum, term) => {
        const said = mentions(fields, term);
        return sum + (term.rarity * said) / (said + soon);
      }, 0) / all;
    const headings = fields.sections.slice(1).map(({ title }) => title);
    const bodies = fields.sections.map(({ body }) => body);
    const names = [fields.title, ...fields.elsewhere, ...headings];
    const covered = passages.coverage([...names, fields.keywords, ...bodies], terms);
    const within = fields.sections.map(({ title, body }) =>
      passages.coverage([fields.title, title, body], terms),
    );
    const runs = [...names, ...bodies].map((content) => passages.run(content, asked, terms));
    const run = Math.max(0, ...runs);
    // A title, or a question of the register, so that who adds one finds it first.
    const isAsked = ({ said }) =>
      said.length === asked.length && said.every((stem, at) => stem === asked[at]);
    // What links and readers' questions say of a long query, of which one has this word and one that:
    // all of them, and those of one place between them.
    const isLong = terms.length >= LONG;
    const places = isLong ? fields.places.map((asks) => passages.coverage(asks, terms)) : [];
    const elsewhere = isLong ? terms.map((term) => term.rarity * enough(fields.elsewhere, term)) : [];
    const parts = {
      often: often * covered,
      title: passages.likeness(fields.title, terms),
      named: Number([fields.title, ...fields.asked].some(isAsked)),
      heading: best(headings, terms),
      links: best(fields.elsewhere, terms),
      answer: passages.coverage([fields.answer], terms),
      section: Math.max(0, ...within) ** 2,
      told: Math.max(0, ...places) ** 2,
      elsewhere: elsewhere.reduce((sum, share) => sum + share, 0) / all,
      phrase: run,
      whole: Number(terms.length > 1 && run > ALL),
    };
    const value = Object.entries(parts).reduce((sum, [name, part]) => sum + WORTH[name] * part, 0);
    return value * (page.kind ? 1 : NO_KIND);
  };

  return { score };
})();
