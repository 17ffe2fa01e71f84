// Give dots with two buttons beside each number, and say at once how many are left.
// The form works without: what is typed is checked where it is kept.

const form = document.querySelector("form.cop-vote-form");

if (form) {
  const inputs = [...form.querySelectorAll(".cop-dots-input")];
  const left = form.querySelector("#cop-dots-left");
  const why = form.querySelector("#cop-dots-why");
  const all = Number(form.dataset.dots);

  const given = (input) => Math.max(Number.parseInt(input.value, 10) || 0, 0);
  const rest = () => all - inputs.reduce((sum, input) => sum + given(input), 0);

  const say = () => {
    const number = rest();
    why.textContent = "";
    const words = number < 0 ? form.dataset.over : form.dataset.left;
    const text = words.replace("{left}", String(Math.abs(number)));
    if (left.textContent !== text) {
      left.textContent = text;
    }
    left.classList.toggle("cop-problem-text", number < 0);
    for (const input of inputs) {
      const [less, shown, more] = input.cop;
      less.setAttribute("aria-disabled", String(given(input) === 0));
      more.setAttribute(
        "aria-disabled",
        String(number <= 0 || given(input) >= Number(input.max)),
      );
      shown.textContent = "●".repeat(Math.min(given(input), Number(input.max)));
    }
  };

  // What is said of one dot more, where there cannot be one.
  const oneMore = (input) => {
    if (given(input) >= Number(input.max)) {
      return form.dataset.most;
    }
    return form.dataset.none;
  };

  const button = (sign, label, act, refused = () => "") => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "btn btn-outline-primary cop-step-button";
    made.textContent = sign;
    made.setAttribute("aria-label", label);
    made.addEventListener("click", () => {
      // Not `disabled`: a button that is cannot keep the focus.
      if (made.getAttribute("aria-disabled") !== "true") {
        act();
        say();
      } else {
        why.textContent = refused();
      }
    });
    return made;
  };

  for (const input of inputs) {
    const step = (by) => () => {
      input.value = String(given(input) + by);
    };
    const less = button("−", input.dataset.less, step(-1));
    const more = button("+", input.dataset.more, step(1), () => oneMore(input));
    const shown = document.createElement("span");
    shown.className = "cop-dots-shown";
    shown.setAttribute("aria-hidden", "true");
    input.before(less);
    input.after(more, shown);
    input.cop = [less, shown, more];
    input.addEventListener("input", say);
  }
  say();
  // Whoever comes back finds the numbers that a browser kept.
  window.addEventListener("pageshow", say);
}
