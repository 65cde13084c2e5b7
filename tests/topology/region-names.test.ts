import { describe, expect, it } from 'vitest';
import { InputError } from '../../topology/error.js';
import { topologyWith } from '../support/topologies.js';

/** The problems of the landing zone with one edit. */
function problemsOf(from: string, to: string): readonly string[] {
  try {
    topologyWith([[from, to]], 'examples/landing-zone.yaml');
  } catch (error) {
    if (error instanceof InputError) return error.problems.map(({ message }) => message);
    throw error;
  }
  return [];
}

describe('a region that does not exist', () => {
  it.each([
    [
      'of logs that are kept elsewhere',
      'eu-north-1: aws-controltower',
      'eu-nort-1: aws-controltower',
      'landingZone.logArchive.buckets.eu-nort-1',
      '"eu-north-1"',
    ],
    ['of a stack of your own', 'account: app, region: us-east-2 }', 'account: app, region: us-eats-2 }', 'stack.region', '"us-east-2"'],
  ])('%s is refused, with the nearest names', (_, from, to, path, near) => {
    const found = problemsOf(from, to);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(`${path}: received`);
    expect(found[0]).toContain('which is no region of aws in facts/regions.yaml');
    expect(found[0]).toContain(near);
  });

  it('of Google is not taken for one whose name only resembles it', () => {
    expect(problemsOf('    region: europe-west4\n    cidr: 10.84', '    region: eu-west4\n    cidr: 10.84').join(' ')).toMatch(
      /received eu-west4, which is no region of google .*"europe-west4"/,
    );
  });
});
