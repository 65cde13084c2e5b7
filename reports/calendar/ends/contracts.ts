import { pathOf } from '../../../topology/path.js';
import { sortedEntries } from '../../../topology/views.js';
import type { CalendarInput, End } from '../end.js';

/** Terms of contracts, protected prices, and machines at a rate for a term. */
export function contractEnds({ loaded: { topology, source, inputs } }: CalendarInput): End[] {
  return sortedEntries(topology.contracts).flatMap(([id, { agreement, provider, term, priceProtectedUntil, commitments }]): End[] => [
    {
      kind: 'contract',
      subject: pathOf('contracts', id),
      on: term.end,
      title: `Contract ${agreement} with ${provider} ends`,
      action: 'Renew it, or move what depends on its terms.',
      source: inputs.approvals?.file ?? source.file,
    },
    ...(priceProtectedUntil === undefined
      ? []
      : [
          {
            kind: 'contract',
            subject: pathOf('contracts', id, 'priceProtectedUntil'),
            on: priceProtectedUntil,
            title: `Prices of ${agreement} are protected until here`,
            action: 'Negotiate the next price, or plan with list prices.',
            source: inputs.approvals?.file ?? source.file,
          } as const,
        ]),
    ...sortedEntries(commitments).map(
      ([name, { count, instanceType, end }]): End => ({
        kind: 'commitment',
        subject: pathOf('contracts', id, 'commitments', name),
        on: end,
        title: `Rate of ${count} × ${instanceType} (${name}) ends`,
        action: 'Commit anew, or plan with on-demand prices.',
        source: inputs.approvals?.file ?? source.file,
      }),
    ),
  ]);
}
