import { describe, expect, it } from 'vitest';
import { judge } from '../../../policy/engine.js';
import { rule } from '../../../policy/identity/separation-of-duties.js';
import { parseSource } from '../../../topology/document.js';
import { checkedTopology } from '../../../topology/load.js';
import { topologyFindings } from '../../support/findings.js';
import { asOf, topologies, wholeText } from '../../support/topologies.js';

describe(rule.id, () => {
  it.each(topologies)('accepts approvals beside the topology, as in %s', (_, file) => expect(topologyFindings(rule, [], file)).toEqual([]));

  it('warns of each section in the topology itself, at its line', () => {
    const text = wholeText();
    const found = judge([rule], checkedTopology(parseSource(text, 'one.yaml'), {}, []), asOf, {});
    expect(found.map(({ path }) => path).sort()).toEqual(['approvals', 'contracts', 'licence']);
    for (const { path, line, severity, file, message } of found) {
      // The path is printed before it.
      expect(message).toMatch(/^It is in one\.yaml, whose code owners/);
      expect({ severity, file, text: text.split('\n')[line - 1] }).toEqual({ severity: 'warning', file: 'one.yaml', text: `${path}:` });
    }
  });
});
