/**
 * What style sheets and markup cannot do for keyboards and screen readers.
 *
 * Without this script every page is complete: menu and contents open, and Escape closes them.
 */
"use strict";

(() => {
  /** Close a drawer once it has led somewhere: to a place in the page, or past its end. */
  function closeDrawers() {
    for (const drawer of document.querySelectorAll(".sidebar-drawer, .toc-drawer")) {
      const close = () => drawer.matches(":popover-open") && drawer.hidePopover();
      drawer.addEventListener("click", (event) => {
        if (event.target.closest("a[href*='#']")) close();
      });
      drawer.addEventListener("focusout", ({ relatedTarget: next }) => {
        // Its own button closes it already.
        if (next && !drawer.contains(next) && next.popoverTargetElement !== drawer) close();
      });
      // The browser does this too, but Sphinx's shortcuts keep the key from it.
      document.addEventListener("keydown", (event) => {
        if (event.key === "Escape") close();
      });
      // On a wide window both stand beside the text.
      window.matchMedia("(width > 63em)").addEventListener("change", close);
      window.matchMedia("(width > 82em)").addEventListener("change", close);
    }
  }

  /** Let the keyboard scroll what is wider than the page, and only that; say what it is. */
  function reachScrollers() {
    for (const box of document.querySelectorAll("article pre, article .table-wrapper")) {
      mark(box); // before anybody presses a key
      const observer = new ResizeObserver(() => mark(box));
      observer.observe(box);
      for (const content of box.children) observer.observe(content);
    }
  }

  function mark(box) {
    if (box.scrollWidth <= box.clientWidth) {
      for (const name of ["tabindex", "role", "aria-label"]) box.removeAttribute(name);
      return;
    }
    const caption = box.querySelector(".caption-text")?.textContent;
    box.tabIndex = 0;
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", caption ?? (box.matches("pre") ? "Code" : "Table"));
  }

  /** Bring the entry of the open page into sight: in the menu beside the text, and in the drawer. */
  function showCurrentEntry() {
    const scroller = document.querySelector(".sidebar-scroll");
    const entry = scroller?.querySelector(".current-page > .reference");
    if (!entry) return;
    const show = () => {
      const [box, line] = [scroller.getBoundingClientRect(), entry.getBoundingClientRect()];
      if (line.top >= box.top && line.bottom <= box.bottom) return;
      scroller.scrollTop += line.top - box.top - (box.height - line.height) / 2;
    };
    show();
    document.querySelector(".sidebar-drawer").addEventListener("toggle", show);
  }

  /** Name headings, figures and tables by their words alone, not by the link to themselves. */
  function nameWithoutLinks() {
    for (const link of document.querySelectorAll("article .headerlink")) {
      const place = link.closest("h1, h2, h3, h4, h5, h6, figure, table");
      const words = link.closest("h1, h2, h3, h4, h5, h6, figcaption, caption");
      if (place && words) place.setAttribute("aria-label", words.textContent.trim());
    }
  }

  closeDrawers();
  reachScrollers();
  showCurrentEntry();
  nameWithoutLinks();
})();
