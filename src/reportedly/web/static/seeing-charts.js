// Codes over time and the timeline, drawn with ECharts as SVG.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  for (const [name, options] of [["codes", codes], ["timeline", timeline]]) {
    const data = seeing.data(name);
    if (data) chart(document.getElementById(`${name}-picture`), data, options);
  }
});

function chart(place, data, options) {
  let drawn = null;
  const draw = () => {
    if (drawn) drawn.dispose();
    const made = options(data, place.clientWidth);
    place.style.height = `${made.height}px`;
    drawn = echarts.init(place, null, { renderer: "svg" });
    drawn.setOption({ animation: false, textStyle: { fontFamily: seeing.font }, ...made.option });
    drawn.on("click", (event) => event.data && event.data.address && location.assign(event.data.address));
  };
  draw();
  seeing.again(draw);
  seeing.saves(() => {
    const copy = place.querySelector("svg").cloneNode(true);
    copy.setAttribute("width", place.clientWidth);
    copy.setAttribute("height", place.clientHeight);
    return copy;
  });
}

const hint = () => ({
  renderMode: "richText", confine: true, backgroundColor: seeing.colour("raised"), borderColor: seeing.colour("edge"),
  textStyle: { color: seeing.colour("ink"), fontSize: 13 },
});

// One row of bars for each code, all to the same scale.
function codes(data, width) {
  const row = 78, bars = 38, left = 8, right = 44, foot = 30;
  const ink = seeing.colour("ink"), soft = seeing.colour("soft"), line = seeing.colour("line");
  const most = Math.max(1, ...data.codes.flatMap((one) => one.counts));
  const height = row * data.codes.length + foot;
  const option = {
    tooltip: { ...hint(), trigger: "axis", axisPointer: { type: "line", lineStyle: { color: seeing.colour("edge") } } },
    title: data.codes.map((one, at) => ({
      text: `{name|${one.label}}  {list|${one.list.replace(/_/g, " ")}}  {total|${one.total.toLocaleString("en")}}`,
      left: 0, top: row * at, padding: 0,
      textStyle: {
        width, overflow: "truncate", fontSize: 14,
        rich: {
          name: { fontSize: 14, fontWeight: 600, color: ink }, list: { fontSize: 12, fontWeight: 400, color: soft },
          total: { fontSize: 13, fontWeight: 400, color: soft },
        },
      },
    })),
    grid: data.codes.map((_, at) => ({ left, right, top: row * at + 24, height: bars })),
    xAxis: data.codes.map((_, at) => ({
      type: "category", gridIndex: at, data: data.periods, axisTick: { show: false }, axisLine: { lineStyle: { color: line } },
      axisLabel: { show: at === data.codes.length - 1, color: soft, fontSize: 12, hideOverlap: true },
    })),
    yAxis: data.codes.map((_, at) => ({
      type: "value", gridIndex: at, max: most, position: "right", interval: most, splitLine: { lineStyle: { color: line } },
      axisLabel: { color: soft, fontSize: 11, showMinLabel: false, formatter: (value) => value.toLocaleString("en") },
    })),
    series: data.codes.map((one, at) => ({
      type: "bar", name: one.label, xAxisIndex: at, yAxisIndex: at, cursor: "pointer", barCategoryGap: "18%", barMinHeight: 2,
      itemStyle: { color: seeing.colour("content") }, emphasis: { itemStyle: { color: seeing.colour("link") } },
      data: one.counts.map((value, when) => (value ? { value, address: one.addresses[when] } : null)),
    })),
  };
  return { height, option };
}

