import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/licence/naming.js';
import { topologyFindings } from '../../support/findings.js';
import { type Edit, topologies } from '../../support/topologies.js';

const named = (name: string, from: string): Edit => ['  derivedModels: {}', `  derivedModels: {support: {name: ${name}, from: [${from}]}}`];
const on = (name: string, from: string) => topologyFindings(rule, [named(name, from)], 'examples/transition.yaml');

describe(rule.id, () => {
  it.each(topologies)('accepts %s', (_, file) => {
    expect(topologyFindings(rule, [], file)).toEqual([]);
  });

  it.each([
    ['Llama-Freight', 'llama31'],
    ['"Llama 3 Freight"', 'llama3'],
    ['Llama-3-Freight', 'llama3'],
    ['Llama-3.1-Freight', 'llama31'],
  ])('accepts %s, made from %s', (name, from) => {
    expect(on(name, from)).toEqual([]);
  });

  it.each([
    ['Freight-Llama', 'llama31', 'Llama'],
    ['Freight', 'llama31', 'Llama'],
    ['Llamaverse', 'llama31', 'Llama'],
    ['Llama-Freight', 'llama3', 'Llama 3'],
    ['Freight', 'llama3', 'Llama 3'],
  ])('refuses %s, made from %s', (name, from, prefix) => {
    expect(on(name, from)).toMatchObject([
      { severity: 'error', path: 'licence.derivedModels.support.name', message: expect.stringContaining(`Allowed: a name that begins with "${prefix}". `) },
    ]);
  });

  it('judges each model that one was made from', () => {
    expect(on('Llama-Freight', 'llama3, llama31')).toHaveLength(1);
  });
});
