// A random id that stays in this browser and is told to the app: it proves that a run was started from here.
const KEY = "metaunsup.keyring";

function made() {
  if (crypto.randomUUID) return crypto.randomUUID();
  // a page that is not served over https has no randomUUID, but random bytes
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function kept() {
  try {
    const known = localStorage.getItem(KEY);
    if (known && /^[0-9a-f-]{32,40}$/.test(known)) return known;
    const fresh = made();
    localStorage.setItem(KEY, fresh);
    return fresh;
  } catch {
    // a browser that forbids storage: good until its tab is closed
    globalThis.metaunsupKeyring = globalThis.metaunsupKeyring || made();
    return globalThis.metaunsupKeyring;
  }
}

const told = new WeakMap();

export default function (component) {
  const { parentElement, setStateValue } = component;
  const token = kept();
  if (told.get(parentElement) === token) return;
  told.set(parentElement, token);
  setStateValue("token", token);
}
