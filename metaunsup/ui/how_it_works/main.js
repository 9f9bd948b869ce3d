// The figure is made once and kept.
export default mounted(".figure", (parent) => new Figure(parent), (figure, { data, setTriggerValue }) => {
  if (data && data.figure) figure.receive(data, (state) => setTriggerValue("state", state));
});
