import { describe, expect, it } from 'vitest';
import { scriptTable, sensitive } from '../../catalogue/scripts/read.js';
import { reviewedTopologies } from '../inventory/grant-variants.js';
import { drawn } from '../support/drawn.js';
import { grown } from '../support/grown.js';
import { LearnedScripts, unreviewed } from '../support/learned-scripts.js';
import { structures } from '../support/structures.js';
import { evidenceOf } from '../support/synthesized.js';
import { topologies, topologyWith } from '../support/topologies.js';
import { legitimate } from '../support/variants.js';

describe('the table of reviewed programs', () => {
  const learned = new LearnedScripts();
  const originals = topologies.map(([, file]) => topologyWith([], file));
  for (const loaded of [
    ...originals,
    ...originals.map(grown),
    ...legitimate().map((one) => one.loaded),
    ...reviewedTopologies(),
    ...structures(),
    ...drawn(24, 1),
  ]) {
    const { aws = [], terraform = [] } = evidenceOf(loaded);
    learned.observe(loaded, [...aws, ...terraform]);
  }

  it('is what legitimate topologies emit (accept with: npm run accept)', async () => {
    await expect(learned.table()).toMatchFileSnapshot('../../catalogue/scripts/scripts.yaml');
  });

  it('says of every program what a reviewer found in it', () => {
    expect(unreviewed(scriptTable())).toEqual([]);
    const programs = Object.values(scriptTable()).flatMap((ofKind) => Object.values(ofKind));
    expect(programs.length).toBeGreaterThan(10);
    for (const { handles } of programs) for (const one of handles) expect(sensitive).toContain(one);
  });
});
