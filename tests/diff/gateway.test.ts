import { describe, expect, it } from 'vitest';
import { gatewayChanges } from '../../diff/gateway.js';
import { gatewayFiles } from '../../gateway/files.js';
import { rehearsalOutputs } from '../../gateway/rehearsal.js';
import { type Edit, gatewayText, topologyWith } from '../support/topologies.js';

const filesOf = (edits: readonly Edit[] = [], file = 'topology.yaml', known = topologyWith(edits, file).topology) =>
  Object.fromEntries(
    Object.entries(gatewayFiles(known, rehearsalOutputs(known))).map(([path, text]) => [path, path.endsWith('.json') ? JSON.parse(text) : text]),
  );
const told = (edits: readonly Edit[], file = 'topology.yaml') =>
  gatewayChanges(filesOf([], file), filesOf(edits, file)).map(({ id, action, why, risk }) => `${id}, ${action}, ${risk}: ${why}`);

describe('what becomes of a gateway', () => {
  it('is nothing where nothing changed', () => {
    expect(told([])).toEqual([]);
  });

  it('is told in words: a host more, and an address that nothing in the zone had', () => {
    expect(told([['route: [eu-fleet, us-bedrock]', 'route: [eu-fleet, us-bedrock, dev-foundry]']])).toEqual([
      'gateway any, update, medium: The route of global-assist gained dev-foundry.',
    ]);
    expect(told([['route: [us-bedrock]', 'route: [us-bedrock, eu-fleet]']])).toContain('gateway us, update, high: The route of variable gained eu-fleet.');
  });

  it('is told in words: another order', () => {
    expect(told([['route: [eu-fleet, us-bedrock]', 'route: [us-bedrock, eu-fleet]']])).toEqual([
      'gateway any, update, medium: The route of global-assist is now us-bedrock, then eu-fleet.',
    ]);
  });

  it('is told in words: a cap, which falls where more tasks share it', () => {
    const [any = ''] = told([[gatewayText('any'), gatewayText('any').replace('max: 6', 'max: 8')]]);
    expect(any).toBe('gateway any, update, medium: The cap of global-assist at eu-fleet is now 597, was 796.');
  });

  it('is told in words: a part that moves to the next engine', () => {
    expect(told([['cutover: 2026-12-14', 'cutover: 2026-12-14, trafficPercent: 25']], 'examples/transition.yaml')).toEqual([
      expect.stringMatching(/gained desk-fleet\.next\./),
    ]);
  });

  it('is new or gone as a whole with its zone', () => {
    const without = Object.fromEntries(Object.entries(filesOf()).filter(([path]) => !path.startsWith('us/')));
    expect(gatewayChanges(without, filesOf())).toMatchObject([
      { id: 'gateway us', action: 'create', whole: 'new', why: 'Its gateway sends variable to us-bedrock.' },
    ]);
    expect(gatewayChanges(filesOf(), without)).toMatchObject([{ id: 'gateway us', action: 'delete', whole: 'gone', risk: 'high' }]);
  });

  it('hides no file behind what it tells', () => {
    const after = filesOf([['route: [eu-fleet, us-bedrock]', 'route: [us-bedrock, eu-fleet]']]);
    const [change] = gatewayChanges(filesOf(), { ...after, 'any/trust/in-house.pem': 'another' });
    const shown = Object.fromEntries(change?.properties.map(({ path, lines }) => [path, lines]) ?? []);
    expect(shown['envoy.json']).toEqual([
      expect.stringMatching(/^ {2}values that differ: \d+, in static_resources\.clusters.*, static_resources\.listeners\[hop\./),
    ]);
    expect(shown).toHaveProperty(['trust/in-house.pem']);
  });
});
