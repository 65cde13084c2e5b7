import { ApplicationGateway } from '@cdktf/provider-azurerm/lib/application-gateway/index.js';
import { RoleAssignment } from '@cdktf/provider-azurerm/lib/role-assignment/index.js';
import { UserAssignedIdentity } from '@cdktf/provider-azurerm/lib/user-assigned-identity/index.js';
import { Construct } from 'constructs';
import { modelPaths } from '../../model-paths.js';
import { Settled } from '../../settled.js';

export interface InternalBalancerProps {
  /** Name; its identity is named after it. */
  readonly name: string;
  /** Resource group that it is made in. */
  readonly resourceGroupName: string;
  /** Region of its subnet. */
  readonly location: string;
  /** Resource id of its subnet, which is its own, and its address there. */
  readonly front: { readonly subnetId: string; readonly address: string };
  /** Name that callers use, the address of its certificate in Key Vault without a version, and the resource id of that secret. */
  readonly host: { readonly name: string; readonly certificate: string; readonly secretId: string };
  /** Model servers: port, path that a healthy one answers with 200, and seconds. */
  readonly servers: {
    readonly port: number;
    readonly healthPath: string;
    readonly health: { readonly interval: number; readonly timeout: number; readonly failures: number };
    readonly longestAnswer: number;
    readonly drain: number;
  };
  /** Until a role is known everywhere. */
  readonly settleSeconds: number;
}

/** Units of capacity of 2,500 connections each. Two at least, which Azure places apart. */
const capacity = { minCapacity: 2, maxCapacity: 10 };
/** All of a region that sells the nodes. Unsaid, Azure decides since 2025-07 and the provider replaces the gateway for what it did not declare (hashicorp/terraform-provider-azurerm#30129). */
const zones = ['1', '2', '3'];
const pool = 'nodes';

/**
 * An Application Gateway with a private address and no other. TLS 1.2 or later ends here; answers pass as they come, because nothing is buffered. A
 * subscription has to be given the feature EnableApplicationGatewayNetworkIsolation once, or Azure asks for a public address.
 */
export class InternalBalancer extends Construct {
  /** Resource id. */
  readonly id: string;
  /** Resource id of the pool that model servers join. */
  readonly poolId: string;

  constructor(scope: Construct, id: string, props: InternalBalancerProps) {
    super(scope, id);
    const { resourceGroupName, location, front, host, servers } = props;
    const identity = new UserAssignedIdentity(this, 'Identity', { name: `${props.name}-front`, resourceGroupName, location });
    const reads = new RoleAssignment(this, 'Certificate', {
      scope: host.secretId,
      roleDefinitionName: 'Key Vault Secrets User',
      principalId: identity.principalId,
      principalType: 'ServicePrincipal',
    });
    const settled = new Settled(this, 'CertificateSettled', [reads], props.settleSeconds);
    const gateway = new ApplicationGateway(this, 'Gateway', {
      name: props.name,
      resourceGroupName,
      location,
      sku: { name: 'Standard_v2', tier: 'Standard_v2' },
      autoscaleConfiguration: capacity,
      zones: [...zones],
      identity: { type: 'UserAssigned', identityIds: [identity.id] },
      gatewayIpConfiguration: [{ name: 'subnet', subnetId: front.subnetId }],
      frontendIpConfiguration: [{ name: 'private', subnetId: front.subnetId, privateIpAddress: front.address, privateIpAddressAllocation: 'Static' }],
      frontendPort: [{ name: 'https', port: 443 }],
      sslCertificate: [{ name: 'front', keyVaultSecretId: host.certificate }],
      sslPolicy: { policyType: 'Predefined', policyName: 'AppGwSslPolicy20220101' },
      backendAddressPool: [{ name: pool }],
      ...listening(host.name),
      ...reached(servers),
      global: { requestBufferingEnabled: false, responseBufferingEnabled: false },
      dependsOn: [settled],
      // One that was made without zones got them from Azure, and would be replaced for the difference.
      lifecycle: { ignoreChanges: ['zones'] },
    });
    this.id = gateway.id;
    this.poolId = `${gateway.id}/backendAddressPools/${pool}`;
  }
}

/** One name on one port. Requests for paths that an API key guards go to the model servers; all others are told, without their body, to ask for one of these. */
function listening(hostName: string) {
  return {
    httpListener: [
      {
        name: 'https',
        frontendIpConfigurationName: 'private',
        frontendPortName: 'https',
        protocol: 'Https',
        sslCertificateName: 'front',
        hostName,
        requireSni: true,
      },
    ],
    requestRoutingRule: [
      {
        name: 'by-path',
        priority: 100,
        ruleType: 'PathBasedRouting',
        httpListenerName: 'https',
        urlPathMapName: 'model-paths',
      },
    ],
    urlPathMap: [
      {
        name: 'model-paths',
        // It cannot answer by itself, and a pool without servers would count as servers that fail.
        defaultRedirectConfigurationName: 'elsewhere',
        pathRule: [{ name: 'guarded', paths: [...modelPaths], backendAddressPoolName: pool, backendHttpSettingsName: 'model-server' }],
      },
    ],
    redirectConfiguration: [
      {
        name: 'elsewhere',
        redirectType: 'SeeOther',
        targetUrl: `https://${hostName}${modelPaths[1]}`,
        includePath: false,
        includeQueryString: false,
      },
    ],
  };
}

function reached(servers: InternalBalancerProps['servers']) {
  return {
    probe: [
      {
        name: 'model-server',
        protocol: 'Http',
        host: '127.0.0.1',
        path: servers.healthPath,
        interval: servers.health.interval,
        timeout: servers.health.timeout,
        unhealthyThreshold: servers.health.failures,
        match: { statusCode: ['200'] },
      },
    ],
    backendHttpSettings: [
      {
        name: 'model-server',
        protocol: 'Http',
        port: servers.port,
        cookieBasedAffinity: 'Disabled',
        probeName: 'model-server',
        requestTimeout: servers.longestAnswer,
        connectionDraining: { enabled: true, drainTimeoutSec: servers.drain },
      },
    ],
  };
}
