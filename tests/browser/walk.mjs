// A person without a mouse: three questions, a citation in its place, copied in three forms, and back; then the same without
// script. Prints what was seen; with IOBQA_SHOTS, a picture of each step goes into that folder.
import { asked, base, launch } from "./browser.mjs";

const questions = JSON.parse(process.env.IOBQA_QUESTIONS);
const shots = process.env.IOBQA_SHOTS;
const seen = { answers: [], copied: [], outlines: 0, tabs: 0 };
const browser = await launch();
const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, permissions: ["clipboard-read", "clipboard-write"] });
const page = await context.newPage();
page.setDefaultTimeout(120000);
const requests = [];
page.on("request", (request) => requests.push(request.url()));
page.on("pageerror", (error) => { seen.error = error.message; });
page.on("console", (line) => { if (line.type() === "error") seen.error = line.text(); });

let step = 0;
const shoot = async (name) => {
  step += 1;
  if (shots) await page.screenshot({ path: `${shots}/${String(step).padStart(2, "0")}-${name}.png` });
};
const focused = () => page.evaluate(() => {
  const at = document.activeElement;
  const style = getComputedStyle(at);
  return { tag: at.tagName, id: at.id, text: at.textContent.trim(), copies: at.dataset.kopieer, bron: at.dataset.bron,
    path: at.pathname, outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 };
});
const tabTo = async (wanted, key = "Tab", most = 60) => {
  for (let count = 0; count < most; count += 1) {
    await page.keyboard.press(key);
    const at = await focused();
    seen.tabs += 1;
    if (at.outlined) seen.outlines += 1;
    if (wanted(at)) return at;
  }
  throw new Error(`not reached by ${key}: ${wanted}`);
};
const copy = async (name) => {
  await tabTo((at) => at.copies && at.text === name);
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelector(".melding").textContent !== "");
  seen.said = await page.locator(".melding").innerText();
  await shoot(`kopieer-${name.toLowerCase()}`);
  seen.copied.push(await page.evaluate(() => navigator.clipboard.readText()));
  await page.waitForFunction(() => document.querySelector(".melding").textContent === "");
};
const marked = () => page.evaluate(() => {
  const box = document.querySelector("main mark").getBoundingClientRect();
  return box.top >= 0 && box.top < window.innerHeight;
});

await page.goto(`${base}/`);
await page.keyboard.press("Shift+Tab"); // the box has the focus; the menu stands before it
await shoot("begin");
for (const question of questions) {
  if ((await focused()).id !== "q") await tabTo((at) => at.id === "q", step > 1 ? "Shift+Tab" : "Tab");
  await page.keyboard.press("Control+A");
  await page.keyboard.type(question);
  await page.keyboard.press("Enter");
  await page.waitForFunction((asked) => document.querySelector(".antwoord")?.dataset.vraag === asked, question);
  await page.waitForFunction(() => document.activeElement.id === "antwoordkop"); // what is read out first
  await shoot("antwoord");
  seen.answers.push(await page.locator(".antwoord h1").innerText());
}
seen.earlier = await page.locator(".geschiedenis li").allInnerTexts();

// Beside the answer, back by Escape, then in the whole report.
await tabTo((at) => at.bron === "1" && at.tag === "A");
await page.keyboard.press("Enter");
await page.waitForFunction(() => document.activeElement.id === "lezer");
await shoot("ernaast");
seen.beside = await page.locator("#lezer mark").first().innerText();
await page.keyboard.press("Escape");
seen.escaped = (await focused()).bron;
await page.keyboard.press("Enter");
await page.waitForFunction(() => document.activeElement.id === "lezer");
await tabTo((at) => at.path === "/rapport" && at.text.startsWith("Open in"));
await page.keyboard.press("Enter");
await page.waitForURL(/rapport\?bij=/);
await page.waitForFunction(() => document.activeElement.className === "gemarkeerd");
await shoot("in-het-rapport");
seen.inPlace = await marked();
await page.waitForFunction(() => document.querySelector(".inhoudsopgave [aria-current]"));
seen.section = await page.evaluate(() => {
  const mark = document.querySelector("main mark");
  const links = [...document.querySelectorAll(".inhoudsopgave a")];
  const before = links.filter((link) => mark.compareDocumentPosition(document.querySelector(`[id="${link.hash.slice(1)}"]`)) & Node.DOCUMENT_POSITION_PRECEDING);
  return { shown: document.querySelector(".inhoudsopgave [aria-current]").hash, expected: before.at(-1).hash };
});
for (const form of ["Verwijzing", "Citaat", "Markdown"]) await copy(form);
await tabTo((at) => at.path === "/" && at.text.includes("Terug naar"), "Shift+Tab");
await page.keyboard.press("Enter");
await page.waitForFunction((asked) => document.querySelector(".antwoord")?.dataset.vraag === asked, questions.at(-1));
await shoot("terug");

// The switch to English keeps the question; what was asked before can be cleared.
await tabTo((at) => at.text === "English");
await page.keyboard.press("Enter");
await page.waitForFunction(() => document.documentElement.lang === "en");
seen.kept = await page.locator("#q").inputValue();
await page.locator("[data-wis]").focus();
await page.keyboard.press("Enter");
seen.cleared = await page.evaluate(() => document.querySelector(".geschiedenis").hidden && document.activeElement.id === "q");

// On a telephone the citation opens in the report itself; an address from a mail does too.
await page.setViewportSize({ width: 360, height: 780 });
await page.goto(base + asked(questions[0]));
const place = await page.locator(".bron a[data-bron]").first().getAttribute("href");
await page.locator(".bron a[data-bron]").first().focus();
await page.keyboard.press("Enter");
await page.waitForURL(/rapport\?bij=/);
await shoot("telefoon");
seen.inView = await marked();
const id = new URL(base + place).hash;
await page.goto("about:blank");
await page.goto(`${base}/rapport${id}`);
seen.mailed = await page.evaluate((hash) => document.querySelector(CSS.escape(hash.slice(1)).replace(/^/, "#")).getBoundingClientRect().top < innerHeight, id);
seen.outside = requests.filter((url) => !url.startsWith(base) && !url.startsWith("about:")).length;
seen.cookies = (await context.cookies()).length;
await context.close();

const plain = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 1440, height: 900 } });
const still = await plain.newPage();
still.setDefaultTimeout(120000);
await still.goto(`${base}/`);
await still.fill("#q", questions[0]);
await still.keyboard.press("Tab");
await still.keyboard.press("Enter");
await still.waitForURL(/\?q=/);
await still.locator(".verwijzing").first().click();
await still.waitForURL(/rapport\?bij=/);
seen.withoutScript = (await still.locator("main mark").first().innerText()).length > 0 && place.includes("bij=");
await browser.close();
console.log(JSON.stringify(seen));
