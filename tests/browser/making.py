"""Pictures made by the scripts of the menu, without the menu."""

MAKE = """async (picture, formats) => {
  // The page of the server's health has no scripts of its own and no policy; addresses are relative to the first page.
  document.head.append(Object.assign(document.createElement("base"), { href: "/" }));
  const known = await (await fetch(`/takeaway/${picture}.json`)).json();
  const module = (name) => import(`/${known.assets.menu.replace("menu.js", name)}`);
  const [{ kit }, { FORMATS }] = [await module("loading.js"), await module("pictures.js")];
  const [tools, made] = [await kit(known.assets), {}];
  for (const format of formats) {
    const file = await FORMATS[format].make({ ...known, figure: known.figures.light.slide }, tools, 1);
    const bytes = new Uint8Array(await new Blob([file]).arrayBuffer());
    made[format] = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  }
  return JSON.stringify(made);
}"""
"""A picture in some formats, as JSON with each file in base64; run on a page without a policy of its own."""
