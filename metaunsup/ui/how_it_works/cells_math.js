// Prototypes and chances on a plane, as `metaunsup/lessons/plane.py` has them.
function classMeans(points, labels, classes) {
  return Array.from({ length: classes }, (_, label) => {
    const own = points.filter((_, at) => labels[at] === label);
    return [0, 1].map((axis) => own.reduce((sum, point) => sum + point[axis], 0) / own.length);
  });
}

function classChances([x, y], prototypes, temperature) {
  const scores = prototypes.map(([a, b]) => -((x - a) ** 2 + (y - b) ** 2) / temperature);
  const top = Math.max(...scores);
  const weights = scores.map((score) => Math.exp(score - top));
  const sum = weights.reduce((total, one) => total + one, 0);
  return weights.map((one) => one / sum);
}
