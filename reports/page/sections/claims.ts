import { controlsText } from '../../evidence/controls-of.js';
import { type EvidenceLine, evidenceReport } from '../../evidence/evidence.js';
import type { Block } from '../block.js';
import type { PageInput } from '../input.js';

/** Each claim with how much proves it. Nothing is proven of what was not synthesized. */
export function claimsBlock({ loaded, stacks, findings, asOf }: PageInput): Block {
  if (stacks.length === 0)
    return { kind: 'absent', text: 'This topology was not synthesized, so no resource proves a claim. The records that claims rest on are below.' };
  const { claims } = evidenceReport(loaded, stacks, findings, asOf);
  return {
    kind: 'table',
    id: 'claims',
    caption: 'Claims, and what proves them',
    columns: [
      { head: 'claim', is: 'name' },
      { head: 'properties of resources', is: 'number' },
      { head: 'approvals', is: 'number' },
      { head: 'contract terms only', is: 'number' },
      { head: 'refused or waived by a rule', is: 'number' },
      { head: 'controls that it helps to meet' },
    ],
    rows: claims.map(({ claim, lines }) => [claim.text, ...counts.map((by) => String(standing(lines, by).length)), notStanding(lines), controlsText(claim)]),
    source: 'the synthesized output and facts/controls.yaml; blueprint evidence prints each line with resource, property and value',
  };
}

const counts = ['property', 'approval', 'contract term only'] as const satisfies readonly EvidenceLine['by'][];

/** Lines that prove: one that a rule refuses, or that somebody waived, does not. */
function standing(lines: readonly EvidenceLine[], by: EvidenceLine['by']): readonly EvidenceLine[] {
  return lines.filter((line) => line.by === by && line.holds === 'yes');
}

function notStanding(lines: readonly EvidenceLine[]) {
  const count = lines.filter(({ holds }) => holds !== 'yes').length;
  return { text: String(count), tone: count === 0 ? 'quiet' : 'bad' } as const;
}
