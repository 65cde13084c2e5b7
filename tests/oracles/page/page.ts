import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium } from 'playwright-core';
import { cacheDirectory, type Verdict } from '../tools.js';
import { judgePage } from './judge.js';

/** Where Debian, Ubuntu and the images of hosted runners have it. */
const browsers = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable'];

/** Pages by what is compared in them. */
const pages: Readonly<Record<string, readonly string[]>> = {
  reference: ['topology.yaml'],
  sovereign: ['examples/sovereign.yaml'],
  compared: ['topology.yaml', 'examples/hosted-only.yaml'],
};
const most = 2 * 2 ** 20;

/** The pages that `blueprint report` writes, in a real browser: as people see them at three widths, in both schemes and in print, and as axe reads them. */
export async function page(): Promise<Verdict> {
  const executablePath = process.env['CHROMIUM'] ?? browsers.find(existsSync);
  if (executablePath === undefined) {
    return { findings: [], judged: '', skipped: `no Chromium at ${browsers.join(', ')}: install Debian's package chromium, or name one by CHROMIUM` };
  }
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  try {
    const findings: string[] = [];
    for (const [name, files] of Object.entries(pages)) findings.push(...(await judged(browser, name, files)).map((finding) => `page: ${name}: ${finding}`));
    return { findings, judged: `${Object.keys(pages).length} pages in Chromium ${browser.version()}: axe, widths, schemes, print` };
  } finally {
    await browser.close();
  }
}

async function judged(browser: Browser, name: string, files: readonly string[]): Promise<string[]> {
  const { path, text, error } = written(name, files);
  if (error !== undefined) return [error];
  const again = files.length > 1 ? text : written(`${name}-again`, files).text;
  return [
    ...(text.byteLength < most ? [] : [`has ${text.byteLength} bytes. Allowed: less than ${most}`]),
    ...(again.equals(text) ? [] : ['differs from one run to the next']),
    ...(await judgePage(browser, pathToFileURL(path).href, axe())),
  ];
}

function written(name: string, files: readonly string[]): { readonly path: string; readonly text: Buffer; readonly error?: string } {
  const path = join(cacheDirectory('page'), `${name}.html`);
  const args = ['bin/run.mjs', 'blueprint', 'report', ...files.flatMap((file) => ['--topology', file])];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { maxBuffer: 2 ** 26 });
  writeFileSync(path, stdout);
  return { path, text: stdout, ...(status !== 0 && { error: `exit code ${status}: ${stderr}` }) };
}

function axe(): string {
  return readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
}
