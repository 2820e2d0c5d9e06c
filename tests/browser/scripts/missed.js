// What a mouse can work on this page, and a keyboard has not reached. The link to the top comes
// when the page moves up, after the walk has passed its place.
() => [...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
  .filter((e) => e.checkVisibility({ visibilityProperty: true }) && !e.disabled)
  .filter((e) => e.type !== "hidden" && !(e.type === "radio" && !e.checked))
  .filter((e) => e.dataset.seen !== "yes" && !e.matches(".back-to-top"))
  .map((e) => e.outerHTML.slice(0, 100))
