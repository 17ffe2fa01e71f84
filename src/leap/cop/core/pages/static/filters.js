// Show what was chosen at once. Without it there is a button, which is not needed here.

const form = document.querySelector("form.cop-filter-form");

if (form) {
  form.addEventListener("change", () => form.requestSubmit());
  form.querySelector(".cop-show").hidden = true;
}
