// Show what was chosen before it is sent, and let files be dropped where there is a mouse.
// The form works without. Nothing is kept here: a picture is gone when its page is.

const mouse = window.matchMedia("(pointer: fine) and (min-width: 768px)");

const element = (name, className, text = "") => {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
};

// What a file input has, as one can change it.
const chosen = (input, files) => {
  const transfer = new DataTransfer();
  for (const file of files) {
    transfer.items.add(file);
  }
  input.files = transfer.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
};

const improve = (input) => {
  const words = input.dataset;
  const heading = element("p", "cop-small cop-quiet", words.chosen);
  const list = element("ul", "cop-previews");
  const box = element("div", "cop-chosen");
  box.setAttribute("role", "status");
  box.append(heading, list);
  box.hidden = true;
  input.after(box);

  let addresses = [];

  const row = (file, at) => {
    const made = element("li", "");
    const name = element("span", "cop-small", file.name);
    if (file.type.startsWith("image/")) {
      const address = URL.createObjectURL(file);
      const picture = element("img", "");
      addresses.push(address);
      picture.alt = "";
      picture.src = address;
      // What this browser cannot show has its name alone.
      picture.addEventListener("error", () => picture.remove());
      made.append(picture);
    }
    const remove = element("button", "btn btn-link btn-sm", words.remove);
    remove.type = "button";
    remove.append(element("span", "visually-hidden", `: ${file.name}`));
    remove.addEventListener("click", () => {
      chosen(input, [...input.files].filter((_, other) => other !== at));
      input.focus();
    });
    made.append(name, remove);
    return made;
  };

  const show = () => {
    addresses.forEach((address) => URL.revokeObjectURL(address));
    addresses = [];
    list.replaceChildren(...[...input.files].map(row));
    box.hidden = !input.files.length;
  };

  input.addEventListener("change", show);
  addEventListener("pagehide", () => addresses.forEach(URL.revokeObjectURL));
  show();

  if (!words.drop || !mouse.matches) {
    return;
  }
  const place = element("div", "cop-drop");
  place.append(element("p", "cop-quiet", words.drop));
  input.before(place);
  place.prepend(input);
  const isFiles = (event) => event.dataTransfer.types.includes("Files");
  const light = (event) => {
    if (isFiles(event)) {
      event.preventDefault();
      place.classList.toggle("cop-drop-here", event.type !== "dragleave");
    }
  };
  for (const name of ["dragenter", "dragover", "dragleave"]) {
    place.addEventListener(name, light);
  }
  place.addEventListener("drop", (event) => {
    if (!isFiles(event)) {
      return;
    }
    event.preventDefault();
    place.classList.remove("cop-drop-here");
    const dropped = [...event.dataTransfer.files];
    if (dropped.length) {
      const before = input.multiple ? [...input.files] : [];
      const all = [...before, ...dropped];
      chosen(input, input.multiple ? all : all.slice(0, 1));
    }
  });
};

document.querySelectorAll("input[type='file'][data-chosen]").forEach(improve);
