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

  it.each([
    ['AWS', '{ account: "444455556666", region: eu-nroth-1 }', 'eu-nroth-1, which is no region of aws in', '"eu-north-1"'],
    ['Google', '{ account: nordic-siem, region: europe-wset4 }', 'europe-wset4, which is no region of google in', '"europe-west4"'],
    ['Azure', '{ account: 4c7f1a02-6a2e-4d8b-b0f5-8e3b6a1d9c44, region: swedencentrall }', 'swedencentrall, which is no region of azure in', '"swedencentral"'],
  ])('of a destination on %s is refused, as its account tells the cloud', (_, destination, said, near) => {
    const [found = '', ...others] = problemsOf(
      '    types: [AWS::CloudWatch::Dashboard',
      `    destinations: [${destination}]\n    types: [AWS::CloudWatch::Dashboard`,
    );
    expect(others).toEqual([]);
    expect(found).toContain('extensions.operations.destinations[0].region: received');
    expect(found).toContain(said);
    expect(found).toContain(near);
  });

  it('is none where a destination is a location of several regions', () => {
    const destinations = '    destinations: [{ account: nordic-siem, region: global }]\n';
    expect(problemsOf('    types: [AWS::CloudWatch::Dashboard', `${destinations}    types: [AWS::CloudWatch::Dashboard`)).toEqual([]);
  });

  it('of Google is not taken for one whose name only resembles it', () => {
    expect(problemsOf('    region: europe-west4\n    cidr: 10.84', '    region: eu-west4\n    cidr: 10.84').join(' ')).toMatch(
      /received eu-west4, which is no region of google .*"europe-west4"/,
    );
  });
});
