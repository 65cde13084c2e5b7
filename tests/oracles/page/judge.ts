import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';

const widths = [360, 1280, 1920] as const;
const schemes = ['light', 'dark'] as const;
const inPage = readFileSync(new URL('in-page.js', import.meta.url), 'utf8');

/** What is wrong with a page: at every width and in both schemes, then on paper. `axe`: source of axe-core. */
export async function judgePage(browser: Browser, url: string, axe: string): Promise<string[]> {
  const findings: string[] = [];
  for (const colorScheme of schemes) {
    for (const width of widths) {
      const page = await browser.newPage({ viewport: { width, height: 800 }, colorScheme, bypassCSP: true });
      const requests: string[] = [];
      page.on('request', (request) => requests.push(request.url()));
      await page.goto(url);
      await page.evaluate(inPage);
      await page.evaluate(axe);
      const seen = [...(await ask(page, 'looks')), ...(await ask(page, 'firstScreen'))];
      await page.evaluate('judge.open()');
      findings.push(
        ...[...seen, ...(await ask(page, 'readByAxe')), ...requests.slice(1).map((to) => `asks for ${to}`)].map(
          (finding) => `${colorScheme}, ${width} px: ${finding}`,
        ),
      );
      await page.close();
    }
  }
  return [...findings, ...(await printed(browser, url))];
}

const ask = (page: Page, question: 'looks' | 'firstScreen' | 'readByAxe' | 'printed') => page.evaluate<string[]>(`judge.${question}()`);

/** A reader of the dark prints on white paper. */
async function printed(browser: Browser, url: string): Promise<string[]> {
  const page = await browser.newPage({ viewport: { width: 1010, height: 700 }, colorScheme: 'dark' });
  await page.goto(url);
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  await page.evaluate(inPage);
  const findings = await ask(page, 'printed');
  const pdf = await page.pdf({ preferCSSPageSize: true });
  await page.close();
  return [...findings, ...(pdf.byteLength > 10_000 ? [] : ['prints nothing'])].map((finding) => `print: ${finding}`);
}
