/* What readers look for and what they choose, told to the site's own server where its keeper wants it.

   A report has the query, the number of results, and which was chosen; nothing of who asks. */
"use strict";

handbookSearch.reports = (() => {
  const { root, find: search } = handbookSearch;
  const ADDRESS = new URL("search-log", root); // as in deploy/nginx-site.conf
  const LONGEST = 80; // characters

  const isWelcome = navigator.doNotTrack !== "1" && !navigator.globalPrivacyControl;

  /** A query without digits and addresses, which may lead to a person. */
  const masked = (query) =>
    query
      .replace(/\S*@\S*|\S*:\/\/\S*|\bwww\.\S*/gu, "@")
      .replace(/\p{N}+/gu, "#")
      .replace(/\s+/gu, " ")
      .trim()
      .toLowerCase()
      .slice(0, LONGEST);

  const send = async (report) => {
    const table = await search.ready().catch(() => undefined);
    if (!table?.report || !isWelcome || !/^https?:$/.test(root.protocol)) return;
    const url = new URL(ADDRESS);
    url.search = new URLSearchParams(report);
    navigator.sendBeacon(url);
  };

  /** Follow one box: answered(query, results) at each answer, chosen(place, url), left() at the end.
      What is typed further, or taken back letter by letter, is one query. */
  const follow = () => {
    let waiting; // the longest query that was answered, until it is known what came of it
    let shown;
    const left = () => {
      if (waiting?.q.length > 2) send({ ...waiting, at: 0 });
      waiting = undefined;
    };
    const answered = (query, n) => {
      shown = { q: masked(query), n };
      if (waiting?.q.startsWith(shown.q)) return;
      if (waiting && !shown.q.startsWith(waiting.q)) left();
      waiting = shown;
    };
    const chosen = (at, url) => {
      if (waiting && shown) send({ ...shown, at, to: url.slice(root.href.length).replace(/\?[^#]*/, "") });
      waiting = undefined;
    };
    const dropped = () => (waiting = undefined);
    addEventListener("pagehide", left);
    return { answered, chosen, left, dropped };
  };

  return { follow };
})();
