// One latent dimension, as `metaunsup/lessons/evidence.py` has it: p(x), the bound's two terms, the true posterior.
const SPREAD = 0.5;
const LATENT_REACH = 8;
const LATENT_CELLS = 800;
const LATENT_STEP = (2 * LATENT_REACH) / LATENT_CELLS;
const LATENT_GRID = Float64Array.from({ length: LATENT_CELLS + 1 }, (_, at) => -LATENT_REACH + at * LATENT_STEP);

function logNormal(z) {
  return -(z * z + Math.log(2 * Math.PI)) / 2;
}

function latentMean(z, world) {
  return world ? 0.6 * z * z : 1.2 * z;
}

function logLikelihood(x, z, world) {
  return logNormal((x - latentMean(z, world)) / SPREAD) - Math.log(SPREAD);
}

function logEvidence(x, world) {
  const joint = LATENT_GRID.map((z) => logLikelihood(x, z, world) + logNormal(z));
  const top = joint.reduce((most, one) => Math.max(most, one), -Infinity);
  return top + Math.log(joint.reduce((sum, one) => sum + Math.exp(one - top), 0)) + Math.log(LATENT_STEP);
}

// reconstruction: E_q log p(x | z); kl: KL(q || N(0, 1)) in closed form.
function latentBound(x, mean, deviation, world) {
  const reconstruction = LATENT_GRID.reduce((sum, t) => sum + Math.exp(logNormal(t)) * LATENT_STEP * logLikelihood(x, mean + deviation * t, world), 0);
  const kl = (mean * mean + deviation * deviation - 2 * Math.log(deviation) - 1) / 2;
  return { reconstruction, kl, total: reconstruction - kl };
}

// The Gaussian with the greatest bound that is found from (mean, deviation) on, by trying smaller and smaller changes.
function bestGuess(x, mean, deviation, world) {
  for (let far = 0.5; far > 1e-3; far /= 2) {
    for (let better = true; better; ) {
      better = false;
      for (const [m, s] of [[mean + far, deviation], [mean - far, deviation], [mean, deviation * (1 + far)], [mean, deviation / (1 + far)]]) {
        if (s < 0.05 || s > 3 || latentBound(x, m, s, world).total <= latentBound(x, mean, deviation, world).total + 1e-9) continue;
        [mean, deviation, better] = [m, s, true];
      }
    }
  }
  return [mean, deviation];
}
