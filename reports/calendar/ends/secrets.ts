import { X509Certificate } from 'node:crypto';
import { traitsOf } from '../../../hosts/traits.js';
import { pathOf } from '../../../topology/path.js';
import { sortedEntries } from '../../../topology/views.js';
import type { CalendarInput, End } from '../end.js';

/** Certificates and keys. What the topology names by its ARN alone has an end that only its cloud knows. */
export function secretEnds({ loaded: { topology, source } }: CalendarInput): End[] {
  const authorities = sortedEntries(topology.gateway.authorities).map(([id, { certificate }]): End => {
    const { subject, validTo } = new X509Certificate(certificate);
    return {
      kind: 'certificate',
      subject: pathOf('gateway', 'authorities', id),
      on: new Date(validTo).toISOString().slice(0, 10),
      title: `Certificate of the authority ${id} (${subject.replaceAll('\n', ', ')}) expires`,
      action: 'Have it reissued, and add the new one before the old one ends.',
      source: source.file,
    };
  });
  const fronts = sortedEntries(topology.hosts).flatMap(([id, host]): End[] => {
    const front = traitsOf(host).network.front(host);
    if (front === 'none') return [];
    const issued = front.certificate === 'issued here';
    return [
      {
        kind: 'certificate',
        subject: pathOf('hosts', id, 'endpoint'),
        on: 'unknown',
        title: `Certificate of ${front.hostname}`,
        action: issued
          ? 'None: AWS Certificate Manager renews what its stack has issued.'
          : 'Look up its end in AWS Certificate Manager, which renews none that was imported.',
        source: issued ? 'issued by the stack of the host' : front.certificate,
      },
    ];
  });
  const keys = sortedEntries(topology.hosts).flatMap(([id, host]): End[] =>
    'apiKey' in host
      ? [
          {
            kind: 'key',
            subject: pathOf('hosts', id, 'apiKey'),
            on: host.apiKey.expires,
            title: `Key that ${id} is called with`,
            action: 'Make the next key at the provider, put it into the secret, and record its last day: docs/gateway/credentials.md#rotation.',
            source: source.file,
          },
        ]
      : [],
  );
  const { ingest, signingKeyGeneration } = topology.weights;
  const key: End = {
    kind: 'key',
    subject: pathOf('weights', 'signingKeyGeneration'),
    on: 'none',
    title: `Key that signs weights, generation ${signingKeyGeneration}`,
    action: 'None: KMS does not rotate a key that signs. A higher signingKeyGeneration replaces it.',
    source: source.file,
  };
  return [...authorities, ...fronts, ...keys, ...(ingest === undefined ? [] : [key])];
}
