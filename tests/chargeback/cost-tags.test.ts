import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { costTags } from '../../bin/commands/cost-tags.js';
import { displayedValues, inactiveTags, costTags as keys } from '../../derived/cost-tags.js';
import { costTagsText } from '../../reports/cost-tags.js';
import { InputError } from '../../topology/error.js';
import { topologyWith } from '../support/topologies.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cost-tags-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const file = (text: string) => {
  const path = join(folder, 'active.json');
  writeFileSync(path, text);
  return path;
};

const silently = (active: string): number => {
  const { write } = process.stdout;
  process.stdout.write = (() => true) as typeof write;
  try {
    return costTags({ topology: 'topology.yaml', active });
  } finally {
    process.stdout.write = write;
  }
};

const answer = (names: readonly string[], Status = 'Active') =>
  JSON.stringify({ CostAllocationTags: names.map((TagKey) => ({ TagKey, Type: 'UserDefined', Status })) });

describe('tags of costs', () => {
  it('are all to be activated, by a command that can be pasted', () => {
    const text = costTagsText(topologyWith([]).topology, '2025-12-01');
    expect(text).toMatch(
      /^aws ce update-cost-allocation-tags-status --cost-allocation-tags-status TagKey=workload,Status=Active TagKey=cost-center,Status=Active /m,
    );
    expect(text).toContain('--backfill-from 2025-12-01T00:00:00Z');
  });

  it('have values that stand for something longer', () => {
    expect(displayedValues(topologyWith([]).topology)).toContainEqual({ key: 'model', value: 'llama-3-3-70b-instruct', original: 'llama-3.3-70b-instruct' });
    expect(displayedValues(topologyWith([]).topology)).toContainEqual({
      key: 'workload',
      value: 'grounded',
      original: 'Answers from service manuals, with citations',
    });
  });

  it('are active under their own spelling alone', () => {
    const all = keys().filter((key) => key !== 'cost-center');
    expect(inactiveTags([...all, 'Cost_Center'])).toEqual([{ key: 'cost-center', insteadActive: 'Cost_Center' }]);
  });

  it('end a check with 1 while one is not active', () => {
    expect(silently(file(answer(keys())))).toBe(0);
    expect(silently(file(answer(keys().map((key) => `user:${key}`))))).toBe(0);
    expect(silently(file(answer(keys().slice(1))))).toBe(1);
    expect(silently(file(answer(keys(), 'Inactive')))).toBe(1);
  });

  it.each(['{}', 'no', '[]'])('refuse an answer that is none: %s', (text) => expect(() => silently(file(text))).toThrow(InputError));
});
