// A closed "Take it away" menu: all that a page sends with each chart. The rest is asked for when it is opened.
export default function ({ parentElement, data }) {
  const box = parentElement.querySelector("details");
  const inside = box.querySelector("div");
  const server = Object.fromEntries(
    ["PNG", "SVG", "PDF"].map((form) => [form, `pictures/${data.id}.${form.toLowerCase()}?mode=${data.mode}`]),
  );
  const of = { id: data.id, mode: data.mode, told: `takeaway/${data.id}.json`, server };
  if (box.picture !== data.id) {
    box.picture = data.id;
    box.open = false;
    inside.replaceChildren();
  }
  box.querySelector("summary").setAttribute("aria-label", `Take it away: ${data.title}`);
  box.ontoggle = async () => {
    if (!box.open || inside.childElementCount) return;
    inside.textContent = "Getting ready\u2026";
    try {
      // A browser remembers an address whose script failed; another one is asked for again.
      box.tries = (box.tries ?? 0) + 1;
      const script = new URL(box.tries > 1 ? `${data.script}?again=${box.tries}` : data.script, document.baseURI);
      (await import(script)).menu(inside, of);
    } catch {
      inside.textContent =
        "The scripts that make pictures here could not be loaded. Close and open this to try again, or take a picture that the server makes: ";
      for (const [form, address] of Object.entries(server)) {
        inside.append(Object.assign(document.createElement("a"), { href: address, textContent: form, download: "" }), " ");
      }
      box.querySelector("summary").onclick = () => inside.replaceChildren();
    }
  };
}
