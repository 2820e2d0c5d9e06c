/* On the page that a result led to: mark the words, go to the first, and hide them again. */
"use strict";

handbookSearch.marks = (() => {
  const { text } = handbookSearch;
  const MOST = 400;
  const WORD = /[\p{L}\p{N}\p{M}]+(?:[-‐‑'’_.+#]+(?:[\p{L}\p{N}\p{M}]+|$|(?=\s)))*/gu;

  /** Find where a text says one of the phrases: [start, end] of each written word. */
  const spans = (content, phrases) => {
    const words = [...content.matchAll(WORD)].map((match) => ({
      range: [match.index, match.index + match[0].length],
      stems: text.cut(match[0]).flatMap(({ parts, also }) => [...parts, ...also]).map(text.stem),
    }));
    const marked = new Set();
    for (const phrase of phrases) {
      for (let at = 0; at + phrase.length <= words.length; at++) {
        if (phrase.every((stem, step) => words[at + step].stems.includes(stem))) {
          phrase.forEach((_, step) => marked.add(at + step));
        }
      }
    }
    return words.filter((_, at) => marked.has(at)).map(({ range }) => range);
  };

  const markNode = (node, phrases) => {
    const found = spans(node.data, phrases);
    // From the end, so that earlier places stay where they are.
    return found
      .reverse()
      .map(([start, end]) => {
        const word = node.splitText(start);
        word.splitText(end - start);
        const mark = document.createElement("mark");
        mark.className = "search-mark";
        word.replaceWith(mark);
        mark.append(word);
        return mark;
      })
      .reverse();
  };

  const forget = () => {
    const url = new URL(location.href);
    url.searchParams.delete("marks");
    try {
      history.replaceState(history.state, "", url);
    } catch {
      // The address of a file may be fixed; the marks are gone all the same.
    }
  };

  const hide = (bar) => {
    for (const mark of document.querySelectorAll("mark.search-mark")) {
      const parent = mark.parentNode;
      mark.replaceWith(...mark.childNodes);
      parent.normalize();
    }
    bar.remove();
    forget();
    document.querySelector("article").focus({ preventScroll: true });
    handbook.announce("Marks hidden");
  };

  const addBar = (count) => {
    const { element, button } = handbook;
    const note = count === 1 ? "1 word marked" : `${count} words marked`;
    const leave = button("Hide marks", () => hide(bar));
    const bar = element("div", { className: "search-marks-bar" }, element("span", {}, note), leave);
    document.body.append(bar);
    handbook.announce(note);
    addEventListener("keydown", (event) => {
      if (event.key === "Escape" && bar.isConnected && !document.querySelector("dialog[open]"))
        hide(bar);
    });
  };

  /** Mark words; a phrase has hyphens: "decision error-budget". */
  const show = (words) => {
    const article = document.querySelector("article");
    const phrases = words
      .slice(0, 600)
      .split(/\s+/)
      .filter(Boolean)
      .map((word) => text.words(word).map(text.stem));
    if (!article || !phrases.length) return;
    const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT, (node) =>
      node.parentElement.closest("script, style, svg, .headerlink, mark, button")
        ? NodeFilter.FILTER_REJECT
        : NodeFilter.FILTER_ACCEPT,
    );
    const nodes = [];
    while (walker.nextNode()) nodes.push(walker.currentNode);
    const marks = [];
    for (const node of nodes) {
      if (marks.length >= MOST) break;
      marks.push(...markNode(node, phrases));
    }
    if (!marks.length) return;
    if (!location.hash) {
      const { top } = marks[0].getBoundingClientRect();
      if (top > innerHeight * 0.9) marks[0].scrollIntoView({ block: "center" });
    }
    addBar(marks.length);
  };

  return { show };
})();
