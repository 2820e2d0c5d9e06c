/** In the live preview only: shows what the last build found wrong, above the page. */
"use strict";

(async () => {
  const root = document.documentElement.dataset.content_root ?? "./";
  const answer = await fetch(new URL(`${root}live.json`, location.href), { cache: "no-store" });
  const { faults } = await answer.json();
  if (!faults.length) return;
  const box = document.createElement("details");
  box.className = "live-faults";
  box.open = true;
  box.setAttribute("role", "alert");
  const summary = document.createElement("summary");
  summary.textContent = faults.length === 1 ? "1 fault in the build" : `${faults.length} faults in the build`;
  const list = document.createElement("ul");
  for (const { place, text } of faults) {
    const item = document.createElement("li");
    if (place) {
      const where = document.createElement("code");
      where.textContent = place.replace(/^.*\/docs\//, "docs/");
      item.append(where, " ");
    }
    item.append(text);
    list.append(item);
  }
  box.append(summary, list);
  document.body.append(box);
})();
