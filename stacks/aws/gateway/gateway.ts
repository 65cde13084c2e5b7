import type { CfnTaskDefinition } from 'aws-cdk-lib/aws-ecs';
import type { ManagedPolicy } from 'aws-cdk-lib/aws-iam';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import type { Construct } from 'constructs';
import { serviceDomain } from '../../../clouds/aws.js';
import { EndpointRecord } from '../../../constructs/aws/balancer/endpoint-record.js';
import { GatewayFront } from '../../../constructs/aws/balancer/gateway-front.js';
import { PrivateCertificate } from '../../../constructs/aws/balancer/private-certificate.js';
import { EncryptionKey } from '../../../constructs/aws/encryption/encryption-key.js';
import { FleetAlarms } from '../../../constructs/aws/monitoring/fleet-alarms.js';
import { EncryptedLogGroup } from '../../../constructs/aws/storage/encrypted-log-group.js';
import { GatewayDashboard } from '../../../constructs/aws/zone-gateway/gateway-dashboard.js';
import { GatewayService } from '../../../constructs/aws/zone-gateway/gateway-service.js';
import { gatewayTask } from '../../../constructs/aws/zone-gateway/gateway-task.js';
import { KeysBucket } from '../../../constructs/aws/zone-gateway/keys-bucket.js';
import { SpendMetrics } from '../../../constructs/aws/zone-gateway/spend-metrics.js';
import { setOrigin } from '../../../constructs/origin.js';
import { timeouts } from '../../../constructs/timeouts.js';
import { recordZone } from '../../../derived/endpoint-zone.js';
import type { GatewayImages, GatewayPlace } from '../../../derived/gateway-service.js';
import { gatewayTaskRoleArn, gatewayTasks } from '../../../derived/gateway-tasks.js';
import { gatewayAssetPrefix, gatewayKeysBucket, physicalName } from '../../../derived/names.js';
import { gatewayTaskSize } from '../../../facts/gateway.js';
import { nameLimit } from '../../../facts/limits.js';
import { configurationDirectory, ports, readyPath, runDirectory, servedPaths } from '../../../runtime/gateway/forms/places.js';
import type { ProcessesFile } from '../../../runtime/gateway/forms/processes.js';
import { keptFile } from '../../../runtime/kept-file.js';
import { pathOf } from '../../../topology/path.js';
import { entity, sortedEntries } from '../../../topology/views.js';
import type { StackContext } from '../../context.js';
import { AwsStack } from '../aws-stack.js';
import { registryImage } from '../registry-image.js';
import { admitTasks, gatewaySecurityGroups } from './access.js';
import { gatewayAlarms, serviceMetrics, workloadAlarms } from './alarms.js';
import { type ConfigurationObject, taskContainers } from './containers.js';

/** What a zone's gateway is made from, beside the topology. */
export interface GatewayParts {
  readonly place: GatewayPlace;
  readonly images: GatewayImages;
  /** All files of the zone as one text, and what it says of the processes. */
  readonly configuration: { readonly text: string; readonly processes: ProcessesFile };
}

/** User and group that Envoy's image runs as, and ours with it: what one writes the others read. */
const user = '65532:65532';

/** The gateway of one zone: tasks on Fargate behind a private load balancer, their keys, log and alarms. */
export class GatewayStack extends AwsStack {
  constructor(scope: Construct, context: StackContext, parts: GatewayParts) {
    const { zone, account, region, network } = parts.place;
    super(scope, context, {
      account,
      region,
      name: ['aws-gateway', zone],
      description: `Gateway of zone ${zone}`,
      origin: pathOf('gateway', 'zones', zone),
      tags: {},
      terminationProtection: true,
      assetPrefix: gatewayAssetPrefix(context.topology.name, zone),
    });
    const key = new EncryptionKey(this, 'Key', { description: `Gateway of ${zone}: logs, keys of callers, disks of tasks`, forLogs: true });
    const logGroup = new EncryptedLogGroup(this, 'Logs', { key, logGroupName: this.topology.finance.allocation?.spendLogs[zone]?.logGroup });
    const { bucket: keys } = new KeysBucket(this, 'Callers', { bucketName: gatewayKeysBucket(this.topology.name, zone, this.account), key });
    const configuration = this.configuration(parts);
    const groups = this.groups(parts.place);
    const front = this.front(parts.place, groups.front);
    const rights = admitTasks(this, this.topology, zone, { configuration, keys, key });
    const task = this.task(parts, { configuration, logGroup, rights });
    const service = new GatewayService(this, 'Serving', {
      task,
      tasks: gatewayTasks(this.topology, zone),
      cpuPercent: gatewayTaskSize().busyPercent,
      target: { container: 'envoy', port: ports.entry, targetGroupArn: front.targetGroupArn },
      grace: timeouts.gateway.health.start * 2,
      key,
      network: { subnets: this.subnets(network), securityGroupId: groups.tasks },
      tags: this.financeTags,
    });
    for (const rule of front.rules) service.service.addResourceDependency(rule);
    setOrigin(service, pathOf('gateway', 'zones', zone, 'tasks'));
    this.watch(zone, { key, logGroup, front, service });
  }

