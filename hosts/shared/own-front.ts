import type { PrivateFrontForm } from '../../topology/schema/private-front.js';
import type { OwnFront } from './host-traits.js';

/** Name and certificate of a private load balancer on AWS, as the topology has it. */
export function ownFront({ hostname, zone, certificateArn, privateCertificate }: PrivateFrontForm): OwnFront {
  return {
    hostname,
    certificate: certificateArn ?? 'issued here',
    issuer: privateCertificate?.authority ?? 'none',
    record: zone === undefined ? 'with others' : zone === 'made' ? 'zone made here' : { zone },
  };
}
