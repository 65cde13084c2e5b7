import type { Browser, Page } from 'playwright-core';

const widths = [360, 1280, 1920] as const;
const schemes = ['light', 'dark'] as const;

/** What is wrong with a page: at every width and in both schemes, then on paper. `axe`: source of axe-core. */
export async function judgePage(browser: Browser, url: string, axe: string): Promise<string[]> {
  const findings: string[] = [];
  for (const colorScheme of schemes) {
    for (const width of widths) {
      const page = await browser.newPage({ viewport: { width, height: 800 }, colorScheme, bypassCSP: true });
      const requests: string[] = [];
      page.on('request', (request) => requests.push(request.url()));
      await page.goto(url);
      const found = [...(await looks(page)), ...(await firstScreen(page)), ...(await readByAxe(page, axe))];
      findings.push(...[...found, ...requests.slice(1).map((to) => `asks for ${to}`)].map((finding) => `${colorScheme}, ${width} px: ${finding}`));
      await page.close();
    }
  }
  return [...findings, ...(await printed(browser, url))];
}

/** Nothing is wider than the screen, and no two texts of a drawing are on one another. */
function looks(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const wide = document.documentElement.scrollWidth - window.innerWidth;
    const texts = [...document.querySelectorAll('svg')].flatMap((svg) => {
      const boxes = [...svg.querySelectorAll('text')]
        .filter((text) => text.textContent?.trim() !== '' && getComputedStyle(text).opacity !== '0')
        .map((text) => ({ text: text.textContent ?? '', box: text.getBoundingClientRect() }))
        .filter(({ box }) => box.width > 0);
      return boxes.flatMap(({ text, box }, index) =>
        boxes
          .slice(index + 1)
          .filter(
            (other) => box.left + 1 < other.box.right && other.box.left + 1 < box.right && box.top + 3 < other.box.bottom && other.box.top + 3 < box.bottom,
          )
          .map((other) => `"${text}" is on "${other.text}"`),
      );
    });
    return [...(wide > 0 ? [`is ${wide} px wider than the screen`] : []), ...texts];
  });
}

/** What people decide by is seen without scrolling: the figures, or what two topologies differ in. */
function firstScreen(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const first = document.querySelector('main section');
    const shown = [...(first?.querySelectorAll('.figures li, #cost-per-workload tbody tr, #totals tbody tr') ?? [])];
    const below = shown.filter((element) => element.getBoundingClientRect().bottom > window.innerHeight);
    return shown.length < 4 ? ['shows no figures first'] : below.map((element) => `"${element.textContent?.slice(0, 40)}" is below the first screen`);
  });
}

/** Every table open. What axe cannot decide is text in drawings: the colours of both are variables of the page, and its tables are judged. */
async function readByAxe(page: Page, axe: string): Promise<string[]> {
  await page.evaluate(axe);
  await page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true;
  });
  return page.evaluate(async () => {
    const { axe: reader } = window as unknown as { axe: { run(): Promise<{ violations: { id: string; help: string; nodes: { html: string }[] }[] }> } };
    const { violations } = await reader.run();
    return violations.map(({ id, help, nodes }) => `axe ${id}: ${help}, ${nodes.length} times, first ${nodes[0]?.html.slice(0, 200)}`);
  });
}

/** On paper everything is open, black on white, and inside of the page. */
async function printed(browser: Browser, url: string): Promise<string[]> {
  const page = await browser.newPage({ viewport: { width: 1010, height: 700 }, colorScheme: 'dark' });
  await page.goto(url);
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  const findings = await page.evaluate(() => {
    const paper = getComputedStyle(document.body).backgroundColor;
    const closed = [...document.querySelectorAll('details table')].filter((table) => table.getBoundingClientRect().height === 0);
    const outside = [...document.querySelectorAll('table')].filter((table) => table.getBoundingClientRect().right > window.innerWidth + 1);
    return [
      ...(paper === 'rgb(255, 255, 255)' ? [] : [`its paper is ${paper}`]),
      ...closed.map((table) => `the table ${table.closest('details')?.id} is closed`),
      ...outside.map((table) => `the table ${table.closest('[id]')?.id} leaves the page`),
    ];
  });
  const pdf = await page.pdf({ preferCSSPageSize: true });
  await page.close();
  return [...findings, ...(pdf.byteLength > 10_000 ? [] : ['prints nothing'])].map((finding) => `print: ${finding}`);
}
