// Let the big screen follow the vote: ask every few seconds where the round is.
// Without this there is a link that asks once.

const EVERY = 5000;
const room = document.body;
const again = document.querySelector("#cop-room-again");
const stop = document.querySelector("#cop-room-stop");
const shown = document.querySelector("#cop-room-turnout");

const ask = async () => {
  if (document.hidden) {
    return;
  }
  const answer = await fetch(room.dataset.state, {
    headers: { Accept: "application/json" },
    credentials: "same-origin",
  });
  if (!answer.ok) {
    return;
  }
  const state = await answer.json();
  if (state.phase !== room.dataset.phase) {
    window.location.reload();
    return;
  }
  if (shown && state.electorate !== undefined) {
    const text = room.dataset.turnout
      .replace("{voted}", String(state.voted))
      .replace("{total}", String(state.electorate));
    // Only what is new is read aloud.
    if (shown.textContent !== text) {
      shown.textContent = text;
    }
  }
};

if (again) {
  let timer = 0;
  const next = () => {
    timer = window.setTimeout(async () => {
      if (room.dataset.phase === "closed") {
        // Being counted: what comes next is another page.
        window.location.reload();
        return;
      }
      // A line that is down for a moment is no reason to stop.
      await ask().catch(() => undefined);
      if (timer) {
        next();
      }
    }, EVERY);
  };
  stop.hidden = false;
  stop.addEventListener("click", () => {
    window.clearTimeout(timer);
    timer = 0;
    stop.hidden = true;
    again.focus();
  });
  next();
}
