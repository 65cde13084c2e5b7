import { ComputeAddress } from '@cdktf/provider-google/lib/compute-address/index.js';
import { ComputeForwardingRule } from '@cdktf/provider-google/lib/compute-forwarding-rule/index.js';
import { ComputeRegionSslPolicy } from '@cdktf/provider-google/lib/compute-region-ssl-policy/index.js';
import { ComputeRegionTargetHttpsProxy } from '@cdktf/provider-google/lib/compute-region-target-https-proxy/index.js';
import { ComputeRegionUrlMap, type ComputeRegionUrlMapConfig } from '@cdktf/provider-google/lib/compute-region-url-map/index.js';
import { Construct } from 'constructs';
import type { NetworkPlace } from '../network/network-place.js';
import { type BackendPlace, type ModelServers, modelBackends } from './model-backends.js';
import { type ModelRoute, modelRoutes } from './model-routes.js';

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
  /**
   * A second model beside the one of `servers`.
   * @default - every request goes to `servers`
   */
  readonly next?: ModelRoute | undefined;
  /** Labels of what can carry any: address and rule. */
  readonly labels: Readonly<Record<string, string>>;
}

/** Regional internal Application Load Balancer: TLS ends here, and requests for paths that an API key guards go to the node with the fewest open ones. */
export class InternalLoadBalancer extends Construct {
  readonly address: ComputeAddress;
  readonly rule: ComputeForwardingRule;

  constructor(scope: Construct, id: string, props: InternalLoadBalancerProps) {
    super(scope, id);
    const { project, region, name, network } = props;
    const place = { project, region, name };
    const labels = { ...props.labels };
    const backends = modelBackends(this, place, props.servers, { removable: false });
    const proxy = this.proxy(place, props.certificate, modelRoutes(backends.id, props.next));
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

  private proxy(place: BackendPlace, certificate: string, routes: Omit<ComputeRegionUrlMapConfig, 'name'>): ComputeRegionTargetHttpsProxy {
    const urls = new ComputeRegionUrlMap(this, 'Urls', { ...place, ...routes });
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
