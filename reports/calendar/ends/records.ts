import { pathOf } from '../../../topology/path.js';
import { sortedEntries } from '../../../topology/views.js';
import type { CalendarInput, End } from '../end.js';

/** Approvals, a separate licence of Meta, attestations of uses, extensions and waivers: what somebody granted until a day. */
export function recordEnds({ loaded: { topology, waivers, source, inputs } }: CalendarInput): End[] {
  const { separateLicence: separate } = topology.licence;
  const approvals = inputs.approvals?.file ?? source.file;
  return [
    ...sortedEntries(topology.approvals).map(
      ([id, { kind, subject, grantedBy, expires }]): End => ({
        kind: kind === 'acceptable-use' ? 'attestation' : 'approval',
        subject: pathOf('approvals', id),
        on: expires,
        title: `${kind} for ${subject} (${id}) expires`,
        action: `Have it granted again; last by ${grantedBy}.`,
        source: approvals,
      }),
    ),
    ...(separate === 'none' || separate.expires === 'none'
      ? []
      : [
          {
            kind: 'approval',
            subject: pathOf('licence', 'separateLicence'),
            on: separate.expires,
            title: `Licence ${separate.number} of Meta expires`,
            action: 'Have it granted again, or stop what it allows.',
            source: approvals,
          } as const,
        ]),
    ...sortedEntries(topology.extensions).map(
      ([id, { owner, expires }]): End => ({
        kind: 'extension',
        subject: pathOf('extensions', id),
        on: expires,
        title: `Extension ${id} of ${owner} expires`,
        action: 'Have it approved again, or remove what it allows.',
        source: source.file,
      }),
    ),
    ...waivers.map(
      ({ rule, path, subject, owner, expires, location }): End => ({
        kind: 'waiver',
        subject: [rule, path, ...(subject === undefined ? [] : [subject])].join(' '),
        on: expires,
        title: `Waiver of ${rule} at ${path} by ${owner} expires`,
        action: 'Fix the finding.',
        source: `${location.file}:${location.line}`,
      }),
    ),
  ];
}
