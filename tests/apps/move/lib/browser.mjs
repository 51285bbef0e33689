// A person at the app, in Chromium.
import { existsSync } from 'node:fs';
import puppeteer from 'puppeteer-core';

const PATIENCE_MS = 20_000;

const CHROMIUM = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

export function findChromium() {
  return CHROMIUM.find((path) => path && existsSync(path));
}

export function openBrowser() {
  // Twilio is ours, so what it allows other origins does not matter here.
  const args = ['--no-sandbox', '--disable-web-security', '--disable-dev-shm-usage'];
  return puppeteer.launch({ executablePath: findChromium(), headless: true, args });
}

/** Does what the scenario's person does, and returns what they see and what the page posted to its own server. */
export async function visit(browser, { origin, scenario, twilio, cookie }) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  const posts = [];
  // The codes a page makes up must be the same in each run.
  await page.evaluateOnNewDocument(() => {
    crypto.getRandomValues = (array) => array.fill(123456);
  });
  await page.setRequestInterception(true);
  page.on('request', (request) => void route(request, { origin, twilio, posts }));
  if (cookie) await context.setCookie({ ...cookie, domain: '127.0.0.1', path: '/' });
  try {
    await page.goto(origin + scenario.page);
    const seen = await scenario.use(page);
    return { seen, posts };
  } finally {
    await context.close();
  }
}

/** Requests to Twilio are handed to the fake; those to other places than the app fail. */
async function route(request, { origin, twilio, posts }) {
  const url = new URL(request.url());
  if (url.origin === origin) {
    if (request.method() === 'POST') posts.push({ path: url.pathname, body: await request.fetchPostData() });
    return request.continue();
  }
  if (url.hostname !== 'api.twilio.com') return request.abort();
  const { host, 'content-length': _, ...headers } = request.headers();
  const answer = await fetch(`http://127.0.0.1:${twilio.port}${url.pathname}`, {
    method: request.method(),
    headers,
    body: await request.fetchPostData(),
  });
  return request.respond({ status: answer.status, contentType: 'application/json', body: await answer.text() });
}

/** The text of an element, once it is not one of those that only say that something is going on. */
export async function settledText(page, selector, passing) {
  const handle = await page.waitForFunction(
    (css, unfinished) => {
      const text = document.querySelector(css)?.textContent ?? '';
      return text !== '' && !unfinished.includes(text) ? text : false;
    },
    {},
    selector,
    passing,
  );
  return handle.jsonValue();
}
