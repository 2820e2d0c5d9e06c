// Puts links into a page; gives those that stay silent when the keyboard reaches them.
async (addresses) => {
  const silent = [];
  for (const href of addresses) {
    const link = document.createElement("a");
    Object.assign(link, { href, className: "reference internal", textContent: "A link" });
    document.querySelector("article").prepend(link);
    link.focus();
    const end = performance.now() + 10_000;
    const isOpen = () => document.querySelector("#link-preview:popover-open");
    while (!isOpen() && performance.now() < end) await new Promise((done) => setTimeout(done));
    if (!isOpen()) silent.push(href);
    link.remove();
  }
  return silent;
}
