// Extras for who has JavaScript: copying, the report beside the answer, earlier questions, what a language model adds.
"use strict";

(() => {
  const wide = window.matchMedia("(min-width: 66rem)");
  const message = document.querySelector(".melding");
  let clearing;

  const say = (text) => {
    clearTimeout(clearing);
    message.textContent = text;
    clearing = setTimeout(() => { message.textContent = ""; }, 2500);
  };

  // Copying. The clipboard is only there on https and localhost; elsewhere the old way.
  const copyOldWay = (text) => {
    const field = document.createElement("textarea");
    const before = document.activeElement;
    field.value = text;
    field.className = "alleen-voorlezen";
    document.body.append(field);
    field.select();
    const copied = document.execCommand("copy");
    field.remove();
    before?.focus();
    if (!copied) throw new Error("copy");
  };
  const copy = async (text) => {
    try {
      if (navigator.clipboard) await navigator.clipboard.writeText(text);
      else copyOldWay(text);
      say(message.dataset.gelukt);
    } catch {
      try { copyOldWay(text); say(message.dataset.gelukt); } catch { say(message.dataset.mislukt); }
    }
  };

  // The report beside the answer: only where there is room for it, otherwise the link does its work.
  const reader = document.getElementById("lezer");
  const showOpened = (number) => {
    for (const link of document.querySelectorAll("[data-bron]")) {
      if (link.dataset.bron === number) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    for (const source of document.querySelectorAll(".bron")) source.classList.toggle("open", source.id === `bron-${number}`);
  };
  const scrollToMark = () => {
    const text = reader.querySelector(".rapporttekst");
    const mark = text.querySelector("mark");
    const unit = text.querySelector(".gezocht");
    const below = (part) => part.getBoundingClientRect().top - text.getBoundingClientRect().top;
    if (!unit) return;
    // From the paragraph's first line; when the quoted words stand far down in it, from some lines above them.
    const isNear = !mark || below(mark) - below(unit) < text.clientHeight / 2;
    text.scrollTop += isNear ? below(unit) - 5 : below(mark) - text.clientHeight / 3;
  };
  const openBeside = async (link) => {
    const address = new URL(link.href);
    address.pathname = "/rapport/uitsnede";
    address.hash = "";
    const reply = await fetch(address);
    if (!reply.ok) { window.location.assign(link.href); return; }
    reader.querySelector(".lezer-inhoud").innerHTML = await reply.text();
    showCopyButtons(reader);
    showOpened(link.dataset.bron);
    scrollToMark();
    reader.focus({ preventScroll: true });
  };

  // Escape leads back to where the report was opened from.
  let openedFrom;
  reader?.addEventListener("keydown", (event) => { if (event.key === "Escape") openedFrom?.focus(); });

  const showCopyButtons = (within) => {
    for (const group of within.querySelectorAll(".kopieer")) group.hidden = false;
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-kopieer]");
    if (button) { copy(button.dataset.kopieer); return; }
    const link = event.target.closest("a[data-bron]");
    const plain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    if (link && reader && wide.matches && plain) {
      event.preventDefault();
      openedFrom = link;
      openBeside(link).catch(() => window.location.assign(link.href));
    }
  });

  // Earlier questions: in this window's own store, nowhere else.
  const KEY = "iobqa-vragen";
  const earlier = () => { try { return JSON.parse(sessionStorage.getItem(KEY)) || []; } catch { return []; } };
  const remember = (question) => {
    try { sessionStorage.setItem(KEY, JSON.stringify([question, ...earlier().filter((q) => q !== question)].slice(0, 10))); } catch { /* no store */ }
  };
  const showEarlier = (current) => {
    const section = document.querySelector(".geschiedenis");
    const questions = earlier().filter((q) => q !== current);
    if (!section) return;
    section.hidden = questions.length === 0;
    section.querySelector("ul").replaceChildren(...questions.map((question) => {
      const item = document.createElement("li");
      const link = document.createElement("a");
      const address = new URL("/", window.location.href);
      address.searchParams.set("q", question);
      if (document.documentElement.lang === "en") address.searchParams.set("lang", "en");
      link.href = address.href;
      link.textContent = question;
      item.append(link);
      return item;
    }));
  };
  const answer = document.querySelector(".antwoord");
  const current = answer?.dataset.vraag;
  if (current) remember(current);
  showEarlier(current);
  document.querySelector("[data-wis]")?.addEventListener("click", () => {
    try { sessionStorage.removeItem(KEY); } catch { /* no store */ }
    showEarlier(current);
    document.getElementById("q")?.focus();
  });

  // The question box grows with the question; Enter sends it.
  const form = document.querySelector(".vraagvak");
  const box = document.getElementById("q");
  const grow = () => {
    box.style.height = "auto";
    box.style.height = `${box.scrollHeight + box.offsetHeight - box.clientHeight}px`;
  };
  if (box && !CSS.supports("field-sizing", "content")) { box.addEventListener("input", grow); grow(); }
  box?.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });

  // A sent question: say that it is under way, once. Its answer gets the focus, so that it is read out first.
  const SENT = "iobqa-gevraagd";
  form?.addEventListener("submit", () => {
    try { sessionStorage.setItem(SENT, "ja"); } catch { /* no store */ }
    const button = form.querySelector("button");
    button.textContent = form.dataset.bezig;
    button.setAttribute("aria-disabled", "true");
  });
  try {
    if (sessionStorage.getItem(SENT)) document.getElementById("antwoordkop")?.focus({ preventScroll: true });
    sessionStorage.removeItem(SENT);
  } catch { /* no store */ }
  window.addEventListener("pageshow", (event) => { if (event.persisted) window.location.reload(); });

  // What a language model makes of it replaces the quotes when it is whole and checked.
  if (answer?.dataset.vervolg) {
    const writing = answer.querySelector(".schrijft");
    const stream = new EventSource(answer.dataset.vervolg);
    writing.hidden = false;
    const stop = () => { stream.close(); writing.hidden = true; };
    stream.addEventListener("final", (event) => {
      stop();
      answer.querySelector(".antwoord-inhoud").innerHTML = JSON.parse(event.data).html;
      showCopyButtons(answer);
    });
    stream.addEventListener("error", stop);
  }

  // The contents show where the reader is: under the last heading that has come to the top of the window. The margin
  // keeps it passed however far up it is, so that who comes straight to a place deep in a section sees that section too.
  const links = new Map([...document.querySelectorAll(".inhoudsopgave a")].map((link) => [link.hash.slice(1), link]));
  if (links.size && "IntersectionObserver" in window) {
    const passed = new Set();
    const seen = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) passed[isIntersecting ? "add" : "delete"](target.id);
      const current = [...links.keys()].filter((id) => passed.has(id)).at(-1);
      for (const [id, link] of links) {
        if (id === current) link.setAttribute("aria-current", "true");
        else link.removeAttribute("aria-current");
      }
      const side = document.querySelector(".zijkant");
      const link = links.get(current);
      if (link && wide.matches) side.scrollTop += link.getBoundingClientRect().top - side.getBoundingClientRect().top - side.clientHeight / 2;
    }, { rootMargin: "9999999px 0px -85% 0px" });
    for (const id of links.keys()) seen.observe(document.getElementById(id));
  }

  // Who comes for a place stands at its buttons: from the place itself, Tab would run through the whole report first.
  const place = document.querySelector(".gemarkeerd");
  if (place) window.addEventListener("load", () => requestAnimationFrame(() => place.focus({ preventScroll: true })));

  showCopyButtons(document);
  // Again when the typefaces are there: they change where the lines stand.
  if (reader && current) {
    showOpened("1");
    scrollToMark();
    document.fonts?.ready.then(scrollToMark);
  }
})();