  private groups(place: GatewayPlace): ReturnType<typeof gatewaySecurityGroups> {
    const { network } = place;
    const existing = this.topology.existing.networks[network];
    return gatewaySecurityGroups(this, this.topology, {
      ...place,
      vpcId: this.vpcId(network),
      endpointGroup: existing === undefined ? this.shared('network', network, 'endpoint-security-group') : existing.endpoints?.securityGroup,
    });
  }

  private task(
    { place, images }: GatewayParts,
    { configuration, logGroup, rights }: { configuration: ConfigurationObject; logGroup: EncryptedLogGroup; rights: ManagedPolicy },
  ): CfnTaskDefinition {
    const { zone, account } = place;
    const size = gatewayTaskSize();
    return gatewayTask(this, {
      family: this.stackName,
      size: { cpuUnits: size.vcpus * 1_024, memoryMiB: size.memoryGiB * 1_024 },
      containers: taskContainers({
        images: { envoy: registryImage(images.envoy, this), processes: registryImage(images.processes, this) },
        configuration,
        storage: { region: this.region, endpoint: `https://s3.${this.region}.${serviceDomain(entity(this.topology.accounts.aws, account).partition)}` },
      }),
      directories: { configuration: configurationDirectory, run: runDirectory },
      user,
      taskRoleArn: gatewayTaskRoleArn(this.topology, zone),
      taskRights: rights,
      logGroup,
    });
  }

  /** Travels beside the template, under its own digest: a changed route is a deployment and no new image. */
  private configuration({ configuration: { text, processes } }: GatewayParts): ConfigurationObject {
    const { path, sha256 } = keptFile('gateway-configuration.json', text);
    const asset = new Asset(this, 'Configuration', { path });
    return { bucket: asset.s3BucketName, key: asset.s3ObjectKey, sha256, processes };
  }

  private front({ zone, network }: GatewayPlace, securityGroupId: string): GatewayFront {
    const { endpoint } = entity(this.topology.gateway.zones, zone);
    if (endpoint === undefined) throw new Error(`the gateway of ${zone} has no endpoint, and so no stack`);
    const { hostname, certificateArn = '', privateCertificate } = endpoint;
    const hosted = recordZone(this.topology, { endpoint });
    const origin = pathOf('gateway', 'zones', zone, 'endpoint');
    const issued = privateCertificate === undefined ? undefined : new PrivateCertificate(this, 'Certificate', { hostname, ...privateCertificate });
    const front = new GatewayFront(this, 'Front', {
      name: physicalName(nameLimit('loadBalancer'), this.topology.name, 'gw', zone),
      vpcId: this.vpcId(network),
      subnets: this.subnets(network),
      securityGroupId,
      certificateArn: issued?.certificateArn ?? certificateArn,
      paths: servedPaths,
      ports,
      readyPath,
    });
    const seenBy = [{ vpcId: this.vpcId(network), region: this.region }];
    const record =
      hosted === undefined ? undefined : new EndpointRecord(this, 'Name', { hostname, zone: hosted === 'made' ? seenBy : hosted.id, balancer: front.address });
    for (const part of [issued, front, record]) if (part !== undefined) setOrigin(part, origin);
    return front;
  }

  private watch(zone: string, parts: { key: EncryptionKey; logGroup: EncryptedLogGroup; front: GatewayFront; service: GatewayService }): void {
    const { key, logGroup, front, service } = parts;
    const spend = new SpendMetrics(this, 'Spend', { logGroup, namespace: `LlamaGateway/${this.topology.name}/${zone}` });
    const metrics = serviceMetrics({
      balancer: front.fullName,
      targets: front.targetGroupFullName,
      cluster: service.cluster.ref,
      service: service.service.attrName,
    });
    const workloads = sortedEntries(this.topology.workloads).filter(([, workload]) => workload.zone === zone);
    new FleetAlarms(this, 'Alarms', {
      alarms: { ...gatewayAlarms(spend, metrics, gatewayTaskSize().busyPercent), ...workloadAlarms(spend, workloads) },
      key,
      notify: this.topology.finance.notify,
    });
    new GatewayDashboard(this, 'Dashboard', { spend, tasks: { ready: metrics.balancer('HealthyHostCount', 'Minimum'), cpu: metrics.cpu } });
  }
}
