import { describe, expect, it } from 'vitest';
import { parseSource } from '../../topology/document.js';
import { InputError, type Problem } from '../../topology/error.js';
import { checkedTopology } from '../../topology/load.js';
import { wholeText } from '../support/topologies.js';
import type { Fault } from './faults/fault.js';
import { shapes } from './faults/shapes.js';
import { values } from './faults/values.js';

const reference = wholeText();

/** The problems of the reference topology with one fault. */
function problemsOf(from: string, to: string): readonly Problem[] {
  if (!reference.includes(from)) throw new Error(`no such place: ${from}`);
  try {
    checkedTopology(
      parseSource(
        reference.replace(from, () => to),
        'topology.yaml',
      ),
      {},
      [],
    );
  } catch (error) {
    if (error instanceof InputError) return error.problems;
    throw error;
  }
  throw new Error('it loaded');
}

const lineOf = (needle: string) => reference.slice(0, reference.indexOf(needle)).split('\n').length;

const faults: Readonly<Record<string, Fault>> = { ...shapes, ...values };

describe('a topology with one fault', () => {
  it.each(Object.entries(faults))('where %s: says so once, at its place', (_, { from, to, says, at }) => {
    const problems = problemsOf(from, to);
    expect(problems.map(({ message }) => message)).toHaveLength(1);
    const [{ message, location } = { message: '' }] = problems;
    let rest = message;
    for (const fragment of says) {
      expect(rest).toContain(fragment);
      rest = rest.slice(rest.indexOf(fragment) + fragment.length);
    }
    expect(location?.line).toBe(lineOf(at ?? from));
  });

  it('is in a message that a person could read aloud', () => {
    for (const { from, to } of Object.values(faults)) {
      for (const { message } of problemsOf(from, to)) {
        expect(message).not.toMatch(/undefined|\[object|ZodError|invalid_|\.\.\s| {2}|:\s*$/);
        expect(message.length).toBeLessThan(900);
      }
    }
  });
});
