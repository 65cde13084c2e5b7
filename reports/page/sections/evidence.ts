import { sortedEntries } from '../../../topology/views.js';
import type { Section } from '../block.js';
import type { PageInput } from '../input.js';
import { claimsBlock } from './claims.js';

/** What is proven, and what is on record: approvals and contracts. */
export function evidenceSection(input: PageInput): Section {
  const { topology, source, inputs, sha256 } = input.loaded;
  return {
    id: 'evidence',
    title: 'Evidence',
    blocks: [
      claimsBlock(input),
      {
        kind: 'table',
        id: 'approvals',
        caption: 'Approvals on record',
        columns: [
          { head: 'approval', is: 'name' },
          { head: 'kind' },
          { head: 'for', is: 'code' },
          { head: 'reference' },
          { head: 'granted by' },
          { head: 'on', is: 'number' },
          { head: 'until', is: 'number' },
        ],
        rows: sortedEntries(topology.approvals).map(([id, { kind, subject, reference, grantedBy, grantedOn, expires }]) => [
          id,
          kind,
          subject,
          reference,
          grantedBy,
          grantedOn,
          expires,
        ]),
        source: `${source.file} and the approvals beside it`,
      },
      {
        kind: 'table',
        id: 'contracts',
        caption: 'Contracts on record',
        columns: [
          { head: 'contract', is: 'name' },
          { head: 'provider' },
          { head: 'agreement' },
          { head: 'from', is: 'number' },
          { head: 'until', is: 'number' },
          { head: 'training on prompts' },
          { head: 'prompts kept, days', is: 'number' },
          { head: 'terms read on', is: 'number' },
        ],
        rows: sortedEntries(topology.contracts).map(([id, { provider, agreement, term, data }]) => [
          id,
          provider,
          agreement,
          term.start,
          term.end,
          data === 'none' ? 'no terms of a provider' : data.training ? 'allowed' : 'excluded',
          data === 'none' ? '–' : String(data.retentionDays),
          data === 'none' ? '–' : data.reviewedOn,
        ]),
        source: `${source.file} and the approvals beside it`,
      },
      {
        kind: 'table',
        id: 'inputs',
        caption: 'What this page is made from',
        columns: [
          { head: 'file', is: 'code' },
          { head: 'SHA-256', is: 'code' },
        ],
        rows: Object.values(inputs).map((input) => [input.file, input.sha256]),
        source: `digest of the topology with its approvals: ${sha256}`,
      },
    ],
  };
}
