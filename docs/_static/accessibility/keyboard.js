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

  closeDrawers();
  reachScrollers();
})();
