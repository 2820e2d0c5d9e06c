// Puts another page's text in the place of all that is shown, with the styles that it has.
async (path) => {
  const page = await (await fetch(path)).text();
  const shown = new DOMParser().parseFromString(page, "text/html");
  const styles = 'link[rel="stylesheet"]';
  window.known ??= new Set([...document.querySelectorAll(styles)].map((link) => link.href));
  history.replaceState(null, "", path); // by which relative addresses count
  for (const link of shown.querySelectorAll(styles)) {
    const href = new URL(link.getAttribute("href"), location.href).href;
    if (known.has(href)) continue;
    known.add(href);
    const added = Object.assign(document.createElement("link"), { rel: "stylesheet", href });
    document.head.append(added);
    await new Promise((done) => { added.onload = added.onerror = done; });
  }
  document.title = shown.title;
  document.body.replaceChildren(shown.querySelector("article"));
}
