import { z } from 'zod';
import { certificateAuthority, hostname } from '../../../topology/schema/fleet.js';
import { frontCertificate, recordZone } from '../../../topology/schema/private-front.js';

/** Name and certificate of the load balancer: each made here or taken as it is. */
export const endpoint = z.strictObject({
  hostname,
  authority: certificateAuthority,
  zone: recordZone(
    'Private hosted zone that gets the record of `hostname`: a key of existing.dnsZones, or `made` for one of this name alone, which the networks of gateways in this account and region see.',
  ),
  ...frontCertificate,
});
