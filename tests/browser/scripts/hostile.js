// What acts, leaves, or lies over the rest of the page.
() => {
  const told = window.told, article = document.querySelector("article");
  const show = (element) => element.cloneNode(false).outerHTML.slice(0, 200);
  const schemes = ["http:", "https:", "mailto:", "tel:"];
  for (const element of document.querySelectorAll("*")) {
    for (const { name, value } of element.attributes) {
      if (/^on|^(srcdoc|formaction|style)$/.test(name)) told.push(`${name}: ${show(element)}`);
      if (!/^(href|src|srcset|action|data|poster|xlink:href|background|ping)$/.test(name)
        || !URL.canParse(value, location.href)) continue;
      const address = new URL(value, location.href);
      const leads = element.matches("a, link[rel=canonical], link[rel=alternate]");
      const own = ["data:", "http:"].includes(address.protocol)
        && ["null", location.origin].includes(address.origin);
      const is_fine = leads ? schemes.includes(address.protocol) : own;
      if (!is_fine) told.push(`${name}: ${show(element)}`);
    }
    if (element.matches("meta[http-equiv=refresh i], base, iframe, frame, object, embed, applet")
      || element.matches("article :is(style, script, link, meta), form:not([role=search])"))
      told.push(show(element));
  }
  const text = article.closest(".content").getBoundingClientRect();
  for (let x = 8; x < innerWidth; x += 64) for (let y = 8; y < innerHeight; y += 64) {
    if (x > text.left && x < text.right && y > text.top && y < text.bottom) continue;
    const over = document.elementFromPoint(x, y)?.closest("a, button, label, summary, input");
    if (over && article.contains(over)) told.push(`covers ${x}, ${y}: ${show(over)}`);
  }
  return [...new Set(told)];
}
