// TopoJSON to SVG paths: arcs are shared borders, stored as quantised steps.

/** One {id, path} for each geometry of an object. */
export function paths(topology, object) {
  const arcs = topology.arcs.map((arc) => unpack(arc, topology.transform));
  return topology.objects[object].geometries.map((geometry) => ({ id: geometry.id, path: outline(geometry, arcs) }));
}

function unpack(arc, transform) {
  const [kx, ky] = transform?.scale ?? [1, 1];
  const [dx, dy] = transform?.translate ?? [0, 0];
  let x = 0;
  let y = 0;
  return arc.map(([stepX, stepY]) => {
    x = transform ? x + stepX : stepX;
    y = transform ? y + stepY : stepY;
    return [x * kx + dx, y * ky + dy];
  });
}

function outline(geometry, arcs) {
  const polygons = geometry.type === "Polygon" ? [geometry.arcs] : geometry.type === "MultiPolygon" ? geometry.arcs : [];
  return polygons.flat().map((ring) => ringPath(ring, arcs)).join("");
}

// A negative index means the arc ~index, walked backwards. Each arc begins where the one before ended.
function ringPath(ring, arcs) {
  const points = [];
  for (const index of ring) {
    const arc = index < 0 ? [...arcs[~index]].reverse() : arcs[index];
    points.push(...(points.length ? arc.slice(1) : arc));
  }
  return `M${points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join("L")}Z`;
}
