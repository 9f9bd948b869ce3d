// What Streamlit calls with every message. A view is made once and kept until Streamlit closes it. It may open it again
// on the same elements, so an untouched copy of them is left there: else what listened would answer beside the new view.
function mounted(selector, make, receive) {
  const views = new WeakMap();
  return (component) => {
    const { parentElement } = component;
    if (!views.has(parentElement)) {
      const element = parentElement.querySelector(selector);
      views.set(parentElement, { element, untouched: element.cloneNode(true), view: make(parentElement) });
    }
    const { element, untouched, view } = views.get(parentElement);
    receive(view, component);
    return () => {
      view.close?.();
      element.replaceWith(untouched);
      views.delete(parentElement);
    };
  };
}
