// Streamlit calls this with every message; the figure itself is made once and kept.
const figures = new WeakMap();

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  let figure = figures.get(parentElement);
  if (!figure) {
    figure = new Figure(parentElement);
    figures.set(parentElement, figure);
  }
  if (data && data.figure) figure.receive(data, (state) => setTriggerValue("state", state));
  return () => {
    figure.close();
    figures.delete(parentElement);
  };
}
