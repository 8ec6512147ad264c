// Chromium of this machine, and a page of the service in it.
import { chromium } from "playwright-core";

export const base = process.env.IOBQA_PAGE;
export const executablePath = process.env.CHROMIUM || "/usr/bin/chromium";

export const launch = () => chromium.launch({ executablePath, args: ["--no-sandbox"] });
export const asked = (question, more = "") => `/?q=${encodeURIComponent(question)}${more}`;
