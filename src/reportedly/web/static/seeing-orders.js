// Who orders whom, laid out and drawn with Cytoscape; saved as SVG from where everything stands.
"use strict";

const SHAPES = { institution: "round-rectangle", person: "ellipse", group: "hexagon", document: "rectangle", unknown: "round-rectangle" };
const LINES = { implementer: ["solid", "triangle"], told: ["dashed", "triangle"], affected: ["dotted", "tee"] };
const WIDTH = 122, HEIGHT = 48, CLOSER = 0.9, LEAST = 0.6;
const SAYS = { implementer: "carries out", told: "is told", affected: "is affected" };

document.addEventListener("DOMContentLoaded", () => {
  const data = seeing.data("orders");
  const place = document.getElementById("orders-picture");
  if (!data || !place) return;
  const names = Object.fromEntries(data.nodes.map((one) => [one.id, one.label]));
  const web = cytoscape({
    container: place,
    elements: [
      ...data.nodes.map((one, at) => ({ data: one, classes: one.kind, position: spiral(at) })),
      ...data.edges.map((one, at) => ({ data: { ...one, id: `e${at}` }, classes: one.role })),
    ],
    style: style(),
    layout: { name: "cose", animate: false, boundingBox: { x1: 0, y1: 0, w: 1600, h: 900 }, randomize: false, fit: false, nodeDimensionsIncludeLabels: true,
      nodeRepulsion: () => 400_000, nodeOverlap: 40, idealEdgeLength: () => 90, gravity: 1.2, componentSpacing: 20, numIter: 1500 },
    minZoom: 0.2, maxZoom: 2, userZoomingEnabled: false, boxSelectionEnabled: false, autounselectify: true,
  });
  apart(web.nodes());
  const draw = () => web.style(style());
  const fit = () => {
    web.resize();
    web.fit(undefined, 16);
    if (web.zoom() < LEAST) web.zoom({ level: LEAST, position: web.nodes()[0].position() }).center(web.nodes()[0]);
  };
  fit();
  web.on("tap", "edge", (event) => tell(event.target.data(), names));
  web.on("tap", "node", (event) => {
    const [edge] = event.target.connectedEdges().map((one) => one.data());
    if (edge) tell(edge, names);
  });
  seeing.again(draw, fit);
  seeing.saves(() => saved(web));
});

// Where things stand before they are laid out: never two at one place, and always the same.
const spiral = (at) => ({ x: 40 * Math.sqrt(at + 1) * Math.cos(2.4 * at), y: 30 * Math.sqrt(at + 1) * Math.sin(2.4 * at) });

// Push boxes that overlap out of one another, each half the way.
function apart(nodes) {
  const wide = WIDTH + 26, tall = HEIGHT + 24;
  const boxes = nodes.map((one) => ({ one, x: one.position("x") * CLOSER, y: one.position("y") * CLOSER }));
  for (let turn = 0, moved = true; moved && turn < 2000; turn += 1) {
    moved = false;
    boxes.forEach((a, at) => boxes.slice(at + 1).forEach((b) => {
      const x = wide - Math.abs(a.x - b.x), y = tall - Math.abs(a.y - b.y);
      if (x <= 0.5 || y <= 0.5) return;
      moved = true;
      if (x / wide < y / tall) {
        const push = (a.x < b.x ? -1 : 1) * x / 2;
        a.x += push;
        b.x -= push;
      } else {
        const push = (a.y < b.y ? -1 : 1) * y / 2;
        a.y += push;
        b.y -= push;
      }
    }));
  }
  boxes.forEach(({ one, x, y }) => one.position({ x, y }));
}

