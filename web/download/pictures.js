// From a picture to a file, in the reader's browser: SVG, PNG, PDF and a page of its own.
// A picture is {figure, page}: figure is plotly's {data, layout}, page the HTML around fonts and plotly.js.
// A kit is what loading.js has brought. No text is put together as markup here: it goes through the DOM.

import { editable, labelled, standalone } from "./files.js";

// Between the two drawings of an image: Safari lays fonts out only after the first.
const FONTS_SETTLE = 80;
// A CSS pixel is 1/96 of an inch, a point 1/72.
const POINTS = 0.75;

/** What a picture can be made as: by file ending, type and maker. */
export const FORMATS = {
  png: { type: "image/png", make: (picture, kit, scale) => png(picture, kit, scale) },
  svg: { type: "image/svg+xml", make: async (picture, kit) => text(await svg(picture, kit), FORMATS.svg.type) },
  "edit.svg": { type: "image/svg+xml", make: async (picture, kit) => text(written(editable(await drawn(picture, kit))), FORMATS.svg.type) },
  pdf: { type: "application/pdf", make: (picture, kit) => pdf(picture, kit) },
  html: { type: "text/html", make: async (picture, kit) => text(page(picture, kit), FORMATS.html.type) },
};

/** The picture as an SVG element, with the typeface inside if it is given: {figure} -> Element. */
async function drawn({ figure }, kit, css) {
  const { width, height } = figure.layout;
  const source = await kit.plotly.toImage(
    { data: structuredClone(figure.data), layout: structuredClone(figure.layout), config: { staticPlot: true } },
    { format: "svg", width, height, imageDataOnly: true },
  );
  return standalone(source, figure.layout, css);
}

const written = (element) => new XMLSerializer().serializeToString(element);

/** The picture as the text of an SVG file that shows it with no font of the reader's: fonts inside. */
async function svg(picture, kit, scale = 1) {
  const element = await drawn(picture, kit, kit.fonts.css);
  // The size is set here and not by the canvas: browsers that rasterise an image before they scale it would blur it.
  element.setAttribute("width", picture.figure.layout.width * scale);
  element.setAttribute("height", picture.figure.layout.height * scale);
  return written(element);
}

async function png(picture, kit, scale) {
  const { layout } = picture.figure;
  const width = layout.width * scale;
  const height = layout.height * scale;
  const address = URL.createObjectURL(text(await svg(picture, kit, scale), FORMATS.svg.type));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = Object.assign(document.createElement("canvas"), { width, height });
    const context = canvas.getContext("2d");
    context.drawImage(image, 0, 0, width, height);
    await new Promise((resolve) => setTimeout(resolve, FONTS_SETTLE));
    context.clearRect(0, 0, width, height);
    context.drawImage(image, 0, 0, width, height);
    const blob = await new Promise((resolve) => canvas.toBlob(resolve, FORMATS.png.type));
    // Phones bound the area of a canvas; past it they give nothing, or an image without a single drawn point.
    if (!blob || !context.getImageData(width - 1, height - 1, 1, 1).data[3]) {
      throw new TooLarge(`This device cannot draw ${width} by ${height} points. Choose a lower sharpness, or SVG.`);
    }
    return labelled(new Uint8Array(await blob.arrayBuffer()), layout);
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** The device has said no; the message tells the reader what to do. */
export class TooLarge extends Error {}

/** Lines and letters, not points: text in the PDF can be searched and copied. */
async function pdf(picture, kit) {
  const { width, height, meta } = picture.figure.layout;
  const size = [width * POINTS, height * POINTS];
  const file = new kit.jsPDF({
    unit: "pt",
    format: size,
    orientation: width > height ? "landscape" : "portrait",
    compress: true,
    putOnlyUsedFonts: true,
  });
  const { title, alt, file: words } = meta;
  file.setProperties({ title, subject: alt, author: words?.author, keywords: words?.keywords.join(", "), creator: "Plumbline" });
  if (words) {
    file.setLanguage(words.language);
    file.addMetadata(words.xmp, true);
    // The same figures give the same bytes, whenever and by whom they are drawn.
    file.setCreationDate(`D:${words.day.replaceAll("-", "")}000000+00'00'`);
    file.setFileId(words.id);
  }
  for (const face of kit.fonts.faces) {
    const name = `${face.family}-${face.weight}.ttf`;
    file.addFileToVFS(name, face.base64);
    for (const weight of face.weights) file.addFont(name, face.family, "normal", weight);
  }
  await file.svg(await drawn(picture, kit), { x: 0, y: 0, width: size[0], height: size[1] });
  return file.output("blob");
}

/** One page that needs nothing else: the server has written it, but for what every page has and this browser holds already. */
function page({ page: [head, middle, end] }, kit) {
  return head + kit.fonts.css + middle + kit.plotlySource + end;
}

function text(content, type) {
  return new Blob([content], { type: `${type};charset=utf-8` });
}
