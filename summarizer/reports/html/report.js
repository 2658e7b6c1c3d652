"use strict";
// The page's only script. It ties items to their places, filters, speaks three languages; it asks for nothing and keeps nothing.
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  const $ = id => document.getElementById(id);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const list = value => (value ? value.split(" ") : []);
  const words = JSON.parse($("words").textContent);
  const phone = matchMedia("(max-width: 860px)");
  const pane = $("pane"), text = $("text"), chooser = $("chooser");
  const units = all("[data-unit]"), sections = all("[data-section]");
  const filters = { topic: $("filter-topic"), metric: $("filter-metric"), agreement: $("filter-agreement"), search: $("search") };

  // -- words --------------------------------------------------------------------------------------------------------
  const say = (key, ...numbers) => numbers.reduce((said, one) => said.replace("{}", one), words[root.lang][key] ?? "");
  // a picture's words cannot be swapped one by one: each language has its own pictures, those not in use in a template
  function redraw(language) {
    const charts = document.querySelector(".charts"), template = document.querySelector(`template[data-language="${language}"]`);
    if (!charts || !template) return;
    const former = document.createElement("template");
    former.dataset.language = charts.dataset.language;
    former.content.append(...charts.childNodes);
    charts.append(template.content);
    charts.dataset.language = language;
    template.replaceWith(former);
  }
  function speak(language) {
    root.lang = language;
    document.title = JSON.parse(document.querySelector("title").dataset.titles)[language];
    redraw(language);
    for (const one of all("[data-t]")) one.textContent = say(one.dataset.t, ...(one.dataset.n ? one.dataset.n.split(",") : []));
    for (const name of ["aria-label", "placeholder", "title"])
      for (const one of all(`[data-t-${name}]`)) one.setAttribute(name, say(one.getAttribute(`data-t-${name}`)));
    haystacks.clear();
    apply();
    step();
  }
  $("language").addEventListener("change", event => speak(event.target.value));

  // -- light and dark -----------------------------------------------------------------------------------------------
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : dark.matches);
  const pressed = () => $("theme-toggle").setAttribute("aria-pressed", String(isDark()));
  $("theme-toggle").addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    pressed();
  });
  dark.addEventListener("change", pressed);

  // the bar wraps as it must; what sticks below it needs to know
  new ResizeObserver(() => root.style.setProperty("--bar", `${$("bar").offsetHeight}px`)).observe($("bar"));

  // -- filters ------------------------------------------------------------------------------------------------------
  const haystacks = new Map();
  const folded = said => said.normalize("NFKC").toLowerCase().replace(/\s+/g, " ").trim();
  const haystack = unit => {
    if (!haystacks.has(unit)) haystacks.set(unit, folded(unit.textContent));
    return haystacks.get(unit);
  };
  // a unit is asked for itself and all that is in it: an exchange for its points, a theme for its exchanges
  const told = new Map();
  function about(unit) {
    if (!told.has(unit)) {
      const items = [unit, ...all("[data-item]", unit)], gather = name => new Set(items.flatMap(one => list(one.dataset[name])));
      told.set(unit, { topics: gather("topics"), metrics: gather("metrics"), agreement: gather("agreement") });
    }
    return told.get(unit);
  }
  const wanted = () => Object.fromEntries(Object.entries(filters).map(([name, field]) => [name, field ? field.value : ""]));
  const filtering = () => Object.values(wanted()).some(value => value.trim());
  // without filters, what the reader's profile folds away is not shown until it is unfolded
  const count = shown => {
    shown ??= units.filter(one => !one.closest("details.more:not([open])")).length;
    $("shown").value = say("page.shown", shown, units.length);
  };
  for (const fold of all("details.more")) fold.addEventListener("toggle", () => filtering() || count(null));
  // what is filtered away is so on the screen alone: paper gets everything
  const out = (element, yes) => element.classList.toggle("out", yes);
  function apply() {
    const want = wanted(), needles = list(folded(want.search)), active = filtering();
    const fits = unit => {
      const has = about(unit);
      return (!want.topic || has.topics.has(want.topic)) && (!want.metric || has.metrics.has(want.metric)) &&
        (!want.agreement || has.agreement.has(want.agreement)) && needles.every(one => haystack(unit).includes(one));
    };
    const shown = new Set(active ? units.filter(fits) : units);
    if (active) for (const unit of [...shown]) if (unit.dataset.themeItem) shown.add($("i-" + unit.dataset.themeItem));
    for (const unit of units) out(unit, !shown.has(unit));
    for (const section of sections) {
      const own = all("[data-unit]", section), left = own.filter(one => shown.has(one)).length;
      out(section, own.length > 0 && left === 0);
      const count = document.querySelector(`[data-count="${section.dataset.section}"]`);
      if (count) count.textContent = active ? `${left}/${own.length}` : String(own.length);
    }
    for (const group of all(".group, .table, .items, details.more")) {
      const own = all("[data-unit]", group);
      if (own.length) out(group, !own.some(one => shown.has(one)));
    }
    for (const fold of all("details.more")) {
      // what a filter finds is shown, folded away or not; without filters a fold is as the reader left it
      if (active && fold.dataset.was === undefined) fold.dataset.was = String(fold.open);
      if (active) fold.open = all("[data-unit]", fold).some(one => shown.has(one)) || (fold.closest("[data-unit]") !== null && fold.open);
      else if (fold.dataset.was !== undefined) { fold.open = fold.dataset.was === "true"; delete fold.dataset.was; }
    }
    for (const charts of all(".charts")) out(charts, active);
    count(active ? shown.size : null);
    $("reset").hidden = !active;
    $("nothing").hidden = !active || shown.size > 0;
    remember();
  }
  for (const field of Object.values(filters)) if (field) field.addEventListener("input", apply);
  function reset() {
    for (const field of Object.values(filters)) if (field) field.value = "";
    apply();
  }
  $("reset").addEventListener("click", () => { reset(); filters.search.focus(); });
  $("filters-open").addEventListener("click", event => {
    event.currentTarget.setAttribute("aria-expanded", String(root.classList.toggle("filters-open")));
  });

  // -- items and places ---------------------------------------------------------------------------------------------
  let item = null, places = [], at = 0, near = [];
  const marksOf = new Map();
  for (const mark of all("mark[data-p]", text))
    for (const place of list(mark.dataset.p)) {
      if (!marksOf.has(place)) marksOf.set(place, []);
      marksOf.get(place).push(mark);
    }
  let lit = new Set();
  function light(marks, items) {
    const next = new Set([...marks, ...items]);
    for (const one of lit) if (!next.has(one)) one.classList.remove("lit", "here");
    for (const one of next) one.classList.add("lit");
    lit = next;
  }
  function here(place) {
    for (const one of lit) one.classList.remove("here");
    for (const one of marksOf.get(place) ?? []) one.classList.add("here");
  }
  function hold(next) {
    if (item && item !== next) item.removeAttribute("aria-current");
    item = next;
    if (item) item.setAttribute("aria-current", "true");
    remember();
  }
  const open = element => { for (let fold = element.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true; };

  function openSource(yes) {
    root.classList.toggle("source-open", yes);
    $("source-open").setAttribute("aria-expanded", String(yes));
  }
  // blocks that are not looked at have a reckoned height: those around the goal are laid out first, so that it stays where it is put
  function scrollSource(mark) {
    const block = mark.closest(".block") ?? mark;
    const now = [block.previousElementSibling, block, block.nextElementSibling].filter(Boolean);
    for (const one of near) if (!now.includes(one)) one.classList.remove("near");
    for (const one of now) one.classList.add("near");
    near = now;
    if (getComputedStyle(pane).overflowY === "visible" || (!phone.matches && pane.scrollHeight <= pane.clientHeight)) return;
    const box = mark.getClientRects()[0] ?? mark.getBoundingClientRect(), frame = pane.getBoundingClientRect();
    pane.scrollTop += box.top - frame.top - frame.height * 0.3;
  }
  const seen = element => (element.checkVisibility ? element.checkVisibility() : element.offsetParent !== null);
  const free = () => [$("bar").getBoundingClientRect().bottom, phone.matches && root.classList.contains("source-open") ? innerHeight * 0.42 : innerHeight];
  function inSight(element) {
    const [top, bottom] = free(), box = element.getBoundingClientRect();
    return box.height > 0 && box.top >= top && box.bottom <= bottom;
  }
  function scrollItem(element) {
    if (inSight(element)) return;
    const [top, bottom] = free(), box = element.getBoundingClientRect();
    const room = bottom - top, lead = box.height < room * 0.6 ? (room - box.height) * 0.35 : 12;
    scrollBy({ top: box.top - top - lead, behavior: "instant" });
  }

  function step() {
    const many = item !== null && places.length > 0;
    $("step").hidden = !many;
    if (!many) return;
    const label = item.querySelector(".label, .say, .question, h3") ?? item;
    $("step-name").textContent = label.textContent.trim().slice(0, 80);
    $("step-count").value = places.length > 1 ? say("page.place_of", at + 1, places.length) : "";
    document.querySelector(".steps").hidden = places.length < 2;
  }
  function go(to, focus = false) {
    if (!places.length) return;
    at = (to + places.length) % places.length;
    here(places[at]);
    const mark = (marksOf.get(places[at]) ?? [])[0];
    if (mark) {
      scrollSource(mark);
      if (focus) (marksOf.get(places[at]).map(one => one.querySelector("a")).find(Boolean) ?? pane).focus({ preventScroll: true });
    }
    step();
  }
  // an item is taken in hand: its places light up, and the source goes to the first, or to `place`
  function take(next, { place = null, focus = false } = {}) {
    closeChooser(false);
    hold(next);
    places = list(next.dataset.places).filter(one => marksOf.has(one));
    light(places.flatMap(one => marksOf.get(one)), [next]);
    if (!places.length) return step();
    openSource(true);
    go(Math.max(0, places.indexOf(place)), focus);
    if (phone.matches) scrollItem(next);
  }
  // a place is taken in hand: the items that it proves light up, and the summary goes to one of them
  function show(next, place = null) {
    closeChooser(false);
    const unit = next.closest("[data-unit]");
    if (unit && unit.classList.contains("out")) return tell(next, place);
    $("hidden-notice").hidden = true;
    open(next);
    hold(next);
    places = list(next.dataset.places).filter(one => marksOf.has(one));
    at = Math.max(0, places.indexOf(place));
    light(places.flatMap(one => marksOf.get(one)), [...new Set([next, ...(place ? itemsOf(place) : [])])]);
    here(places[at]);
    if (phone.matches) openSource(false);
    step();
    scrollItem(next);
    next.focus({ preventScroll: true });
  }
  const itemsOf = place => {
    const first = (marksOf.get(place) ?? [])[0];
    return first ? list(first.dataset.items).map(one => $("i-" + one)).filter(one => one && list(one.dataset.places).includes(place)) : [];
  };
  let sought = null;
  function tell(next, place) {
    sought = [next, place];
    $("hidden-notice").firstElementChild.textContent = say("page.hidden");
    $("show-hidden").textContent = say("page.show_hidden");
    $("hidden-notice").hidden = false;
  }
  $("show-hidden").addEventListener("click", () => {
    $("hidden-notice").hidden = true;
    reset();
    if (sought) show(...sought);
  });

  let asked = null;
  function choose(mark) {
    const hooks = list(mark.dataset.items), place = list(mark.dataset.p)[0], items = hooks.map(one => $("i-" + one)).filter(Boolean);
    const placeOf = one => list(mark.dataset.p).find(p => list(one.dataset.places).includes(p)) ?? place;
    if (items.length === 1) return show(items[0], placeOf(items[0]));
    light(list(mark.dataset.p).slice(0, 1).flatMap(one => marksOf.get(one)), items);
    here(place);
    if (!phone.matches && !items.some(inSight)) scrollItem(items.find(seen) ?? items[0]);
    asked = mark;
    chooser.querySelector("ul").replaceChildren(...items.map(one => {
      const entry = document.createElement("li"), button = document.createElement("button"), what = document.createElement("span");
      const from = document.createElement("span");
      button.type = "button";
      button.dataset.choose = one.dataset.item;
      from.className = "from";
      const number = one.closest(".exchange")?.querySelector(".number");
      from.textContent = [one.closest("[data-section]").querySelector("h2"), number].filter(Boolean).map(part => part.textContent).join(" · ");
      what.className = "what";
      const said = one.querySelector(".say, .question, h3"), row = one.matches("tr");
      what.textContent = row ? [".label", ".whose", ".figure"].map(name => one.querySelector(name)?.textContent ?? "").filter(Boolean).join(" ") : (said ?? one).textContent;
      what.lang = text.lang;
      button.append(from, what);
      button.addEventListener("click", () => show(one, placeOf(one)));
      entry.append(button);
      return entry;
    }));
    chooser.hidden = false;
    if (!phone.matches) {
      // under the last line of the words that it is about, or over the first
      const box = mark.getBoundingClientRect(), below = box.bottom + 6;
      chooser.style.left = `${Math.max(8, Math.min(box.left, innerWidth - chooser.offsetWidth - 8))}px`;
      chooser.style.top = `${below + chooser.offsetHeight < innerHeight ? below : Math.max(8, box.top - chooser.offsetHeight - 6)}px`;
    } else chooser.removeAttribute("style");
    chooser.querySelector("button").focus({ preventScroll: true });
  }
  function closeChooser(back = true) {
    if (chooser.hidden) return;
    chooser.hidden = true;
    if (back && asked) (asked.querySelector("a") ?? pane).focus({ preventScroll: true });
    asked = null;
  }

  document.addEventListener("click", event => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const target = event.target;
    if (!chooser.hidden && !chooser.contains(target)) closeChooser(false);
    const mark = target.closest("#text mark");
    if (mark) {
      event.preventDefault();
      if (getSelection().isCollapsed) choose(mark);
      return;
    }
    const see = target.closest("[data-see]");
    if (see) { event.preventDefault(); return show($("i-" + see.dataset.see)); }
    const reading = target.closest(".reading[data-kpis]");
    if (reading) {
      const row = all("tr[data-item]").find(one => one.dataset.item === list(reading.dataset.kpis)[0]);
      if (row) { show(row); take(row); }
      return;
    }
    const owner = target.closest("[data-item]");
    if (!owner) return;
    const link = target.closest("a.place");
    if (link) { event.preventDefault(); return take(owner, { place: link.getAttribute("href").slice(1) }); }
    if (target.closest("a, button, summary, select, input") || !getSelection().isCollapsed) return;
    take(owner);
  });
  // no browser lets a selection begin in a link, and words are there to be copied: under the mouse it is none for a moment
  text.addEventListener("pointerdown", event => {
    const link = event.target.closest("mark a[href]");
    if (!link || event.pointerType !== "mouse") return;
    const href = link.getAttribute("href");
    link.removeAttribute("href");
    addEventListener("pointerup", () => setTimeout(() => link.setAttribute("href", href)), { once: true });
  });
  $("step-previous").addEventListener("click", () => go(at - 1));
  $("step-next").addEventListener("click", () => go(at + 1));
  $("step-back").addEventListener("click", () => item && show(item, places[at]));
  $("source-open").addEventListener("click", () => { openSource(true); pane.focus(); });
  $("source-close").addEventListener("click", () => { openSource(false); if (item) item.focus({ preventScroll: true }); });

  // -- keys ---------------------------------------------------------------------------------------------------------
  function move(by) {
    const items = all("[data-item]"), from = item ? items.indexOf(item) : by > 0 ? -1 : items.length;
    for (let to = from + by; to >= 0 && to < items.length; to += by)
      if (seen(items[to])) {
        hold(items[to]);
        places = list(item.dataset.places).filter(one => marksOf.has(one));
        light(places.flatMap(one => marksOf.get(one)), [item]);
        item.focus({ preventScroll: true });
        scrollItem(item);
        if (!phone.matches) go(0);
        step();
        return;
      }
  }
  document.addEventListener("focusin", event => {
    if (event.target.matches("[data-item]") && event.target !== item) hold(event.target);
  });
  document.addEventListener("keydown", event => {
    if (event.metaKey || event.ctrlKey || event.altKey || $("help").open) return;
    const field = event.target.closest("input, select, textarea");
    if (event.key === "Escape") {
      if (!chooser.hidden) return closeChooser();
      if (!$("hidden-notice").hidden) { $("hidden-notice").hidden = true; return; }
      if (field) return field.blur();
      if (item && !item.contains(document.activeElement)) return show(item, places[at]);
      if (phone.matches && root.classList.contains("source-open")) return openSource(false);
      light([], []);
      places = [];
      hold(null);
      return step();
    }
    if (!chooser.hidden && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      const buttons = all("button", chooser), now = buttons.indexOf(document.activeElement);
      event.preventDefault();
      return buttons[(now + (event.key === "ArrowDown" ? 1 : buttons.length - 1)) % buttons.length].focus();
    }
    if (field) return;
    const act = {
      j: () => move(1), k: () => move(-1), n: () => go(at + 1, text.contains(document.activeElement)),
      p: () => go(at - 1, text.contains(document.activeElement)), "/": () => { filters.search.focus(); filters.search.select(); },
      "?": () => $("help").showModal(), Enter: null,
    }[event.key];
    if (act) { event.preventDefault(); return act(); }
    if (event.key === "Enter" && event.target.matches("[data-item]")) {
      event.preventDefault();
      take(event.target, { focus: true });
    }
  });
  $("help-open").addEventListener("click", () => $("help").showModal());
  $("help-close").addEventListener("click", () => $("help").close());

  // -- the address: filters and the item in hand ----------------------------------------------------------------------
  let restoring = true;
  function remember() {
    if (restoring) return;
    const state = new URLSearchParams();
    for (const [name, value] of Object.entries(wanted())) if (value.trim()) state.set(name, value);
    const hash = state.size ? "#" + (item ? state + "&item=" + item.dataset.item : state) : item ? "#" + item.id : "";
    try { history.replaceState(null, "", hash || location.pathname + location.search); } catch { /* some viewers forbid it */ }
  }
  function restore() {
    let hash = location.hash.slice(1);
    try { hash = decodeURIComponent(hash); } catch { /* no address of ours */ }
    restoring = true;
    let next = null;
    if (hash.includes("=")) {
      const state = new URLSearchParams(location.hash.slice(1));
      for (const [name, field] of Object.entries(filters)) if (field) field.value = state.get(name) ?? "";
      for (const field of [filters.topic, filters.metric, filters.agreement]) if (field && field.selectedIndex < 0) field.value = "";
      next = state.get("item") && $("i-" + state.get("item"));
    } else if (hash) next = $(hash);
    apply();
    restoring = false;
    if (next && next.matches("[data-item]") && !next.closest(".out")) { open(next); take(next); scrollItem(next); }
    else if (next && marksOf.has(next.id)) { const mark = marksOf.get(next.id)[0]; openSource(true); light(marksOf.get(next.id), []); scrollSource(mark); }
    else if (next && next.matches(".line")) { openSource(true); scrollSource(next); }
  }
  addEventListener("hashchange", restore);

  // -- paper ----------------------------------------------------------------------------------------------------------
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = all("details:not(.more)").filter(one => !one.open);
    for (const one of opened) one.open = true;
  });
  addEventListener("afterprint", () => { for (const one of opened) one.open = false; });

  pressed();
  restore();
})();
