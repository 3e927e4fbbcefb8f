// A closed "Download and share" menu: all that a page sends with each chart. The rest is asked for when it is opened.
export default function ({ parentElement, data }) {
  const box = parentElement.querySelector("details");
  const inside = box.querySelector("div");
  if (box.picture !== data.asks) {
    Object.assign(box, { picture: data.asks, open: false, begun: false });
    inside.replaceChildren();
  }
  box.querySelector("summary").setAttribute("aria-label", `Download and share: ${data.title}`);
  box.ontoggle = async () => {
    if (!box.open || box.begun) return;
    box.begun = true;
    inside.textContent = "Getting ready\u2026";
    try {
      const answer = await fetch(new URL(data.asks, document.baseURI));
      const known = await answer.json();
      if (!answer.ok) throw new Error(known.error.message);
      // A browser remembers an address whose script failed; another one is asked for again.
      box.tries = (box.tries ?? 0) + 1;
      const script = known.assets.menu + (box.tries > 1 ? `?again=${box.tries}` : "");
      const { menu } = await import(new URL(script, document.baseURI));
      menu(inside, { id: data.id, mode: data.mode, server: Object.fromEntries(data.server), known });
    } catch (error) {
      box.begun = false;
      inside.textContent = `No picture can be made here: ${error.message}. Close and open this to try again, or take one that the server makes: `;
      for (const [form, address] of data.server) {
        inside.append(Object.assign(document.createElement("a"), { href: address, textContent: form, download: "" }), " ");
      }
    }
  };
}
