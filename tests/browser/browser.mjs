// Chromium of this machine, and a page of the service in it.
import { chromium } from "playwright-core";

export const base = process.env.IOBQA_PAGE;
const executablePath = process.env.CHROMIUM || "/usr/bin/chromium";
// Nothing that Chromium does of its own accord: what is seen on the line is the page's.
const args = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync",
];

export const launch = () => chromium.launch({ executablePath, headless: true, args });
export const asked = (question, more = "") => `/?q=${encodeURIComponent(question)}${more}`;
