import { DnsManagedZone } from '@cdktf/provider-google/lib/dns-managed-zone/index.js';
import type { Construct } from 'constructs';

export interface PrivateZoneProps {
  /** Project of the network. */
  readonly project: string;
  /** Self link of the only network that sees the zone. */
  readonly network: string;
  /** Name of the zone. */
  readonly name: string;
  /** Domain without the trailing dot. */
  readonly domain: string;
  /** What its records lead to. */
  readonly description: string;
  /** Finance's labels. */
  readonly labels: Readonly<Record<string, string>>;
}

/** Empty DNS zone of one network. A network takes one zone per domain, so what several hosts write to is made once. */
export class PrivateZone extends DnsManagedZone {
  constructor(scope: Construct, id: string, props: PrivateZoneProps) {
    super(scope, id, {
      project: props.project,
      name: props.name,
      dnsName: `${props.domain}.`,
      description: props.description,
      visibility: 'private',
      privateVisibilityConfig: { networks: [{ networkUrl: props.network }] },
      labels: { ...props.labels },
    });
  }
}
