// How a reader sees the focus: on the control, or on what stands for one that is not painted.
() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const seen = element.dataset.seen === "yes";
  element.dataset.seen = "yes";
  const shown = element.matches(".sd-tab-set > input, .toctree-checkbox")
    ? element.nextElementSibling
    : element.closest(".sd-card:has(.sd-stretched-link)") ?? element;
  const style = getComputedStyle(shown);
  const box = shown.getBoundingClientRect();
  const faults = [];
  if (!(style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2)) {
    faults.push("no ring");
  }
  if (!shown.checkVisibility({ opacityProperty: true, visibilityProperty: true })) {
    faults.push("not painted");
  }
  // Some part of it is on the screen, and nothing lies above that part.
  const points = [0.1, 0.3, 0.5, 0.7, 0.9].flatMap((x) =>
    [0.1, 0.5, 0.9].map((y) => [box.left + x * box.width, box.top + y * box.height]));
  const bare = points.some(([x, y]) => {
    const top = document.elementFromPoint(x, y);
    return top && (shown.contains(top) || top.contains(shown) || element.contains(top));
  });
  if (!bare) faults.push("hidden, or off the screen");
  return { seen, name: element.outerHTML.slice(0, 100), faults };
}
