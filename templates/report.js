// Searching and filtering. Without it the whole page is there to read; it only hides rows, and never makes markup.
"use strict";
(() => {
  const FIRST = 200;
  const MORE = 500;
  const page = document.documentElement;

  const words = (text) => text.toLowerCase().split(/\s+/).filter(Boolean);
  const holds = (text, wanted) => wanted.every((word) => text.includes(word));

  function listTests(section) {
    const controls = section.querySelector(".controls");
    const table = section.querySelector("table");
    if (!controls || !table) return;
    const field = controls.querySelector("input[type=search]");
    const category = controls.querySelector("select");
    const status = controls.querySelector("[role=status]");
    const all = section.querySelector(".all");
    const button = all.querySelector("button");
    const rows = Array.from(table.tBodies[0].rows, (row) => {
      const [outcome, name, kind] = row.cells;
      return { row, outcome: outcome.textContent, category: kind.textContent, text: `${name.textContent} ${kind.textContent}`.toLowerCase() };
    });
    let shown = [];
    let most = FIRST;

    function show() {
      const wanted = words(field.value);
      const outcome = controls.querySelector("input[name=outcome]:checked").value;
      const matching = rows.filter(
        (each) =>
          (!outcome || each.outcome === outcome) && (!category.value || each.category === category.value) && holds(each.text, wanted),
      );
      const next = matching.slice(0, most);
      for (const each of shown) each.row.classList.remove("on");
      for (const each of next) each.row.classList.add("on");
      shown = next;
      all.hidden = next.length === matching.length;
      button.textContent = `Show ${Math.min(MORE, matching.length - next.length)} more`;
      const found = `${matching.length} of ${rows.length} listed tests match`;
      status.textContent = all.hidden ? found : `${found}, the first ${next.length} are shown`;
    }

    function restart() {
      most = FIRST;
      show();
    }

    controls.addEventListener("input", restart);
    button.addEventListener("click", () => {
      const last = shown.length;
      most += MORE;
      show();
      const next = shown[last].row;
      next.tabIndex = -1;
      next.focus();
    });
    show();
    controls.hidden = false;
  }

  function listFailing(section) {
    const controls = section.querySelector(".controls");
    const field = controls.querySelector("input");
    const status = controls.querySelector("[role=status]");
    const groups = Array.from(section.querySelectorAll(".group"), (group) => ({
      group,
      title: group.querySelector("h3").textContent.toLowerCase(),
      items: Array.from(group.querySelectorAll(".item"), (item) => ({ item, text: item.textContent.toLowerCase() })),
    }));
    const total = groups.reduce((sum, each) => sum + each.items.length, 0);

    function show() {
      const wanted = words(field.value);
      let found = 0;
      for (const { group, title, items } of groups) {
        let here = 0;
        for (const { item, text } of items) {
          const off = !holds(`${title} ${text}`, wanted);
          item.classList.toggle("off", off);
          here += off ? 0 : 1;
        }
        group.classList.toggle("off", !here);
        found += here;
      }
      status.textContent = `${found} of ${total} failing tests match`;
    }

    controls.addEventListener("input", show);
    show();
    controls.hidden = false;
  }

  function start() {
    try {
      const tests = document.getElementById("tests");
      if (tests) listTests(tests);
      const failing = document.getElementById("failing");
      if (failing) listFailing(failing);
    } catch (error) {
      page.classList.remove("js");
      throw error;
    }
  }

  page.classList.add("js");
  document.addEventListener("DOMContentLoaded", start);
})();
