import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { CfnOutput, RemovalPolicy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { InternalLoadBalancer } from '../../../constructs/aws/balancer/internal-load-balancer.js';
import { ModelRoute } from '../../../constructs/aws/balancer/model-route.js';
import { FleetKey } from '../../../constructs/aws/encryption/fleet-key.js';
import { existingKey } from '../../../constructs/aws/encryption/lent-key.js';
import { EncryptedLogGroup } from '../../../constructs/aws/storage/encrypted-log-group.js';
import { setOrigin } from '../../../constructs/origin.js';
import { physicalName } from '../../../derived/names.js';
import { nextVersion } from '../../../derived/next-version.js';
import { nameLimit } from '../../../facts/limits.js';
import { engineContainer } from '../../../facts/serving.js';
import { AwsStack } from '../../../stacks/aws/aws-stack.js';
import type { StackContext } from '../../../stacks/context.js';
import { pathOf } from '../../../topology/path.js';
import type { AwsFleetHost } from '../schema.js';
import { endpointCertificate, endpointRecord } from './endpoint.js';
import { admitGateways, fleetSecurityGroups } from './fleet-access.js';
import { serveModel } from './fleet-model.js';
import type { FleetParts, SharedValue } from './fleet-parts.js';
import { servingOf } from './serving.js';
import { fleetName } from './watching.js';

/** What a load balancer needs to know of model servers. */
interface Servers {
  readonly vpcId: string;
  readonly port: number;
  readonly healthPath: string;
}

/** vLLM on dedicated GPU nodes behind a private load balancer. */
export class FleetStack extends AwsStack {
  constructor(scope: Construct, context: StackContext, id: string, host: AwsFleetHost) {
    super(scope, context, {
      account: host.account,
      region: host.region,
      name: ['aws-fleet', id],
      description: `${host.model} on ${host.nodes.count} × ${host.nodes.instanceType}`,
      origin: pathOf('hosts', id),
      tags: { host: id },
      terminationProtection: true,
    });
    const { topology } = context;
    const subnets = this.subnets(host.network);
    const servers: Servers = {
      vpcId: this.vpcId(host.network),
      port: servingOf(topology, id, host, { environment: this, fleet: fleetName(this) }).replica.engine.port,
      healthPath: engineContainer('vllm').healthPath,
    };
    const shared: SharedValue = (...name) => this.shared(...name);
    const groups = fleetSecurityGroups(this, topology, id, { ...servers, network: host.network, shared });
    const fleet = { ...this.parts(id), shared, network: { subnets, securityGroupId: groups.nodes } };
    const balancer = this.front(id, host, { subnets, securityGroupId: groups.balancer }, servers);
    const { fullName, targetGroupFullName, targetGroupArn, rule } = balancer;
    serveModel(this, host, fleet, { fullName, targetGroupFullName, targetGroupArn, usedBy: rule, path: 'nodes' });
    const next = nextVersion(host);
    if (next !== undefined) this.next(next, fleet, balancer, servers);
    admitGateways(this, topology, id, fleet.apiKey);
    new CfnOutput(this, 'ApiKeySecret', { description: 'Secret that holds the API key', value: fleet.apiKey.secretArn });
  }

  /** Key, logs and API key of the fleet, whichever models it serves. */
  private parts(id: string): Omit<FleetParts, 'network' | 'shared'> {
    const existing = this.topology.existing.keys[id];
    const key = existing === undefined ? new FleetKey(this, 'Key', { description: `Fleet ${id}: volumes, logs, API key` }) : existingKey(this, 'Key', existing);
    const logGroup = new EncryptedLogGroup(this, 'Logs', { key });
    const apiKey = new Secret(this, 'ApiKey', {
      description: `API key of ${id}; the gateway presents it, vLLM checks it`,
      encryptionKey: key,
      generateSecretString: { passwordLength: 48, excludePunctuation: true },
      removalPolicy: RemovalPolicy.RETAIN,
    });
    return {
      id,
      topology: this.topology,
      key,
      logGroup,
      apiKey: { secretArn: apiKey.secretArn, keyArn: key.keyArn },
      tags: this.financeTags,
    };
  }

  private front(id: string, host: AwsFleetHost, network: FleetParts['network'], servers: Servers): InternalLoadBalancer {
    const balancer = new InternalLoadBalancer(this, 'Front', {
      name: physicalName(nameLimit('loadBalancer'), this.topology.name, id),
      certificateArn: endpointCertificate(this, id, host),
      ...network,
      ...servers,
    });
    setOrigin(balancer, pathOf('hosts', id, 'endpoint'));
    endpointRecord(this, this.topology, { id, host, balancer, vpcId: (network) => this.vpcId(network) });
    return balancer;
  }

  /** The model that takes over: on nodes of its own, by name behind the same load balancer. */
  private next(host: AwsFleetHost, fleet: FleetParts, balancer: InternalLoadBalancer, servers: Servers): void {
    const next = new Construct(this, 'Next');
    setOrigin(next, pathOf('hosts', fleet.id, 'transition'));
    const { rule, targets } = new ModelRoute(next, 'Route', { listenerArn: balancer.listener.ref, model: host.model, priority: 1, ...servers });
    serveModel(next, host, fleet, {
      fullName: balancer.fullName,
      targetGroupFullName: targets.attrTargetGroupFullName,
      targetGroupArn: targets.ref,
      usedBy: rule,
      path: 'transition',
    });
  }
}
