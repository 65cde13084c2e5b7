import type { Construct } from 'constructs';
import { EndpointRecord } from '../../../constructs/aws/balancer/endpoint-record.js';
import type { InternalLoadBalancer } from '../../../constructs/aws/balancer/internal-load-balancer.js';
import { PrivateCertificate } from '../../../constructs/aws/balancer/private-certificate.js';
import { setOrigin } from '../../../constructs/origin.js';
import { recordZone, zoneNetworks } from '../../../derived/endpoint-zone.js';
import { pathOf } from '../../../topology/path.js';
import type { Topology } from '../../../topology/schema/topology.js';
import { entity } from '../../../topology/views.js';
import type { AwsFleetHost } from '../schema.js';

/** ARN of the certificate that callers of a fleet see: one that exists, or one that its private authority issues here. */
export function endpointCertificate(scope: Construct, id: string, { endpoint }: AwsFleetHost): string {
  const { hostname, certificateArn = '', privateCertificate } = endpoint;
  if (privateCertificate === undefined) return certificateArn;
  const issued = new PrivateCertificate(scope, 'Certificate', { hostname, ...privateCertificate });
  setOrigin(issued, pathOf('hosts', id, 'endpoint', 'privateCertificate'));
  return issued.certificateArn;
}

/** The record of a fleet's name, where the topology says which zone it is in. */
export function endpointRecord(
  scope: Construct,
  topology: Topology,
  { id, host, balancer, vpcId }: { id: string; host: AwsFleetHost; balancer: InternalLoadBalancer; vpcId: (network: string) => string },
): void {
  const { hostname } = host.endpoint;
  const zone = recordZone(topology, host);
  if (zone === undefined) return;
  const seenBy = zoneNetworks(topology, id, host).map((network) => ({ vpcId: vpcId(network), region: entity(topology.networks, network).region }));
  const record = new EndpointRecord(scope, 'Name', { hostname, zone: zone === 'made' ? seenBy : zone.id, balancer: balancer.address });
  setOrigin(record, pathOf('hosts', id, 'endpoint', 'zone'));
}
