"use strict";
// The page's only script: it filters, speaks three languages, turns the lights on and off; it asks for nothing and keeps nothing.
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  const $ = id => document.getElementById(id);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const list = value => (value ? value.split(" ") : []);
  const words = JSON.parse($("words").textContent);
  const units = all("[data-unit]"), sections = all("[data-section]");
  const filters = { kinds: $("filter-kind"), metrics: $("filter-metric") };

  // -- words
  const say = (key, ...numbers) => numbers.reduce((said, one) => said.replace("{}", one), words[root.lang][key] ?? "");
  $("language").addEventListener("change", event => {
    root.lang = event.target.value;
    for (const one of all("[data-t]")) one.textContent = say(one.dataset.t, ...(one.dataset.n ? one.dataset.n.split(",") : []));
    for (const name of ["aria-label", "placeholder", "title"])
      for (const one of all(`[data-t-${name}]`)) one.setAttribute(name, say(one.getAttribute(`data-t-${name}`)));
    apply();
  });

  // -- light and dark
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : dark.matches);
  const pressed = () => $("theme-toggle").setAttribute("aria-pressed", String(isDark()));
  $("theme-toggle").addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    pressed();
  });
  dark.addEventListener("change", pressed);
  pressed();

  // -- filters
  function apply() {
    const want = Object.entries(filters).filter(([, field]) => field.value);
    const fits = unit => want.every(([name, field]) => list(unit.dataset[name]).includes(field.value));
    const active = want.length > 0, shown = new Set(units.filter(fits));
    for (const unit of units) unit.hidden = !shown.has(unit);
    for (const section of sections) {
      const own = all("[data-unit]", section), left = own.filter(one => shown.has(one)).length;
      section.hidden = active && left === 0;
      const count = document.querySelector(`[data-count="${section.dataset.section}"]`);
      if (count) count.textContent = active ? `${left}/${own.length}` : String(own.length);
    }
    for (const group of all(".group, .sides, .items, .wide")) {
      const own = all("[data-unit]", group);
      if (own.length) group.hidden = !own.some(one => shown.has(one));
    }
    for (const chart of all(".picture")) chart.hidden = Boolean(filters.metrics.value) && chart.dataset.metrics !== filters.metrics.value;
    $("shown").value = say("page.shown", shown.size, units.length);
    $("reset").hidden = !active;
    $("nothing").hidden = !active || shown.size > 0;
  }
  for (const field of Object.values(filters)) field.addEventListener("input", apply);
  $("reset").addEventListener("click", () => {
    for (const field of Object.values(filters)) field.value = "";
    apply();
    filters.kinds.focus();
  });
  $("filters-open").addEventListener("click", event => {
    event.currentTarget.setAttribute("aria-expanded", String(root.classList.toggle("filters-open")));
  });

  // a line of what to know first leads to its item, whatever the filters hide
  for (const link of all(".headlines a.place"))
    link.addEventListener("click", () => {
      const goal = document.querySelector(link.getAttribute("href"));
      if (goal && goal.hidden) $("reset").click();
    });
  apply();
})();
