// Every state of the page, in light and dark, at three widths, enlarged, with and without script: what axe-core finds and what
// a person at that size would stumble over, as JSON.
import fs from "node:fs";
import { base, launch } from "./browser.mjs";

const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const axe = fs.readFileSync(new URL("node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
const states = JSON.parse(process.env.IOBQA_STATES);
const looks = [];
for (const colorScheme of ["light", "dark"]) {
  for (const width of [1440, 768, 360]) looks.push({ colorScheme, width, script: true });
}
looks.push({ colorScheme: "light", width: 1440, script: false });

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
for (const { colorScheme, width, script } of looks) {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, bypassCSP: true });
  const page = await context.newPage();
  page.setDefaultTimeout(120000);
  page.on("request", ({ url }) => { if (!url().startsWith(base)) found.push({ id: "asks another site", url: url() }); });
  if (!script) await page.route("**/pagina.js*", (route) => route.abort());
  for (const [name, path] of Object.entries(states)) {
    const note = (id, more = {}) => found.push({ id, name, width, colorScheme, script, ...more });
    await page.goto(base + path);
    await page.evaluate(() => { for (const part of document.querySelectorAll("details")) part.open = true; });
    await page.addStyleTag({ content: "* { animation: none !important; }" });
    await page.evaluate(axe);
    const result = await page.evaluate((runOnly) => window.axe.run(document, { runOnly }), rules);
    runs += 1;
    for (const { id, nodes } of result.violations) note(id, { html: nodes[0].html });
    if (await page.evaluate(sideways)) note("scrolls sideways");
    for (const html of await page.evaluate(small)) note("small target", { html });
    if (await page.evaluate(skipped)) note("skips a heading level");
    if (width === 360 && colorScheme === "light") {
      await page.setViewportSize({ width: 320, height: 900 }); // 1280 pixels enlarged to 400%
      if (await page.evaluate(sideways)) note("scrolls sideways at 320 pixels");
      await page.addStyleTag({ content: spacing });
      if (await page.evaluate(sideways)) note("scrolls sideways when spaced");
      await page.setViewportSize({ width, height: 900 });
    }
  }
  await context.close();
}
await browser.close();
console.log(JSON.stringify({ runs, found }));
