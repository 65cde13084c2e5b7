import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { factFileNames } from '../../facts/schema/files.js';
import { parseAllFacts, parseFacts } from '../../facts/schema/parse.js';

const yamlOf = (name: string) => readFileSync(`facts/${name}.yaml`, 'utf8');

const demand = `sources:
  week: {what: A week, where: calculation, asOf: 2026-11-24}
curves:
  - {curve: flat, peakToMean: 1, source: week, asOf: 2026-11}
  - {curve: batch, peakToMean: 2.1, source: week, asOf: 2026-11-24}
planning:
  - {key: peakMargin, value: 0.1, source: week, asOf: 2026-11-24}
`;
const curves = /curve: batch, peakToMean: 2.1, source: week, asOf: 2026-11-24/;
/** The message for the second curve with other columns. */
function refusal(columns: string): string {
  try {
    parseFacts('demand', demand.replace(curves, columns));
  } catch (error) {
    return (error as Error).message;
  }
  return 'accepted';
}

describe('a file of facts', () => {
  it('has a schema, and each of them stands up to it', () => {
    const files = readdirSync('facts').filter((file) => file.endsWith('.yaml'));
    expect(factFileNames).toEqual(files.map((file) => basename(file, '.yaml')).sort());
    for (const name of factFileNames) expect(() => parseFacts(name, yamlOf(name))).not.toThrow();
  });

  it('names its JSON Schema in its first line, for editors', () => {
    for (const name of factFileNames) expect(yamlOf(name).split('\n')[0]).toBe(`# yaml-language-server: $schema=${name}.schema.json`);
  });

  it('is refused as a whole where it is no YAML, holds another list, or nobody described it', () => {
    expect(() => parseFacts('demand', `${demand}curves: []\n`)).toThrow('facts/demand.yaml:8: Map keys must be unique');
    expect(() => parseFacts('demand', `${demand}others: []\n`)).toThrow('facts/demand.yaml:8: others: unknown. Allowed: sources, curves, planning.');
    expect(() => parseFacts('demands', demand)).toThrow('facts/demands.yaml: no such file of facts. Allowed: acceptable-use, azure,');
    expect(() => parseFacts('demand', demand.replace(/planning:\n.*\n/, ''))).toThrow(
      'facts/demand.yaml:1: planning: missing. Allowed: a value of type array.',
    );
    expect(() => parseAllFacts({ demand })).toThrow('facts/azure.yaml: missing.');
  });
});

describe('a row of facts', () => {
  const at = 'facts/demand.yaml:5: curves, row 2 (batch)';

  it('is accepted as it stands', () => {
    expect(refusal('curve: batch, peakToMean: 2.1, source: week, asOf: 2026-11-24')).toBe('accepted');
  });

  it.each([
    [
      'curve: batch, peakToMean: 2.1, peak: 3, source: week, asOf: 2026-11-24',
      `${at}, peak: unknown. Allowed: curve, peakToMean, hours, weekend, source, asOf, confidence, note.`,
    ],
    ['curve: batch, peakToMean: 2.1, asOf: 2026-11-24', `${at}, source: missing. Allowed: a key of sources.`],
    ['curve: batch, peakToMean: 2.1, source: wek, asOf: 2026-11-24', `${at}, source: received "wek". Allowed: a key of sources: week.`],
    [
      'curve: batch, peakToMean: 2.1, source: week, asOf: 2026-02-30',
      `${at}, asOf: received "2026-02-30". Allowed: a date, YYYY-MM-DD, or YYYY-MM if no more is known.`,
    ],
    ['curve: batch, peakToMean: 0.5, source: week, asOf: 2026-11-24', `${at}, peakToMean: received 0.5. Allowed: at least 1.`],
    ['curve: batch, peakToMean: "2.1", source: week, asOf: 2026-11-24', `${at}, peakToMean: received "2.1". Allowed: a value of type number.`],
    [
      'curve: batch, peakToMean: 2.1, confidence: sure, source: week, asOf: 2026-11-24',
      `${at}, confidence: received "sure". Allowed: unconfirmed, third-party.`,
    ],
    // A comma that nobody quoted ends the note, and what follows is a column of its own.
    [
      'curve: batch, peakToMean: 2.1, note: paced, by the sender, source: week, asOf: 2026-11-24',
      `${at}, by the sender: unknown. Allowed: curve, peakToMean, hours, weekend, source, asOf, confidence, note.`,
    ],
  ])('is refused by line, column and what is allowed: %s', (columns, message) => {
    expect(refusal(columns)).toBe(message);
  });

  it('does not spare a reader the second problem', () => {
    expect(refusal('curve: a b, peakToMean: 0, source: week, asOf: 2026-11-24').split('\n')).toHaveLength(2);
  });
});

it('a command does not run on facts that are refused: exit code 2, the place on stderr, nothing on stdout', () => {
  const root = mkdtempSync(join(tmpdir(), 'blueprint-facts-'));
  for (const path of ['bin/run.mjs', 'bin/bundle.mjs', 'bin/compiled.cjs', 'bin/sources.mjs', 'facts', 'package-lock.json'])
    cpSync(path, join(root, path), { recursive: true });
  mkdirSync(join(root, 'synthesis'));
  for (const path of ['bin/entry.ts', 'synthesis/terraform-worker.ts']) writeFileSync(join(root, path), "console.log('ran');\n");
  symlinkSync(resolve('node_modules'), join(root, 'node_modules'));
  writeFileSync(join(root, 'facts/demand.yaml'), demand.replace('peakToMean: 2.1', 'peakToMean: 0.5'));
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'bin/run.mjs'), 'entry'], { encoding: 'utf8' });
  rmSync(root, { recursive: true });
  expect({ status, stdout, stderr }).toEqual({
    status: 2,
    stdout: '',
    stderr: 'facts/demand.yaml:5: curves, row 2 (batch), peakToMean: received 0.5. Allowed: at least 1.\n',
  });
});
