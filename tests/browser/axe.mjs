// Every state of the page, in light and dark, at three widths, enlarged, some without script: what axe-core finds and what a
// person would stumble over, as JSON. With IOBQA_TELL it says how far it is.
import fs from "node:fs";
import { base, launch } from "./browser.mjs";

const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const axe = fs.readFileSync(new URL("node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
const states = JSON.parse(process.env.IOBQA_STATES);
const looks = [1440, 768, 360].flatMap((width) => ["light", "dark"].map((colorScheme) => ({ colorScheme, width })));

// Measured in the page: targets under 24 by 24 pixels outside running text, headings that skip a level.
const small = () => [...document.querySelectorAll("a, button, summary, input:not([type=hidden]), textarea")].filter((part) => {
  const box = part.getBoundingClientRect();
  const inText = part.closest("p, li, caption, th, td, .noot") && getComputedStyle(part).display.startsWith("inline");
  return box.width > 1 && !inText && part.className !== "overslaan" && (box.width < 24 || box.height < 24);
}).map((part) => part.outerHTML.slice(0, 120));
const skipped = () => {
  const levels = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].filter((head) => head.checkVisibility()).map((head) => Number(head.tagName[1]));
  return levels.filter((level, at) => level > (levels[at - 1] ?? level) + 1).length;
};
const sideways = () => document.documentElement.scrollWidth > document.documentElement.clientWidth;
// WCAG 1.4.12.
const spacing = "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }";

const browser = await launch();
const found = [];
let runs = 0;

const look = async (page, name, { colorScheme, width }, more = {}) => {
  const note = (id, seen = {}) => found.push({ id, name, colorScheme, width, ...more, ...seen });
  await page.emulateMedia({ colorScheme });
  await page.setViewportSize({ width, height: 900 });
  const options = { runOnly: rules, resultTypes: ["violations"] };
  const { violations } = await page.evaluate((given) => window.axe.run(document, given), options);
  runs += 1;
  if (process.env.IOBQA_TELL) console.error(runs, name, colorScheme, width, violations.map(({ id }) => id).join());
  for (const { id, nodes } of violations) note(id, { html: nodes[0].html });
  if (await page.evaluate(sideways)) note("scrolls sideways");
  for (const html of await page.evaluate(small)) note("small target", { html });
  if (await page.evaluate(skipped)) note("skips a heading level");
};
const reflow = async (page, name) => {
  await page.setViewportSize({ width: 320, height: 900 }); // 1280 pixels enlarged to 400%
  if (await page.evaluate(sideways)) found.push({ id: "scrolls sideways at 320 pixels", name });
  await page.addStyleTag({ content: spacing });
  if (await page.evaluate(sideways)) found.push({ id: "scrolls sideways when spaced", name });
};
const open = async (context, path) => {
  const page = await context.newPage();
  page.setDefaultTimeout(120000);
  page.on("request", (request) => { if (!request.url().startsWith(base)) found.push({ id: "asks another site", url: request.url() }); });
  if (context.plain) await page.route("**/pagina.js*", (route) => route.abort());
  await page.goto(base + path);
  await page.evaluate(() => { for (const part of document.querySelectorAll("details")) part.open = true; });
  await page.addStyleTag({ content: "* { animation: none !important; }" });
  await page.evaluate(axe);
  return page;
};

const context = await browser.newContext({ bypassCSP: true });
for (const [name, path] of Object.entries(states)) {
  const page = await open(context, path);
  for (const each of looks) await look(page, name, each);
  await reflow(page, name);
  await page.close();
}
context.plain = true;
for (const name of (process.env.IOBQA_PLAIN || "").split("|").filter(Boolean)) {
  const page = await open(context, states[name]);
  await look(page, name, looks[0], { script: false });
  await page.close();
}
await browser.close();
console.log(JSON.stringify({ runs, looks: looks.length, found }));
