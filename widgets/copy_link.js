// Copies the address of the page; where a browser does not let it, the address is shown to be copied by hand.
export default function ({ parentElement, data }) {
  const button = parentElement.querySelector("button");
  button.textContent = data.label;
  button.hidden = false;
  button.onclick = async () => {
    try {
      await navigator.clipboard.writeText(location.href);
      button.textContent = "Link copied";
    } catch {
      window.prompt("Copy this address", location.href);
    }
    setTimeout(() => (button.textContent = data.label), 3000);
  };
}
