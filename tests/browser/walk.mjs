// A person without a mouse: three questions, a citation in its place, a copy; then the same without script. Prints what was seen.
import { asked, base, launch } from "./browser.mjs";

const questions = JSON.parse(process.env.IOBQA_QUESTIONS);
const seen = { answers: [], outlines: 0, tabs: 0 };
const browser = await launch();
const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, permissions: ["clipboard-read", "clipboard-write"] });
const page = await context.newPage();
const requests = [];
page.on("request", (request) => requests.push(request.url()));
page.on("pageerror", (error) => { seen.error = error.message; });
page.on("console", (line) => { if (line.type() === "error") seen.error = line.text(); });

const focused = () => page.evaluate(() => {
  const at = document.activeElement;
  const style = getComputedStyle(at);
  return { tag: at.tagName, id: at.id, text: at.textContent.trim(), copies: at.dataset.kopieer, bron: at.dataset.bron,
    outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 };
});
const tabTo = async (wanted, most = 60) => {
  for (let count = 0; count < most; count += 1) {
    await page.keyboard.press("Tab");
    const at = await focused();
    seen.tabs += 1;
    if (at.outlined) seen.outlines += 1;
    if (wanted(at)) return at;
  }
  throw new Error(`not reached by Tab: ${wanted}`);
};

await page.goto(`${base}/`, { timeout: 90000 });
for (const question of questions) {
  if ((await focused()).id !== "q") await tabTo((at) => at.id === "q");
  await page.keyboard.press("Control+A");
  await page.keyboard.type(question);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\?q=/);
  await page.waitForFunction((asked) => document.querySelector(".antwoord")?.dataset.vraag === asked, question);
  seen.answers.push(await page.locator(".antwoord h1").innerText());
}

await tabTo((at) => at.bron === "1" && at.tag === "A");
await page.keyboard.press("Enter");
await page.waitForFunction(() => document.activeElement.id === "lezer");
seen.beside = await page.locator("#lezer mark").first().innerText();

await page.goto(base + asked(questions[0]), { timeout: 90000 });
await tabTo((at) => at.copies && at.text === "Verwijzing");
await page.keyboard.press("Enter");
await page.waitForFunction(() => document.querySelector(".melding").textContent !== "");
seen.said = await page.locator(".melding").innerText();
seen.copied = await page.evaluate(() => navigator.clipboard.readText());

const place = await page.locator(".bron a[data-bron]").first().getAttribute("href");
await page.setViewportSize({ width: 360, height: 780 });
await page.locator(".bron a[data-bron]").first().focus();
await page.keyboard.press("Enter");
await page.waitForURL(/rapport\?bij=/);
seen.marked = await page.locator("main mark").first().innerText();
seen.inView = await page.evaluate(() => {
  const box = document.querySelector("main mark").getBoundingClientRect();
  return box.top >= 0 && box.top < window.innerHeight;
});
seen.outside = requests.filter((url) => !url.startsWith(base)).length;
seen.cookies = (await context.cookies()).length;
await context.close();

const plain = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 1440, height: 900 } });
const still = await plain.newPage();
await still.goto(`${base}/`, { timeout: 90000 });
await still.fill("#q", questions[0]);
await still.keyboard.press("Enter");
await still.waitForURL(/\?q=/);
await still.locator(".verwijzing").first().click();
await still.waitForURL(/rapport\?bij=/);
seen.withoutScript = (await still.locator("main mark").first().innerText()).length > 0 && place.includes("bij=");
await browser.close();
console.log(JSON.stringify(seen));
