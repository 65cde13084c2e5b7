import { MonitorDataCollectionEndpoint } from '@cdktf/provider-azurerm/lib/monitor-data-collection-endpoint/index.js';
import { MonitorDataCollectionRule } from '@cdktf/provider-azurerm/lib/monitor-data-collection-rule/index.js';
import { MonitorDataCollectionRuleAssociation } from '@cdktf/provider-azurerm/lib/monitor-data-collection-rule-association/index.js';
import { MonitorPrivateLinkScopedService } from '@cdktf/provider-azurerm/lib/monitor-private-link-scoped-service/index.js';
import { Construct } from 'constructs';

export interface NodeLogProps {
  /** Name of its parts. */
  readonly name: string;
  /** Resource group that they are made in. */
  readonly resourceGroupName: string;
  /** Region of the nodes and of the workspace. */
  readonly location: string;
  /** Resource id of the Log Analytics workspace. */
  readonly workspaceId: string;
  /** The private link scope of the network, by name. */
  readonly link: { readonly scopeName: string; readonly resourceGroupName: string };
  /** Resource ids of the scale sets, by what tells each from the others. */
  readonly nodes: Readonly<Record<string, string>>;
}

/**
 * What units of nodes print and what the kernel says of GPUs, over the private link of the network. Units print under a facility of their own, and none of
 * them prints prompts; no other facility is collected.
 */
export class NodeLog extends Construct {
  constructor(scope: Construct, id: string, props: NodeLogProps) {
    super(scope, id);
    const { name, resourceGroupName, location } = props;
    const endpoint = new MonitorDataCollectionEndpoint(this, 'Endpoint', {
      name,
      resourceGroupName,
      location,
      kind: 'Linux',
      publicNetworkAccessEnabled: false,
    });
    const stream = 'Microsoft-Syslog';
    const rule = new MonitorDataCollectionRule(this, 'Rule', {
      name,
      resourceGroupName,
      location,
      kind: 'Linux',
      dataCollectionEndpointId: endpoint.id,
      dataSources: { syslog: [{ name: 'units', facilityNames: ['kern', 'local0'], logLevels: ['*'], streams: [stream] }] },
      destinations: { logAnalytics: [{ name: 'workspace', workspaceResourceId: props.workspaceId }] },
      dataFlow: [{ streams: [stream], destinations: ['workspace'] }],
    });
    for (const [linked, linkedResourceId] of Object.entries({ workspace: props.workspaceId, endpoint: endpoint.id })) {
      new MonitorPrivateLinkScopedService(this, `linked-${linked}`, { ...props.link, name: `${name}-${linked}`, linkedResourceId });
    }
    for (const [place, targetResourceId] of Object.entries(props.nodes)) {
      new MonitorDataCollectionRuleAssociation(this, `rule-${place}`, { name: 'units', targetResourceId, dataCollectionRuleId: rule.id });
      // The name is Azure's, and the only one that it takes.
      const own = { name: 'configurationAccessEndpoint', targetResourceId, dataCollectionEndpointId: endpoint.id };
      new MonitorDataCollectionRuleAssociation(this, `endpoint-${place}`, own);
    }
  }
}
