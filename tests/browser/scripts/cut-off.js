// Texts that stick out of a box which hides what sticks out.
() => [...document.querySelectorAll("a, button, label, p, h1, h2, h3, summary, th, td, span")]
  .filter((e) => e.checkVisibility({ opacityProperty: true }) && !e.closest(".visually-hidden"))
  .filter((e) => e.clientWidth > 1) // one that is only read out
  .filter((e) => ["hidden", "clip"].includes(getComputedStyle(e).overflowX))
  .filter((e) => e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1)
  .map((e) => e.outerHTML.slice(0, 120))
