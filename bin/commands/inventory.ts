import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { changedLines } from '../../diff/lines.js';
import { inventoryPages } from '../../reports/inventory/pages.js';
import { inScratch } from '../../synthesis/check.js';
import { readCloudAssembly, readGatewayFiles, readTerraformOutput } from '../../synthesis/read-output.js';
import { writingInto } from '../../synthesis/storage.js';
import { synthesizeAll } from '../../synthesis/synthesize.js';
import { InputError } from '../../topology/error.js';
import { loadTopology } from '../../topology/load.js';
import { shownPath } from '../../topology/siblings.js';
import type { TopologyOptions } from './topology.js';
import { validated } from './validated.js';

export interface InventoryOptions extends Pick<TopologyOptions, 'topology'> {
  /** Compare the pages beside the topology with what it synthesizes to. */
  readonly check?: true;
  /** Write them. */
  readonly update?: true;
}

type Pages = Readonly<Record<string, string>>;

/** Prints the pages of a topology, writes them beside it, or says how those beside it differ. */
export async function inventory({ topology, check, update }: InventoryOptions): Promise<number> {
  if (check && update) throw new InputError([{ message: '--check and --update: received both. Allowed: one of them.' }]);
  const pages = await pagesOf(topology);
  const directory = join(dirname(topology), `${basename(topology).replace(/\.ya?ml$/, '')}.inventory`);
  if (update) return written(directory, pages);
  if (check) return compared(directory, pages);
  process.stdout.write(
    Object.entries(pages)
      .map(([name, text]) => `== ${name}\n${text}`)
      .join('\n'),
  );
  return 0;
}

async function pagesOf(topology: string): Promise<Pages> {
  const loaded = loadTopology(topology);
  return inScratch(async (directories) => {
    await synthesizeAll([{ loaded, directories }], validated());
    const stacks = [...readCloudAssembly(directories.aws), ...readTerraformOutput(directories.terraform)];
    return inventoryPages(loaded.topology, stacks, readGatewayFiles(directories.gateway));
  });
}

function written(directory: string, pages: Pages): number {
  const before = present(directory);
  writingInto(directory, () => {
    mkdirSync(directory, { recursive: true });
    for (const [name, text] of Object.entries(pages)) writeFileSync(join(directory, name), text);
    for (const name of Object.keys(before)) if (!(name in pages)) rmSync(join(directory, name));
  });
  const changed = Object.keys(pages).filter((name) => before[name] !== pages[name]);
  process.stdout.write(`${shownPath(directory)}: ${changed.length === 0 ? 'nothing changed' : `wrote ${changed.join(', ')}`}\n`);
  return 0;
}

function compared(directory: string, pages: Pages): number {
  const before = present(directory);
  const names = [...new Set([...Object.keys(before), ...Object.keys(pages)])].sort();
  const differing = names.filter((name) => before[name] !== pages[name]);
  if (differing.length === 0) {
    process.stdout.write(`${shownPath(directory)}: as reviewed\n`);
    return 0;
  }
  for (const name of differing) {
    process.stdout.write(`${shownPath(join(directory, name))}\n${changedLines(before[name] ?? '', pages[name] ?? '').join('\n')}\n\n`);
  }
  process.stdout.write(`${differing.length} of ${names.length} pages differ. Accept them with: npm run blueprint -- inventory --update\n`);
  return 1;
}

function present(directory: string): Record<string, string> {
  if (!existsSync(directory)) return {};
  const names = readdirSync(directory).filter((name) => name.endsWith('.txt'));
  return Object.fromEntries(names.sort().map((name) => [name, readFileSync(join(directory, name), 'utf8')]));
}
