// The player is made once and kept.
export default mounted(".player", (parent) => new Player(parent), (player, { data, setTriggerValue }) => {
  player.share = (moment) => setTriggerValue("share", moment);
  if (data && data.race && !player.receive(data)) setTriggerValue("missing", data.race);
});
