import { describe, expect, it } from 'vitest';
import { evidenceOf } from '../../support/synthesized.js';
import { topologies } from '../../support/topologies.js';
import { loadedWith, rounds } from './combined.js';
import { valueVariants } from './variants.js';

const found = valueVariants();
const accepted = found.filter(({ file, ...variant }) => loadedWith(file, [variant]) !== undefined);
const together = topologies.flatMap(([name, file]) => rounds(file, accepted).map(({ names, loaded }) => [`${name}: ${names}`, loaded] as const));

describe('every value that the schema allows and no topology of the repository has', () => {
  it('is found in all parts of the schema', () => {
    expect(found.length).toBeGreaterThan(40);
    expect([...new Set(found.map(({ variant }) => variant.split('.')[0]))].length).toBeGreaterThan(6);
    expect(accepted.length).toBeGreaterThan(found.length / 2);
  });

  // What is not accepted was refused as an input above: an error of any other kind ends this file.
  it.each(together)('is synthesized if it is not refused: %s', (_, loaded) => {
    const { aws = [], terraform = [] } = evidenceOf(loaded);
    expect([...aws, ...terraform]).not.toEqual([]);
  });
});
