// Gives the links within text that nothing but a faint line, or nothing at all, tells from it.
() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const painted = (...colours) => {
    for (const colour of colours) {
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
    }
    const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map((v) => v / 255)
      .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const faults = [];
  for (const link of document.querySelectorAll("article :is(p, li, dd, td) a[href]")) {
    const block = link.closest("p, li, dd, td");
    const text = block.cloneNode(true);
    text.querySelectorAll("a").forEach((other) => other.remove());
    const within = /\w/.test(text.textContent); // else it is one of a list of links
    if (!within || !link.textContent.trim() || link.closest("nav")) continue;
    if (!link.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    const grounds = [];
    for (let e = link; e; e = e.parentElement) grounds.unshift(getComputedStyle(e).backgroundColor);
    const style = getComputedStyle(link);
    const underlined = style.textDecorationLine.includes("underline");
    const [dark, light] =
      [painted(...grounds), painted(...grounds, style.textDecorationColor)].sort((a, b) => a - b);
    const ratio = (light + 0.05) / (dark + 0.05);
    if (!underlined) faults.push(`not underlined: ${link.outerHTML.slice(0, 120)}`);
    else if (ratio < 3) faults.push(`${ratio.toFixed(2)} to 1: ${link.outerHTML.slice(0, 120)}`);
  }
  return faults;
}
