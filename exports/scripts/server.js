// In the server's browser: what plotly is asked for becomes a file that stands alone. Runs after files.js; `face` is the typeface.
// An image made of SVG sees no font of its page: so each drawing gets the typeface inside, and raster pictures are made of it.
const draw = Plotly.toImage;
Plotly.toImage = async (figure, options) => {
  await Promise.all([...document.fonts].map((font) => font.load()));
  // The same figure gives the same picture, to the last id in it.
  let state = 7;
  Math.random = () => (state = (state * 16807) % 2147483647) / 2147483647;
  const { meta } = figure.layout;
  // What is printed is this page.
  document.title = meta?.title ?? "Plumbline";
  document.getElementById("kaleido-image").alt = meta?.alt ?? "";
  const raster = options.format === "png";
  const scale = options.scale;
  const drawn = await draw(figure, { ...options, format: "svg", imageDataOnly: true, scale: raster ? 1 : scale });
  const root = meta?.editable ? editable(standalone(drawn, figure.layout)) : standalone(drawn, figure.layout, face);
  const svg = new XMLSerializer().serializeToString(root);
  const address = `data:image/svg+xml,${encodeURIComponent(svg)}`;
  if (!raster) return options.imageDataOnly ? svg : address;
  const image = new Image();
  image.src = address;
  await image.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width: options.width * scale, height: options.height * scale });
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  const plain = Uint8Array.from(atob(canvas.toDataURL("image/png").split(",")[1]), (letter) => letter.charCodeAt(0));
  return btoa(Array.from(labelled(plain, figure.layout), (byte) => String.fromCharCode(byte)).join(""));
};
