// Streamlit calls this with every message; the player itself is made once and kept.
const players = new WeakMap();

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  let player = players.get(parentElement);
  if (!player) {
    player = new Player(parentElement);
    players.set(parentElement, player);
  }
  player.share = (moment) => setTriggerValue("share", moment);
  if (data && data.race && !player.receive(data)) setTriggerValue("missing", data.race);
  return () => {
    player.close();
    players.delete(parentElement);
  };
}
