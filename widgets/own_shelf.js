// Keeps the list of a reader's claims in their own browser, and offers it where the address brings none.
const KEY = "plumbline:own-claims";

export default function ({ parentElement, data }) {
  const box = parentElement.querySelector("div");
  box.replaceChildren();
  try {
    if (data.mine) data.kept ? localStorage.setItem(KEY, data.kept) : localStorage.removeItem(KEY);
    const stored = localStorage.getItem(KEY);
    if (data.kept || !stored || !/^[\w-]{1,6000}$/.test(stored)) return;
    const way = new URL(location.href);
    way.searchParams.set("kept", stored);
    box.append(Object.assign(document.createElement("a"), { href: way.href, textContent: "Bring back the claims that this browser kept" }));
  } catch {
    // A browser that keeps nothing for pages has the link alone.
  }
}
