// K-Means on a plane, one half of a step at a time; the package's own is `metaunsup/adaptation/kmeans.py`.
function assigned(points, centroids) {
  return points.map(([x, y]) => {
    let [best, nearest] = [0, Infinity];
    centroids.forEach(([a, b], at) => {
      const far = (x - a) ** 2 + (y - b) ** 2;
      if (far < nearest) [best, nearest] = [at, far];
    });
    return best;
  });
}

// Means of the clusters; one that has lost all its points stays where it is.
function moved(points, assignments, centroids) {
  return centroids.map((centroid, at) => {
    const own = points.filter((_, point) => assignments[point] === at);
    return own.length ? [0, 1].map((axis) => own.reduce((sum, point) => sum + point[axis], 0) / own.length) : centroid;
  });
}

function inertia(points, assignments, centroids) {
  return points.reduce((sum, [x, y], at) => sum + (x - centroids[assignments[at]][0]) ** 2 + (y - centroids[assignments[at]][1]) ** 2, 0);
}

function settled(points, centroids, most = 50) {
  let assignments = assigned(points, centroids);
  for (let step = 0; step < most; step++) {
    centroids = moved(points, assignments, centroids);
    const next = assigned(points, centroids);
    if (next.every((one, at) => one === assignments[at])) break;
    assignments = next;
  }
  return { assignments, centroids, inertia: inertia(points, assignments, centroids) };
}
