import { ComputeAddress } from '@cdktf/provider-google/lib/compute-address/index.js';
import { ComputeForwardingRule } from '@cdktf/provider-google/lib/compute-forwarding-rule/index.js';
import { ComputeRegionBackendService } from '@cdktf/provider-google/lib/compute-region-backend-service/index.js';
import { ComputeRegionHealthCheck } from '@cdktf/provider-google/lib/compute-region-health-check/index.js';
import { ComputeRegionSslPolicy } from '@cdktf/provider-google/lib/compute-region-ssl-policy/index.js';
import { ComputeRegionTargetHttpsProxy } from '@cdktf/provider-google/lib/compute-region-target-https-proxy/index.js';
import { ComputeRegionUrlMap } from '@cdktf/provider-google/lib/compute-region-url-map/index.js';
import { Construct } from 'constructs';
import { timeouts } from '../../timeouts.js';

export interface InternalLoadBalancerProps {
  readonly project: string;
  /** Project of the network. */
  readonly networkProject: string;
  readonly region: string;
  readonly name: string;
  /** Self links; the network needs a proxy-only subnet in the region. */
  readonly network: string;
  readonly subnet: string | undefined;
  /** Certificate Manager certificate or SSL certificate of the region, by full name. */
  readonly certificate: string;
  readonly port: { readonly name: string; readonly number: number };
  readonly healthPath: string;
  /** Instance groups of the model servers. */
  readonly groups: readonly string[];
  /** Most requests a second that one node can finish: of the backends only a rate can be declared, never how many are open. */
  readonly requestsPerSecond: number;
  readonly labels: Readonly<Record<string, string>>;
}

/** Health check of a model server's port. */
export class ModelServerHealth extends ComputeRegionHealthCheck {
  constructor(
    scope: Construct,
    id: string,
    props: Pick<InternalLoadBalancerProps, 'project' | 'region' | 'name' | 'healthPath'> & {
      readonly port: number;
      readonly check: typeof timeouts.health | typeof timeouts.healing;
    },
  ) {
    super(scope, id, {
      project: props.project,
      region: props.region,
      name: props.name,
      checkIntervalSec: props.check.interval,
      timeoutSec: props.check.timeout,
      healthyThreshold: props.check.successes,
      unhealthyThreshold: props.check.failures,
      httpHealthCheck: { port: props.port, requestPath: props.healthPath },
      logConfig: { enable: true },
    });
  }
}

/** Regional internal Application Load Balancer: TLS ends here, and requests go to the node with the fewest open ones. */
export class InternalLoadBalancer extends Construct {
  readonly address: ComputeAddress;
  readonly rule: ComputeForwardingRule;

  constructor(scope: Construct, id: string, props: InternalLoadBalancerProps) {
    super(scope, id);
    const { project, region, name } = props;
    const place = { project, region, name };
    const labels = { ...props.labels };
    const health = new ModelServerHealth(this, 'Health', { ...props, name: `${name}-serving`, port: props.port.number, check: timeouts.health });
    const backends = new ComputeRegionBackendService(this, 'Backends', {
      ...place,
      protocol: 'HTTP',
      loadBalancingScheme: 'INTERNAL_MANAGED',
      portName: props.port.name,
      healthChecks: [health.id],
      // How long an answer may take from its first byte to its last: the default of 30 seconds cuts streams.
      timeoutSec: timeouts.longestAnswer,
      connectionDrainingTimeoutSec: timeouts.deregistration,
      localityLbPolicy: 'LEAST_REQUEST',
      backend: props.groups.map((group) => ({ group, balancingMode: 'RATE', maxRatePerInstance: props.requestsPerSecond, capacityScaler: 1 })),
      // Holds no bodies, and would go to a bucket without a region.
      logConfig: { enable: false },
    });
    const urls = new ComputeRegionUrlMap(this, 'Urls', { ...place, defaultService: backends.id });
    const tls = new ComputeRegionSslPolicy(this, 'Tls', { ...place, profile: 'RESTRICTED', minTlsVersion: 'TLS_1_2' });
    const proxy = new ComputeRegionTargetHttpsProxy(this, 'Proxy', {
      ...place,
      urlMap: urls.id,
      sslPolicy: tls.id,
      ...(props.certificate.includes('/sslCertificates/')
        ? { sslCertificates: [props.certificate] }
        : { certificateManagerCertificates: [`//certificatemanager.googleapis.com/${props.certificate}`] }),
    });
    this.address = new ComputeAddress(this, 'Address', {
      ...place,
      project: props.networkProject,
      addressType: 'INTERNAL',
      purpose: 'GCE_ENDPOINT',
      subnetwork: props.subnet,
      labels,
    });
    this.rule = new ComputeForwardingRule(this, 'Rule', {
      ...place,
      loadBalancingScheme: 'INTERNAL_MANAGED',
      target: proxy.id,
      ipProtocol: 'TCP',
      portRange: '443',
      ipAddress: this.address.id,
      network: props.network,
      subnetwork: props.subnet,
      // Traffic that enters over a link in another region is refused otherwise.
      allowGlobalAccess: true,
      labels,
    });
  }
}
