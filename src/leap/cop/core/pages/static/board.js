// The board of a round: topics as cards that are dragged, or moved with the keyboard.
// Dragging is by mouse anywhere on a card, by finger on its grip.
//
// The form works without this. Here each card's list stays the truth: a move changes
// it, and is saved at once over REST. What could not be saved stays where it was put,
// is said, and goes with the form's own button as well.

const form = document.querySelector("form.cop-board");

if (form) {
  begin(form);
}

function begin(board) {
  const words = JSON.parse(board.dataset.words);
  const part = (name) => board.querySelector(`[data-board-${name}]`);
  const status = part("status");
  const said = part("said");
  const problem = part("problem");
  const columns = [...board.querySelectorAll(".cop-column")];
  /** Card by topic, of moves that are not saved yet. */
  const waiting = new Map();
  let running = false;
  let leaving = false;
  let picked = null;

  const fill = (text, values) =>
    text.replace(/\$\{(\w+)\}/g, (all, name) => values[name] ?? all);
  const textOf = (card) => {
    const text = card.querySelector(".cop-topic-text").textContent.trim();
    return text.length > 60 ? `${text.slice(0, 59)}…` : text;
  };
  const titleOf = (column) =>
    column.querySelector(".cop-column-title").textContent.trim();
  const columnOf = (card) => card.closest(".cop-column");
  const columnFor = (theme) => columns.find((one) => one.dataset.theme === theme);
  const listOf = (card) => card.querySelector("select");
  const keptOf = (card) => card.querySelector(`[name="was-${card.dataset.topic}"]`);
  const say = (name, values = {}) => {
    said.textContent = fill(words[name], values);
  };

  // Where cards stand

  function put(card, column) {
    column.querySelector(".cop-board-cards").append(card);
    listOf(card).value = column.dataset.theme;
  }

  function move(card, column) {
    put(card, column);
    say("moved", { topic: textOf(card), theme: titleOf(column) });
    waiting.set(card.dataset.topic, card);
    save();
  }

  // Saving: one after the other, so that the last move of a card is the one that stays

  async function save() {
    if (running) {
      return;
    }
    running = true;
    let reason = "";
    while (waiting.size && !reason) {
      const card = waiting.values().next().value;
      const theme = columnOf(card).dataset.theme;
      if (theme === keptOf(card).value) {
        done(card, theme);
        continue;
      }
      status.textContent = words.saving;
      reason = await send(card, theme);
      if (!reason) {
        done(card, theme);
      }
    }
    running = false;
    show(reason);
  }

  function done(card, theme) {
    if (theme !== keptOf(card).value) {
      keptOf(card).value = theme;
      // Another place answers what its author said against the old one.
      card.querySelector(".cop-objection")?.remove();
    }
    if (columnOf(card).dataset.theme === theme) {
      waiting.delete(card.dataset.topic);
      card.classList.remove("cop-card-unsaved");
    }
  }

  async function send(card, theme) {
    let answer;
    try {
      answer = await fetch(`${board.dataset.services}/@topics/${card.dataset.topic}`, {
        method: "PATCH",
        credentials: "same-origin",
        headers: { Accept: "application/json", "Content-Type": "application/json" },
        body: JSON.stringify({ theme: theme || null }),
      });
    } catch {
      return words.offline;
    }
    if (answer.ok) {
      return "";
    }
    if (answer.status === 401) {
      return words.session;
    }
    const told = await answer.json().catch(() => ({}));
    const message = (told.message || "").replace(/^[a-z_]+:\s+/, "");
    if (!message || answer.status === 404) {
      return words.closed;
    }
    return message[0].toUpperCase() + message.slice(1);
  }

  function show(reason) {
    problem.hidden = !reason;
    // Where each move is saved at once, there is nothing to save but what was not.
    part("save").hidden = !reason;
    status.textContent = reason ? "" : words.saved;
    for (const card of waiting.values()) {
      card.classList.add("cop-card-unsaved");
    }
    if (reason) {
      part("reason").textContent = fill(words.unsaved, { reason });
    }
  }

  part("again").addEventListener("click", () => {
    problem.hidden = true;
    save();
  });

  part("undo").addEventListener("click", () => {
    for (const card of [...waiting.values()]) {
      put(card, columnFor(keptOf(card).value));
      card.classList.remove("cop-card-unsaved");
      say("back", { topic: textOf(card) });
    }
    waiting.clear();
    problem.hidden = true;
    part("save").hidden = true;
    part("back").focus();
  });

  board.addEventListener("submit", () => {
    leaving = true;
  });
  window.addEventListener("beforeunload", (event) => {
    if (waiting.size && !leaving) {
      event.preventDefault();
    }
  });

  // With the mouse

  let dragged = null;

  function light(column) {
    for (const one of columns) {
      one.classList.toggle("cop-column-over", one === column);
    }
  }

  for (const column of columns) {
    column.addEventListener("dragover", (event) => {
      if (dragged) {
        event.preventDefault();
        light(column);
      }
    });
    column.addEventListener("drop", (event) => {
      if (!dragged) {
        return;
      }
      event.preventDefault();
      if (columnOf(dragged) !== column) {
        move(dragged, column);
      }
      light(null);
    });
  }

  // With a finger, on the grip: browsers drag nothing by touch, and elsewhere on a card
  // a finger scrolls the page.

  const FAR = 8;
  const EDGE = 60;
  let touch = null;

  function columnAt(x, y) {
    // What is carried lets the column under it be found: see the sheet.
    return document.elementFromPoint(x, y)?.closest(".cop-column") ?? null;
  }

  function carry() {
    const { card, x, y, startX, startY } = touch;
    const down = y - startY + window.scrollY - touch.scroll;
    card.style.transform = `translate(${x - startX}px, ${down}px)`;
    touch.over = columnAt(x, y);
    light(touch.over);
  }

  function scrollAtEdge() {
    if (!touch?.carries) {
      return;
    }
    const below = touch.y > window.innerHeight - EDGE;
    if (below || touch.y < EDGE) {
      window.scrollBy(0, below ? 10 : -10);
      carry();
    }
    requestAnimationFrame(scrollAtEdge);
  }

  function onTouch(event, card, grip) {
    if (event.pointerType === "mouse" || touch || !event.isPrimary) {
      return;
    }
    const { clientX: x, clientY: y, pointerId } = event;
    const scroll = window.scrollY;
    touch = { card, pointerId, x, y, startX: x, startY: y, scroll, carries: false };
    grip.setPointerCapture(pointerId);
  }

  function onTouchMove(event) {
    if (touch?.pointerId !== event.pointerId) {
      return;
    }
    touch.x = event.clientX;
    touch.y = event.clientY;
    const way = Math.hypot(touch.x - touch.startX, touch.y - touch.startY);
    if (!touch.carries && way > FAR) {
      touch.carries = true;
      touch.card.classList.add("cop-card-picked", "cop-card-carried");
      requestAnimationFrame(scrollAtEdge);
    }
    if (touch.carries) {
      carry();
    }
  }

  function onTouchEnd(event, grip) {
    if (touch?.pointerId !== event.pointerId) {
      return;
    }
    const { card, carries, over } = touch;
    touch = null;
    if (!carries) {
      return;
    }
    card.style.transform = "";
    card.classList.remove("cop-card-picked", "cop-card-carried");
    light(null);
    if (event.type === "pointerup" && over && over !== columnOf(card)) {
      move(card, over);
    }
    // A click may follow, which would pick the card up again.
    const swallow = (click) => click.stopImmediatePropagation();
    grip.addEventListener("click", swallow, { capture: true, once: true });
    setTimeout(() => grip.removeEventListener("click", swallow, true), 50);
  }

  // With the keyboard: pick up, choose, put down

  function pick(card, grip) {
    picked = { card, grip, from: columnOf(card) };
    grip.setAttribute("aria-pressed", "true");
    card.classList.add("cop-card-picked");
    say("picked");
  }

  function drop(stays) {
    const { card, grip, from } = picked;
    picked = null;
    grip.setAttribute("aria-pressed", "false");
    card.classList.remove("cop-card-picked");
    light(null);
    const column = columnOf(card);
    if (stays && column !== from) {
      move(card, column);
    } else {
      put(card, from);
      say("back", { topic: textOf(card) });
    }
  }

  function step(by) {
    const { card, grip } = picked;
    const here = columns.indexOf(columnOf(card));
    const column = columns[Math.min(Math.max(here + by, 0), columns.length - 1)];
    const one = picked;
    picked = null;
    put(card, column);
    // Taking a node elsewhere takes the focus off it.
    grip.focus();
    picked = one;
    card.scrollIntoView({ block: "nearest", inline: "nearest" });
    light(column);
    say("over", { theme: titleOf(column) });
  }

  const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

  function onKey(event, card, grip) {
    const isOn = picked?.card === card;
    if (event.key === "Enter" || event.key === " ") {
      isOn ? drop(true) : pick(card, grip);
      grip.focus();
    } else if (isOn && event.key in STEPS) {
      step(STEPS[event.key]);
    } else if (isOn && event.key === "Escape") {
      drop(false);
      grip.focus();
    } else {
      return;
    }
    event.preventDefault();
  }

  // Each card

  for (const card of board.querySelectorAll(".cop-board-card")) {
    const grip = document.createElement("button");
    grip.type = "button";
    grip.className = "cop-grip";
    grip.setAttribute("aria-label", fill(words.grip, { topic: textOf(card) }));
    grip.setAttribute("aria-describedby", "cop-board-keys");
    grip.setAttribute("aria-pressed", "false");
    grip.addEventListener("keydown", (event) => onKey(event, card, grip));
    // Screen readers press a button without its keys.
    grip.addEventListener("click", () => {
      picked?.card === card ? drop(true) : pick(card, grip);
      grip.focus();
    });
    grip.addEventListener("blur", () => picked?.card === card && drop(false));
    grip.addEventListener("pointerdown", (event) => onTouch(event, card, grip));
    grip.addEventListener("pointermove", onTouchMove);
    grip.addEventListener("pointerup", (event) => onTouchEnd(event, grip));
    grip.addEventListener("pointercancel", (event) => onTouchEnd(event, grip));
    card.prepend(grip);
    card.draggable = true;
    card.addEventListener("dragstart", (event) => {
      if (touch) {
        // A finger that rests for a moment; the grip has it already.
        event.preventDefault();
        return;
      }
      dragged = card;
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", textOf(card));
      card.classList.add("cop-card-picked");
    });
    card.addEventListener("dragend", () => {
      dragged = null;
      card.classList.remove("cop-card-picked");
      light(null);
    });
    listOf(card).addEventListener("change", () => {
      const list = listOf(card);
      move(card, columnFor(list.value));
      list.focus();
    });
  }

  part("help").hidden = false;
  part("save").hidden = true;
  board.classList.add("cop-board-on");
}
