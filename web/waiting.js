// Waits for a document. One question for this address is held until the document is there; others ask how far it is.
const PROGRESS = "application/vnd.plumbline.progress+json";
const EVERY = 1000;
const address = location.href.split("#")[0];
const bar = document.querySelector("progress");
const status = document.querySelector("[role=status]");
let over = false;

function say(words) {
  if (status.textContent !== words) status.textContent = words;
}

function end(words) {
  over = true;
  bar.hidden = true;
  say(words);
}

async function look() {
  if (over) return;
  try {
    const answer = await fetch(address, { headers: { Accept: PROGRESS }, cache: "no-store" });
    const { made, of } = await answer.json();
    if (!over && of) {
      bar.max = of;
      bar.value = made;
      say(made < of ? `${made} of ${of} pictures are drawn.` : "All pictures are drawn. It is put together.");
    }
  } catch {
    // The other question tells what is wrong.
  }
  setTimeout(look, EVERY);
}

/** Show the document, or save it where it is a file to be saved. */
async function show(answer) {
  const name = /attachment; filename="([^"]+)"/.exec(answer.headers.get("Content-Disposition") ?? "")?.[1];
  // The server has the document now, unless it is too large to be kept: then this page would come again.
  const again = sessionStorage.getItem(address);
  if (!name && !again) {
    answer.body.cancel();
    sessionStorage.setItem(address, "made");
    location.reload();
    return;
  }
  const file = URL.createObjectURL(await answer.blob());
  if (!name) {
    location.replace(file);
    return;
  }
  const link = Object.assign(document.createElement("a"), { href: file, download: name });
  document.body.append(link);
  link.click();
  document.querySelector("h1").textContent = "The file is saved";
  end(`It is called ${name}. You can close this tab.`);
}

async function hold() {
  try {
    const answer = await fetch(address);
    if (answer.ok) await show(answer);
    else end((await answer.json()).error.message);
  } catch {
    end("The server cannot be reached. Reload this page to try again.");
  }
}

hold();
look();
