// A moment of a race as a link holds it: step, view, truth. The player begins there, and goes there when the page says so.
const noMoment = (moment) => !moment || (moment.step < 0 && !moment.view && !moment.truth);
const momentName = ({ step, view, truth }) => `${step} ${view} ${truth}`;

// What is on the screen; from now on it stays there.
function stopHere(player) {
  Object.assign(player, { playing: false, following: false, awaited: null, step: Math.round(player.step) });
  const moment = { step: player.step, view: player.view, truth: Number(player.revealed) };
  player.moment = momentName(moment);
  player.refresh();
  return moment;
}

// Go to the moment that the page tells, once; to a step still to be computed as soon as it is there.
function goTo(player, moment) {
  if (noMoment(moment) || player.moment === momentName(moment)) return;
  player.moment = momentName(moment);
  Object.assign(player, { view: moment.view || player.view, turn: 1, revealed: Boolean(moment.truth) });
  if (moment.step >= 0) {
    const here = player.over || player.trace.end >= moment.step;
    if (here) player.seek(moment.step);
    else Object.assign(player, { playing: false, following: true, awaited: moment.step });
  }
  player.refresh();
}

// While live steps are followed: whether the one that a link asked for has come.
function arrived(player) {
  if (player.awaited === null || player.step < player.awaited) return false;
  Object.assign(player, { step: player.awaited, awaited: null, following: false });
  return true;
}
