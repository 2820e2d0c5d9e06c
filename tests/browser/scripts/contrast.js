// Gives the shown texts that fall short on what is painted behind them. On a picture it
// gives up aloud.
() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const known = new Map();
  const channels = (colour) => {
    if (!known.has(colour)) {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      known.set(colour, [...canvas.getImageData(0, 0, 1, 1).data]);
    }
    return known.get(colour);
  };
  const luminance = (rgb) => {
    const [r, g, b] = rgb.map((v) => v / 255)
      .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const isText = (node) => node.nodeType === Node.TEXT_NODE && node.nodeValue.trim();
  const name = (e) => `${e.localName}.${e.classList}: ${e.textContent.trim().slice(0, 40)}`;
  const elements =
    [...document.querySelectorAll("body *:not(svg *, script, style, option, :disabled)")]
      .filter((e) => [...e.childNodes].some(isText))
      .filter((e) => e.checkVisibility({ opacityProperty: true, visibilityProperty: true }));
  const short = [];
  for (const element of elements) {
    const style = getComputedStyle(element);
    const grounds = []; // from the text to the first that lets nothing shine through
    let opacity = 1;
    for (let e = element; e && grounds.at(-1)?.[3] !== 255; e = e.parentElement) {
      const own = getComputedStyle(e);
      opacity *= Number(own.opacity);
      if (own.backgroundImage !== "none") short.push(`${name(element)}: on a picture`);
      grounds.push(channels(own.backgroundColor));
    }
    if (opacity === 0) continue; // not painted, until it has focus
    const over = ([r, g, b, alpha], below) =>
      [r, g, b].map((v, i) => (v * alpha + below[i] * (255 - alpha)) / 255);
    const behind = grounds.reduceRight((below, ground) => over(ground, below), [255, 255, 255]);
    const text = over([...channels(style.color).slice(0, 3), opacity * 255], behind);
    const [dark, light] = [luminance(text), luminance(behind)].sort((a, b) => a - b);
    const ratio = (light + 0.05) / (dark + 0.05);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    if (ratio < (large ? 3 : 4.5)) short.push(`${name(element)}: ${ratio.toFixed(2)} to 1`);
  }
  return short;
}
