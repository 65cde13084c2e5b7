import { describe, expect, it } from 'vitest';
import { rules } from '../../policy/rules.js';
import { foundAfter, rehearsed } from '../support/gateway.js';
import type { Json } from '../support/gateway-edits.js';
import { anyZone } from './gateway-faults/any-zone.js';
import { type Fault, form } from './gateway-faults/fault.js';
import { landingZone } from './gateway-faults/landing-zone.js';
import { reference } from './gateway-faults/reference.js';
import { sovereign } from './gateway-faults/sovereign.js';
import { usMaverick } from './gateway-faults/us-maverick.js';

/** All that judges files of a gateway, as `check --no-resynth` does. */
const judging = rules.filter(({ gateway }) => gateway !== undefined);

const byTopology: Readonly<Record<string, readonly Fault[]>> = {
  'topology.yaml': reference,
  'examples/us-maverick.yaml': usMaverick,
  'examples/sovereign.yaml': sovereign,
  'examples/landing-zone.yaml': landingZone,
  'examples/any-zone.yaml': anyZone,
};

describe.each(Object.entries(byTopology))('files of %s', (file, faults) => {
  const deployed = rehearsed(file);

  it('are as they must be', () => expect(foundAfter(judging, deployed).map(({ message }) => message)).toEqual([]));

  it.each(faults)('%s is refused', (_, zone, name, change, rule, says) => {
    const edit = (text: string) => {
      const json = JSON.parse(text) as Json;
      change(json);
      return JSON.stringify(json, null, 2);
    };
    const found = foundAfter(judging, deployed, { zone, file: name, change: edit });
    const told = found.filter((finding) => finding.rule === rule && finding.severity === 'fatal').map(({ message }) => message);
    expect(told.join('\n')).toContain(says);
  });
});

describe('files that are no JSON', () => {
  const deployed = rehearsed();

  it.each<[string, string, (text: string) => string, string]>([
    ['a script that keeps what it sees', 'attempt.lua', (text) => text.replace('-- What is known', 'kept = {}\n-- What is known'), 'attempt.lua has sha256'],
    ['an authority of somebody else', 'trust/in-house.pem', (text) => text.replace('MII', 'MIJ'), 'holds another certificate'],
  ])('%s', (_, file, change, says) => {
    const found = foundAfter(judging, deployed, { zone: 'eu', file, change });
    expect(found).toMatchObject([{ rule: form, severity: 'fatal', message: expect.stringContaining(says) }]);
  });

  it('a certificate that is gone, and one more', () => {
    const { eu = {} } = deployed.files;
    const { 'trust/in-house.pem': certificate = '', ...others } = eu;
    const found = (files: Record<string, string>) =>
      foundAfter(judging, { ...deployed, files: { ...deployed.files, eu: files } }).map(({ message }) => message);
    expect(found(others)).toContainEqual('trust/in-house.pem is missing.');
    expect(found({ ...eu, 'trust/more.pem': certificate })).toEqual(['trust/more.pem is a certificate that nothing of the zone trusts.']);
  });
});

it('there are faults enough, and of each rule', () => {
  const all = Object.values(byTopology).flat();
  expect(all.length).toBeGreaterThanOrEqual(60);
  expect([...new Set(all.map(([, , , , rule]) => rule))].sort()).toEqual(judging.map(({ id }) => id).sort());
});
