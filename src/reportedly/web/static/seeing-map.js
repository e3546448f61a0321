// Claims on a map of outlines, drawn with Leaflet as SVG; nothing is fetched but the outlines, from this desk.
"use strict";

document.addEventListener("DOMContentLoaded", async () => {
  const data = seeing.data("map");
  const place = document.getElementById("map-picture");
  if (!data || !place) return;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const renderer = L.svg({ padding: 0.3 });
  const map = L.map(place, {
    renderer, attributionControl: false, zoomSnap: 0.5, minZoom: 1, maxZoom: 10, worldCopyJump: false,
    zoomAnimation: !calm, fadeAnimation: !calm, markerZoomAnimation: !calm, scrollWheelZoom: false,
  });
  map.on("focus", () => map.scrollWheelZoom.enable());
  map.on("blur", () => map.scrollWheelZoom.disable());
  const asked = data.places.filter((one) => one.asked);  // a claim may name places elsewhere as well
  const bounds = L.latLngBounds((asked.length ? asked : data.places).slice(0, 200).map((one) => [one.lat, one.lon]));
  map.fitBounds(bounds.pad(0.15), { maxZoom: 7, animate: false });

  const answer = await fetch(place.dataset.outlines);
  const world = await answer.json();
  const land = L.geoJSON(whole(topojson.feature(world, world.objects.countries)), { interactive: false }).addTo(map);
  let points = [];
  const year = chooseYear(data, () => points.forEach(size));
  const draw = () => {
    land.setStyle({ color: seeing.colour("edge"), weight: 0.8, fillColor: seeing.colour("card"), fillOpacity: 1 });
    points.forEach((one) => one.sign.remove());
    points = data.places.map((one) => ({ one, sign: sign(one, map) }));
    points.forEach(size);
  };
  const most = Math.max(...data.places.map((one) => one.total));

  function size({ one, sign: drawn }) {
    const count = year() ? one.years[year()] || 0 : one.total;
    drawn.count = count;
    drawn.setRadius(count ? 3 + 19 * Math.sqrt(count / most) : 0);
    drawn.setStyle({ opacity: count ? 1 : 0, fillOpacity: count && !one.wide ? 0.6 : 0 });
  }

  draw();
  seeing.again(draw, () => map.invalidateSize());
  seeing.saves(() => saved(map, place));

  function sign(one) {
    const colour = seeing.colour("content");
    const drawn = L.circleMarker([one.lat, one.lon], {
      renderer, color: colour, weight: one.wide ? 1.75 : 1, dashArray: one.wide ? "4 3" : null, fillColor: colour,
    }).addTo(map);
    drawn.bindPopup(() => about(one, drawn.count, year(), data.parameter));
    drawn.bindTooltip(() => `${one.name.replace(/[<>&]/g, "")}: ${drawn.count.toLocaleString("en")}`);
    return drawn;
  }
});

// Countries that reach across 180 degrees go on to the east of it; Antarctica, which goes all around, is left out.
function whole(countries) {
  const ring = (points) => {
    const east = points.map(([lon]) => lon);
    if (Math.max(...east) - Math.min(...east) < 180) return points;
    return points.map(([lon, lat]) => [lon < 0 ? lon + 360 : lon, lat]);
  };
  const shape = ({ type, coordinates }) => ({
    type, coordinates: type === "Polygon" ? coordinates.map(ring) : coordinates.map((one) => one.map(ring)),
  });
  const kept = countries.features.filter((one) => one.id !== "010");
  return { ...countries, features: kept.map((one) => ({ ...one, geometry: shape(one.geometry) })) };
}

function about(one, count, year, parameter) {
  const said = document.createElement("div");
  const name = document.createElement("strong");
  name.textContent = one.name;
  const link = document.createElement("a");
  link.href = year ? `${one.address}&${parameter}=${year}` : one.address;
  link.textContent = `${count.toLocaleString("en")} claim${count === 1 ? "" : "s"}${year ? ` of ${year}` : ""}`;
  said.append(name, document.createElement("br"), link);
  return said;
}

// A range for one year, or all; gives the year that is chosen, or null.
function chooseYear(data, changed) {
  const bar = document.getElementById("map-years");
  const all = document.getElementById("map-all");
  const range = document.getElementById("map-year");
  const said = document.getElementById("map-said");
  const chosen = () => (all.checked ? null : String(range.value));
  if (data.years.length < 2) return () => null;
  bar.hidden = false;
  range.min = data.years[0];
  range.max = data.years[data.years.length - 1];
  range.value = range.max;
  const tell = () => {
    const first = `${data.years[0]} to ${range.max}`;
    const count = data.places.reduce((sum, one) => sum + (one.years[chosen()] || 0), 0);
    said.value = all.checked ? first : `${range.value}: ${count.toLocaleString("en")} mentions`;
    changed();
  };
  all.addEventListener("change", tell);
  range.addEventListener("input", () => {
    all.checked = false;
    tell();
  });
  said.value = `${data.years[0]} to ${range.max}`;
  return chosen;
}

// The part of the map that is seen, with its signs.
function saved(map, place) {
  const { width, height } = place.getBoundingClientRect();
  const shown = place.querySelector(".leaflet-overlay-pane svg");
  const corner = map.containerPointToLayerPoint([0, 0]);
  const copy = seeing.svg("svg", { width, height, viewBox: `${corner.x} ${corner.y} ${width} ${height}` });
  copy.append(seeing.svg("rect", { x: corner.x, y: corner.y, width, height, fill: seeing.colour("wash") }));
  for (const child of shown.children) copy.append(child.cloneNode(true));
  return copy;
}