function style() {
  const [ink, soft, card, edge] = ["ink", "soft", "card", "edge"].map(seeing.colour);
  return [
    { selector: "node", style: {
      label: "data(label)", shape: (one) => SHAPES[one.data("kind")] || "hexagon", width: WIDTH, height: HEIGHT, "background-color": card,
      "border-width": 1.5, "border-color": edge, color: ink, "font-family": seeing.font, "font-size": 12, "text-wrap": "wrap",
      "text-max-width": 104, "text-valign": "center", "text-halign": "center" } },
    { selector: "node.institution, node.document", style: { "border-color": seeing.colour("source") } },
    { selector: "node.person", style: { "border-color": seeing.colour("cue") } },
    { selector: "node.unknown", style: { "border-style": "dashed", color: soft } },
    { selector: "edge", style: {
      "curve-style": "bezier", "control-point-step-size": 22, "line-color": soft, "target-arrow-color": soft, "arrow-scale": 1,
      width: (one) => 1 + Math.min(5, Math.sqrt(one.data("count"))), "line-style": (one) => LINES[one.data("role")][0],
      "target-arrow-shape": (one) => LINES[one.data("role")][1] } },
  ];
}

function tell(edge, names) {
  const said = document.getElementById("orders-chosen");
  const head = document.createElement("h3");
  head.textContent = `${names[edge.source]} → ${names[edge.target]}`;
  const what = document.createElement("p");
  what.className = "small soft";
  what.textContent = `who ${SAYS[edge.role]}; ${edge.count} claim${edge.count === 1 ? "" : "s"}`;
  const list = document.createElement("ul");
  for (const one of edge.claims) {
    const link = document.createElement("a");
    link.href = one.address;
    link.textContent = one.words;
    const item = document.createElement("li");
    item.append(link);
    list.append(item);
  }
  said.replaceChildren(head, what, list);
  said.hidden = false;
}

// The web as SVG: lines first, then what they join.
function saved(web) {
  const { svg, colour, font } = seeing;
  const box = web.elements().boundingBox();
  const width = Math.ceil(box.w + 40), height = Math.ceil(box.h + 40);
  const whole = svg("svg", { width, height, viewBox: `${box.x1 - 20} ${box.y1 - 20} ${width} ${height}` });
  web.edges().forEach((edge) => {
    const from = edge.sourceEndpoint(), to = edge.targetEndpoint();
    const [bend] = edge.controlPoints() || [];
    const path = bend ? `M${from.x} ${from.y}Q${bend.x} ${bend.y} ${to.x} ${to.y}` : `M${from.x} ${from.y}L${to.x} ${to.y}`;
    const dash = { solid: "none", dashed: "6 3", dotted: "1.5 3" }[LINES[edge.data("role")][0]];
    whole.append(svg("path", { d: path, fill: "none", stroke: colour("soft"), "stroke-width": edge.width(), "stroke-dasharray": dash }));
    const before = bend || from;
    const turn = Math.atan2(to.y - before.y, to.x - before.x) * 180 / Math.PI;
    const head = edge.data("role") === "affected" ? "M-1 -6h3v12h-3z" : "M-10 -5L0 0L-10 5z";
    whole.append(svg("path", { d: head, fill: colour("soft"), transform: `translate(${to.x} ${to.y}) rotate(${turn})` }));
  });
  web.nodes().forEach((node) => {
    const { x, y } = node.position(), kind = node.data("kind");
    const w = node.width(), h = node.height();
    const look = { fill: colour("card"), stroke: colour({ institution: "source", document: "source", person: "cue" }[kind] || "edge"),
      "stroke-width": 1.5, ...(kind === "unknown" ? { "stroke-dasharray": "4 3" } : {}) };
    if (kind === "person") whole.append(svg("ellipse", { cx: x, cy: y, rx: w / 2, ry: h / 2, ...look }));
    else if (SHAPES[kind] && kind !== "group") whole.append(svg("rect", { x: x - w / 2, y: y - h / 2, width: w, height: h, rx: 6, ...look }));
    else {
      const points = [[-w / 2, 0], [-w / 4, -h / 2], [w / 4, -h / 2], [w / 2, 0], [w / 4, h / 2], [-w / 4, h / 2]];
      whole.append(svg("polygon", { points: points.map(([px, py]) => `${x + px},${y + py}`).join(" "), ...look }));
    }
    const lines = wrapped(node.data("label"), 17);
    lines.forEach((line, at) => whole.append(svg("text", { x, y: y + 4 + 14 * (at - (lines.length - 1) / 2), "font-size": 12,
      "font-family": font, fill: colour("ink"), "text-anchor": "middle" }, line)));
  });
  return whole;
}
