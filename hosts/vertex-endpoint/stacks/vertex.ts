import type { Construct } from 'constructs';
import { ServiceAttachmentEndpoint } from '../../../constructs/google/network/service-attachment-endpoint.js';
import { ModelGardenEndpoint } from '../../../constructs/google/vertex/model-garden-endpoint.js';
import { PromptFilter, type PromptFilterProps } from '../../../constructs/google/vertex/prompt-filter.js';
import { setOrigin } from '../../../constructs/origin.js';
import { networkNames } from '../../../derived/google-network.js';
import { physicalName } from '../../../derived/names.js';
import { modelArmorHost, predictionDomain } from '../../../facts/google.js';
import { nameLimit } from '../../../facts/limits.js';
import type { StackContext } from '../../../stacks/context.js';
import { GoogleStack } from '../../../stacks/google/google-stack.js';
import { output } from '../../../stacks/terraform-output.js';
import { pathOf } from '../../../topology/path.js';
import { entity } from '../../../topology/views.js';
import { type VertexDeployment, vertexDeployments } from '../deployments.js';
import type { VertexEndpointHost } from '../schema.js';
import { servingShape } from '../shape.js';

/**
 * The dedicated endpoint of one host and, while it is private, the way to it; twice while one deployment replaces another.
 *
 * After the account's foundation: network, DNS zone and quota come from there. Creation takes up to three hours.
 */
export class VertexStack extends GoogleStack {
  constructor(scope: Construct, context: StackContext, id: string, host: VertexEndpointHost) {
    super(scope, context, {
      account: host.account,
      region: host.region,
      name: ['google-vertex', id],
      origin: pathOf('hosts', id),
      tags: { host: id },
    });
    for (const deployment of vertexDeployments(host)) this.deploy(context, id, host, deployment);
    if (host.modelArmor !== undefined) this.screen(context, id, host, host.modelArmor);
  }

  private deploy(context: StackContext, id: string, host: VertexEndpointHost, deployment: VertexDeployment): void {
    const { slot } = deployment;
    // The slot is the address: what takes over keeps it, whichever part of the topology describes it by then.
    const suffix = slot === 'blue' ? '' : '-green';
    const name = physicalName(63, context.topology.name, id, ...(slot === 'blue' ? [] : [slot]));
    const endpoint = this.endpoint(`Endpoint${suffix}`, context, host, deployment, name);
    if (deployment.prefix !== '') setOrigin(endpoint, pathOf('hosts', id, 'next'));
    const { number } = entity(context.topology.accounts.google, host.account);
    const place = `${host.region}-${number}`;
    // The private name has one label, because the certificate behind it is for `*.prediction.p.vertexai.goog`. It is
    // self-signed and the same for everybody: the gateway must trust it explicitly.
    const dns = isPrivate(host)
      ? `${endpoint.endpointId}-${place}.${predictionDomain('dedicated-private')}`
      : `${endpoint.endpointId}.${place}.${predictionDomain('dedicated-public')}`;
    output(this, `endpointId-${slot}`, endpoint.endpointId);
    output(this, `endpointDns-${slot}`, dns);
    if (!isPrivate(host)) return;

    const network = networkNames(context.topology, host.network);
    const connection = new ServiceAttachmentEndpoint(this, `Connection${suffix}`, {
      region: host.region,
      name,
      network,
      target: endpoint.serviceAttachment,
      dns: { zone: network.predictionZone, name: dns },
      labels: this.labels,
    });
    setOrigin(connection, pathOf('networks', host.network));
    output(this, `pscAddress-${slot}`, connection.address.address);
  }

  private endpoint(
    construct: string,
    { topology }: StackContext,
    host: VertexEndpointHost,
    deployment: VertexDeployment,
    displayName: string,
  ): ModelGardenEndpoint {
    const { machineType, replicas, reservation } = deployment;
    const { publisherModel, accelerator } = servingShape(topology, deployment);
    return new ModelGardenEndpoint(this, construct, {
      project: entity(topology.accounts.google, host.account).project,
      location: host.region,
      publisherModel,
      displayName,
      access: isPrivate(host) ? { kind: 'private', projects: [networkNames(topology, host.network).project] } : { kind: 'public' },
      machine: {
        type: machineType,
        ...(accelerator !== undefined && { accelerator }),
        ...(reservation !== undefined && { reservation }),
      },
      replicas,
    });
  }

  /** The template the gateway calls, and where. The host belongs to the region: the one without serves no template. */
  private screen({ topology }: StackContext, id: string, host: VertexEndpointHost, { strength, personalData }: ModelArmor): void {
    const filter = new PromptFilter(this, 'ModelArmor', {
      project: entity(topology.accounts.google, host.account).project,
      location: host.region,
      templateId: physicalName(nameLimit('googleResource'), topology.name, id),
      confidence: confidences[strength],
      personalData: personalData === 'block',
      labels: this.labels,
    });
    output(this, 'modelArmorTemplate', filter.name);
    output(this, 'modelArmorHost', modelArmorHost(host.region));
  }
}

function isPrivate({ endpoint }: VertexEndpointHost): boolean {
  return endpoint === 'private-psc';
}

type ModelArmor = NonNullable<VertexEndpointHost['modelArmor']>;

const confidences: Readonly<Record<ModelArmor['strength'], PromptFilterProps['confidence']>> = {
  low: 'HIGH',
  medium: 'MEDIUM_AND_ABOVE',
  high: 'LOW_AND_ABOVE',
};
