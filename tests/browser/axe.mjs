// Every state of the page, in light and dark, at three widths, with and without script: what axe-core finds, as JSON.
import fs from "node:fs";
import { asked, base, launch } from "./browser.mjs";

const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const axe = fs.readFileSync(new URL("node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
const states = JSON.parse(process.env.IOBQA_STATES);
const looks = [];
for (const colorScheme of ["light", "dark"]) {
  for (const width of [1440, 768, 360]) looks.push({ colorScheme, width, script: true });
}
looks.push({ colorScheme: "light", width: 1440, script: false });

const browser = await launch();
const found = [];
let runs = 0;
for (const { colorScheme, width, script } of looks) {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, bypassCSP: true });
  const page = await context.newPage();
  if (!script) await page.route("**/pagina.js*", (route) => route.abort());
  for (const [name, path] of Object.entries(states)) {
    await page.goto(base + path, { timeout: 90000 });
    await page.evaluate(() => { for (const part of document.querySelectorAll("details")) part.open = true; });
    await page.addStyleTag({ content: "* { animation: none !important; }" });
    await page.evaluate(axe);
    const result = await page.evaluate((runOnly) => window.axe.run(document, { runOnly }), rules);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    runs += 1;
    if (wide > width) found.push({ name, width, id: "scrolls sideways" });
    for (const { id, nodes } of result.violations) found.push({ name, width, colorScheme, script, id, html: nodes[0].html });
  }
  await context.close();
}
await browser.close();
console.log(JSON.stringify({ runs, found }));