// Above, all claims by when they may have begun; below, those of the page, each date as what is known of it.
function timeline(data, width) {
  const row = 40, top = 132, foot = 12, left = 8, right = 34;
  const ink = seeing.colour("ink"), soft = seeing.colour("soft"), line = seeing.colour("line"), fill = seeing.colour("content");
  const days = data.rows.flatMap((one) => [one.first, one.last]).filter(Boolean).map(Date.parse);
  const [low, high] = days.length ? [Math.min(...days), Math.max(...days)] : [Date.UTC(2000, 0), Date.UTC(2001, 0)];
  const room = Math.max((high - low) * 0.05, 4 * 86_400_000);
  const height = top + row * data.rows.length + foot;
  const option = {
    tooltip: hint(),
    grid: [{ left, right, top: 8, height: 56 }, { left, right, top, height: row * data.rows.length }],
    xAxis: [
      { type: "category", gridIndex: 0, data: data.overview.map((one) => one.label), axisTick: { show: false },
        axisLine: { lineStyle: { color: line } }, axisLabel: { color: soft, fontSize: 12, hideOverlap: true } },
      { type: "time", gridIndex: 1, position: "top", min: low - room, max: high + room, axisLine: { lineStyle: { color: line } },
        axisLabel: { color: soft, fontSize: 12, hideOverlap: true }, splitLine: { show: true, lineStyle: { color: line, opacity: 0.6 } } },
    ],
    yAxis: [
      { type: "value", gridIndex: 0, position: "right", splitNumber: 1, minInterval: 1, splitLine: { lineStyle: { color: line } },
        axisLabel: { color: soft, fontSize: 11, showMinLabel: false, formatter: (value) => value.toLocaleString("en") } },
      { type: "value", gridIndex: 1, min: 0, max: Math.max(1, data.rows.length), inverse: true, show: false },
    ],
    series: [
      { type: "bar", name: "claims", cursor: "pointer", barMinHeight: 2, itemStyle: { color: seeing.colour("edge") },
        emphasis: { itemStyle: { color: seeing.colour("link") } },
        data: data.overview.map((one) => (one.count ? { value: one.count, address: one.address } : null)) },
      { type: "custom", xAxisIndex: 1, yAxisIndex: 1, cursor: "pointer", clip: false,
        renderItem: (_, api) => shape(data.rows[api.value(1)], api, { row, fill, ink, soft, left, right: width - right }),
        tooltip: { formatter: (event) => words(data.rows[event.dataIndex]) },
        data: data.rows.map((one, at) => ({ value: [low, at], address: one.address })) },
    ],
  };
  return { height, option };
}

const words = (one) => `${one.written} (${one.precision === "any year" ? `${one.every} of some year` : one.precision})\n`
  + one.words.replace(/(.{50,70}) /g, "$1\n");

// A date: a lozenge is a day, a bar what lies between two days, an arrow what goes on, a dashed frame no known year.
function shape(one, api, look) {
  const y = api.coord([0, api.value(1)])[1];
  const at = (day, more) => api.coord([Date.parse(day) + more, 0])[0];
  const middle = y + 28, tall = 8, ends = 7;
  const from = one.first ? at(one.first, 0) : look.left;
  const to = one.last ? at(one.last, 86_400_000) : look.right;
  const style = { fill: look.fill };
  let sign;
  if (one.precision === "day") {
    const x = (from + to) / 2;
    sign = polygon([[x, middle - 6], [x + 6, middle], [x, middle + 6], [x - 6, middle]], style);
  } else if (one.precision === "any year") {
    sign = { type: "rect", shape: { x: look.left + 1, y: middle - 4, width: look.right - look.left - 2, height: tall, r: 2 },
      style: { fill: "none", stroke: look.fill, lineWidth: 1.25, lineDash: [4, 3] } };
  } else if (one.precision === "from") {
    sign = polygon([[from, middle - 4], [to - ends, middle - 4], [to, middle], [to - ends, middle + 4], [from, middle + 4]], style);
  } else if (one.precision === "until") {
    sign = polygon([[from, middle], [from + ends, middle - 4], [to, middle - 4], [to, middle + 4], [from + ends, middle + 4]], style);
  } else {
    sign = { type: "rect", shape: { x: from, y: middle - 4, width: Math.max(3, to - from), height: tall, r: 2 }, style };
  }
  const label = { type: "text", x: look.left, y: y + 4, style: {
    text: `{when|${one.written}}  ${one.words.replace(/[{}|]/g, " ")}`, fill: look.ink, fontSize: 13, fontFamily: seeing.font,
    width: look.right - look.left, overflow: "truncate", rich: { when: { fill: look.soft, fontSize: 12, fontFamily: seeing.font } },
  } };
  const touch = { type: "rect", shape: { x: look.left, y, width: look.right - look.left, height: look.row }, style: { fill: "transparent" } };
  return { type: "group", children: [touch, label, sign] };
}

const polygon = (points, style) => ({ type: "polygon", shape: { points }, style });
