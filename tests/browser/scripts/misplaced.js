// Gives the blocks whose edge is not the text's, and the words that are cut or stick out.
() => {
  const faults = [];
  const name = (e) =>
    `${e.localName}.${[...e.classList].join(".")}: ${e.textContent.trim().slice(0, 40)}`;
  const shown = (e) => e.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  const article = document.querySelector("article");
  const width = document.documentElement.clientWidth;
  const wide = document.documentElement.scrollWidth;
  if (wide > width) faults.push(`the page is ${wide} wide in a window of ${width}`);
  const end = article.getBoundingClientRect().right;
  if (end > width) faults.push(`the text ends at ${end} in a window of ${width}`);

  // A block with a line or a ground around it has its edge there, else where its words begin;
  // a list's words stand in.
  for (const block of article.querySelectorAll("section > :not(ul, ol, span)")) {
    const style = getComputedStyle(block);
    if (!shown(block) || /fixed|absolute/.test(style.position) || style.float !== "none") continue;
    const [box, around] = [block, block.parentElement].map((e) => e.getBoundingClientRect());
    if (!box.width) continue;
    const boxed = parseFloat(style.borderTopWidth) || parseFloat(style.borderLeftWidth)
      || style.backgroundColor !== "rgba(0, 0, 0, 0)";
    const left = box.left + (boxed ? 0 : parseFloat(style.paddingLeft)) - around.left;
    const right = box.right - (boxed ? 0 : parseFloat(style.paddingRight)) - around.right;
    if (Math.abs(left) > 0.6) faults.push(`${left.toFixed(1)} px from the edge: ${name(block)}`);
    if (right > 0.6) faults.push(`${right.toFixed(1)} px over the edge: ${name(block)}`);
  }

  const scrolls = (e) => {
    for (let box = e; box !== article; box = box.parentElement)
      if (/auto|scroll/.test(getComputedStyle(box).overflowX)) return true;
    return false;
  };
  const words = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
  for (let text; (text = words.nextNode()); ) {
    const holder = text.parentElement;
    if (!text.nodeValue.trim() || holder.closest("svg, script, .visually-hidden")) continue;
    if (!shown(holder) || getComputedStyle(holder).clipPath !== "none") continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    const over = Math.max(...[...range.getClientRects()].map((line) => line.right)) - end;
    if (over > 1 && !scrolls(holder)) faults.push(`sticks out by ${over}: ${name(holder)}`);
    const cuts = /hidden|clip/.test(getComputedStyle(holder).overflowX);
    if (cuts && holder.scrollWidth > holder.clientWidth + 1 && holder.clientWidth > 1)
      faults.push(`cut: ${name(holder)}`);
  }
  return faults;
}
