// Reads the chart aloud to pointer, touch and arrow keys, folds on a phone, and scrolls to the quote. The pages work without it.
window.DATASETTE_ALLOW_FACET = true; // table.js asks for it; Datasette would put it into the page itself

document.addEventListener("DOMContentLoaded", () => {
  // On a phone what is long is folded until somebody asks for it.
  if (matchMedia("(max-width: 40rem)").matches) {
    for (const folded of document.querySelectorAll("details.long, details.rest")) folded.open = false;
  }

  const quote = document.getElementById("quote");
  if (quote && !location.hash) quote.scrollIntoView({ block: "center" });

  const readout = document.querySelector(".readout");
  for (const chart of document.querySelectorAll("svg.chart")) {
    const points = [...chart.querySelectorAll("circle.point")];
    const cursor = chart.querySelector(".cursor");
    let shown = points.length - 1;

    const show = (index) => {
      shown = Math.max(0, Math.min(points.length - 1, index));
      const across = points[shown].getAttribute("cx");
      cursor.setAttribute("x1", across);
      cursor.setAttribute("x2", across);
      cursor.setAttribute("visibility", "visible");
      points.forEach((point, at) => point.classList.toggle("shown", at === shown));
      readout.textContent = points[shown].querySelector("title").textContent;
    };

    chart.addEventListener("pointermove", (event) => {
      const frame = chart.getBoundingClientRect();
      const across = ((event.clientX - frame.left) / frame.width) * chart.viewBox.baseVal.width;
      let nearest = 0;
      points.forEach((point, at) => {
        const distance = Math.abs(point.cx.baseVal.value - across);
        if (distance < Math.abs(points[nearest].cx.baseVal.value - across)) nearest = at;
      });
      show(nearest);
    });
    chart.addEventListener("keydown", (event) => {
      const step = { ArrowLeft: -1, ArrowRight: 1, PageUp: -10, PageDown: 10 }[event.key];
      if (step) {
        event.preventDefault();
        show(shown + step);
      } else if (event.key === "Enter" && event.target === chart) {
        location.href = points[shown].closest("a").getAttribute("href");
      }
    });
  }
});
