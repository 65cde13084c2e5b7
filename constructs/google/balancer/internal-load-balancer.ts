import { ComputeAddress } from '@cdktf/provider-google/lib/compute-address/index.js';
import { ComputeForwardingRule } from '@cdktf/provider-google/lib/compute-forwarding-rule/index.js';
import { ComputeRegionBackendService } from '@cdktf/provider-google/lib/compute-region-backend-service/index.js';
import { ComputeRegionSslPolicy } from '@cdktf/provider-google/lib/compute-region-ssl-policy/index.js';
import { ComputeRegionTargetHttpsProxy } from '@cdktf/provider-google/lib/compute-region-target-https-proxy/index.js';
import { ComputeRegionUrlMap } from '@cdktf/provider-google/lib/compute-region-url-map/index.js';
import { Construct } from 'constructs';
import { timeouts } from '../../timeouts.js';
import type { NetworkPlace } from '../network/network-place.js';
import { ModelServerHealth } from './model-server-health.js';

/** What a load balancer sends requests to. */
export interface ModelServers {
  /** Instance groups of the model servers, by URL. */
  readonly groups: readonly string[];
  /** Port that they answer on, by the name that the instance groups give it. */
  readonly port: { readonly name: string; readonly number: number };
  /** Path of the request that a healthy server answers with 200. */
  readonly healthPath: string;
  /** Most requests a second that one node can finish: of the backends only a rate can be declared, never how many are open. */
  readonly requestsPerSecond: number;
}

export interface InternalLoadBalancerProps {
  /** Project of the model servers. */
  readonly project: string;
  /** Region of the model servers. */
  readonly region: string;
  /** Name of the load balancer's parts. */
  readonly name: string;
  /** Where it gets its address; the network needs a proxy-only subnet in the region. */
  readonly network: NetworkPlace;
  /** Certificate Manager certificate or SSL certificate of the region, by full name. */
  readonly certificate: string;
  /** What it sends requests to. */
  readonly servers: ModelServers;
  /** Labels of what can carry any: address and rule. */
  readonly labels: Readonly<Record<string, string>>;
}

/** Regional internal Application Load Balancer: TLS ends here, and requests go to the node with the fewest open ones. */
export class InternalLoadBalancer extends Construct {
  readonly address: ComputeAddress;
  readonly rule: ComputeForwardingRule;

  constructor(scope: Construct, id: string, props: InternalLoadBalancerProps) {
    super(scope, id);
    const { project, region, name, network } = props;
    const place = { project, region, name };
    const labels = { ...props.labels };
    const proxy = this.proxy(place, this.backends(place, props.servers), props.certificate);
    this.address = new ComputeAddress(this, 'Address', {
      ...place,
      project: network.project,
      addressType: 'INTERNAL',
      purpose: 'GCE_ENDPOINT',
      subnetwork: network.subnet,
      labels,
    });
    this.rule = new ComputeForwardingRule(this, 'Rule', {
      ...place,
      loadBalancingScheme: 'INTERNAL_MANAGED',
      target: proxy.id,
      ipProtocol: 'TCP',
      portRange: '443',
      ipAddress: this.address.id,
      network: network.network,
      subnetwork: network.subnet,
      // Traffic that enters over a link in another region is refused otherwise.
      allowGlobalAccess: true,
      labels,
    });
  }

  private backends(place: Place, { groups, port, healthPath, requestsPerSecond }: ModelServers): ComputeRegionBackendService {
    const health = new ModelServerHealth(this, 'Health', {
      ...place,
      name: `${place.name}-serving`,
      port: port.number,
      healthPath,
      check: timeouts.health,
    });
    return new ComputeRegionBackendService(this, 'Backends', {
      ...place,
      protocol: 'HTTP',
      loadBalancingScheme: 'INTERNAL_MANAGED',
      portName: port.name,
      healthChecks: [health.id],
      // How long an answer may take from its first byte to its last: the default of 30 seconds cuts streams.
      timeoutSec: timeouts.longestAnswer,
      connectionDrainingTimeoutSec: timeouts.deregistration,
      localityLbPolicy: 'LEAST_REQUEST',
      backend: groups.map((group) => ({ group, balancingMode: 'RATE', maxRatePerInstance: requestsPerSecond, capacityScaler: 1 })),
      // Holds no bodies, and would go to a bucket without a region.
      logConfig: { enable: false },
    });
  }

  private proxy(place: Place, backends: ComputeRegionBackendService, certificate: string): ComputeRegionTargetHttpsProxy {
    const urls = new ComputeRegionUrlMap(this, 'Urls', { ...place, defaultService: backends.id });
    const tls = new ComputeRegionSslPolicy(this, 'Tls', { ...place, profile: 'RESTRICTED', minTlsVersion: 'TLS_1_2' });
    return new ComputeRegionTargetHttpsProxy(this, 'Proxy', {
      ...place,
      urlMap: urls.id,
      sslPolicy: tls.id,
      ...(certificate.includes('/sslCertificates/')
        ? { sslCertificates: [certificate] }
        : { certificateManagerCertificates: [`//certificatemanager.googleapis.com/${certificate}`] }),
    });
  }
}

type Place = Pick<InternalLoadBalancerProps, 'project' | 'region' | 'name'>;
