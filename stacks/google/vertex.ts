import { TerraformOutput } from 'cdktf';
import type { Construct } from 'constructs';
import { ModelGardenEndpoint } from '../../constructs/google/model-garden-endpoint.js';
import { ServiceAttachmentEndpoint } from '../../constructs/google/service-attachment-endpoint.js';
import { setOrigin } from '../../constructs/origin.js';
import { predictionDomain } from '../../facts/google.js';
import { physicalName } from '../../topology/names.js';
import type { VertexEndpointHost } from '../../topology/schema/vertex.js';
import { entity } from '../../topology/views.js';
import type { StackContext } from '../context.js';
import { GoogleStack } from './google-stack.js';
import { networkNames } from './names.js';
import { servingShape } from './shape.js';

/**
 * The dedicated endpoint of one host and, while it is private, the way to it.
 *
 * After the account's foundation: network, DNS zone and quota come from there. Creation takes up to three hours.
 */
export class VertexStack extends GoogleStack {
  constructor(scope: Construct, context: StackContext, id: string, host: VertexEndpointHost) {
    super(scope, context, {
      account: host.account,
      region: host.region,
      name: ['google-vertex', id],
      origin: `hosts.${id}`,
      tags: { host: id },
    });
    const { topology } = context;
    const { project, number } = entity(topology.accounts.google, host.account);
    const network = networkNames(topology, host.network);
    const name = physicalName(63, topology.name, id);
    const { publisherModel, accelerator } = servingShape(topology, host);
    const isPrivate = host.endpoint === 'private-psc';

    const endpoint = new ModelGardenEndpoint(this, 'Endpoint', {
      project,
      location: host.region,
      publisherModel,
      displayName: name,
      access: isPrivate ? { kind: 'private', projects: [network.project] } : { kind: 'public' },
      machine: {
        type: host.machineType,
        ...(accelerator !== undefined && { accelerator }),
        ...(host.reservation !== undefined && { reservation: host.reservation }),
      },
      replicas: host.replicas,
    });
    const place = `${host.region}-${number}`;
    // The private name has one label, because the certificate behind it is for `*.prediction.p.vertexai.goog`. It is
    // self-signed and the same for everybody: the gateway must trust it explicitly.
    const dns = isPrivate
      ? `${endpoint.endpointId}-${place}.${predictionDomain('dedicated-private')}`
      : `${endpoint.endpointId}.${place}.${predictionDomain('dedicated-public')}`;

    new TerraformOutput(this, 'endpointId', { value: endpoint.endpointId });
    new TerraformOutput(this, 'endpointDns', { value: dns });
    if (!isPrivate) return;

    const connection = new ServiceAttachmentEndpoint(this, 'Connection', {
      project: network.project,
      region: host.region,
      name,
      network: network.network,
      subnet: network.subnet,
      target: endpoint.serviceAttachment,
      dns: { zone: network.predictionZone, name: dns },
      labels: this.labels,
    });
    setOrigin(connection, `networks.${host.network}`);
    new TerraformOutput(this, 'pscAddress', { value: connection.address.address });
  }
}
