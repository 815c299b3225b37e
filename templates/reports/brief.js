// Draws each chart anew so that it answers the mouse. Without it, or if it fails, the drawing that stands there remains.
for (const [number, specification] of Object.entries(charts)) {
  const place = document.getElementById(`chart-${number}`);
  const drawing = place.innerHTML;
  // ast: expressions are interpreted, never evaluated as code, which the page's content policy forbids.
  vegaEmbed(place, specification, { actions: false, ast: true, renderer: "svg", defaultStyle: false })
    .catch(() => { place.innerHTML = drawing; });
}
