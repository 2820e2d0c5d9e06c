/**
 * Copies the address of a section from its heading, and the page as Markdown from its foot.
 *
 * Without this script both are plain links: to the section, and to the Markdown page.
 */
"use strict";

(() => {
  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a.headerlink");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    // The link is followed as well: the address bar then shows what was copied.
    try {
      await handbook.copy(link.href);
      handbook.confirm("Link copied");
    } catch {
      // The address bar has it.
    }
  });

  /** Let the page's links work wherever it is pasted; those in code stay as they are. */
  function withFullAddresses(markdown, base) {
    const parts = markdown.split(/(^(`{3,})[^]*?^\2$|`[^`\n]+`)/m);
    return parts
      .map((part, place) => (place % 3 ? part : part.replace(/\]\(([^)\s]+)\)/g, full)))
      .filter((_, place) => place % 3 !== 2) // the fence, found a second time
      .join("");

    function full(_, address) {
      return `](${new URL(address, base)})`;
    }
  }

  async function markdown(address) {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(answer.statusText);
    return withFullAddresses(await answer.text(), address);
  }

  // sphinx-copybutton's own buttons: it takes the focus along, and says nothing. That of a template
  // moves into the bar above.
  const copied = new MutationObserver((changes) => {
    for (const { target, addedNodes } of changes) {
      for (const button of addedNodes) {
        if (!button.matches?.("div.highlight > button.copybtn")) continue;
        const bar = button.closest("[class^=highlight-]").previousElementSibling;
        if (!bar?.matches(".template-actions")) continue;
        button.setAttribute("aria-label", "Copy"); // as it shows
        bar.prepend(button);
      }
      if (!target.matches("button.copybtn.success")) continue;
      target.focus();
      handbook.confirm("Copied");
    }
  });
  copied.observe(document.body, { subtree: true, childList: true, attributeFilter: ["class"] });

  for (const link of document.querySelectorAll("a[data-copy-markdown]")) {
    // A page opened from disk may fetch nothing; the link stays.
    if (location.protocol === "file:") continue;
    const button = handbook.button("Copy page as Markdown", async () => {
      try {
        await handbook.copy(markdown(link.href));
        handbook.confirm("Page copied as Markdown");
      } catch {
        location.assign(link.href);
      }
    });
    link.closest("li").before(handbook.element("li", {}, button));
  }
})();
