import { free, grantsNothing, insideNetwork, none, revision, serves, settings, specification, storesNothing, tagList, takesNoConnections } from '../answers.js';
import type { Rows } from '../row.js';

export const ecs = {
  'AWS::ECS::CapacityProvider': { ...settings, tags: tagList, exposure: takesNoConnections, principals: grantsNothing, replacement: specification },
  'AWS::ECS::Cluster': { ...settings, tags: tagList, exposure: takesNoConnections, principals: grantsNothing, replacement: specification },
  'AWS::ECS::ClusterCapacityProviderAssociations': {
    ...settings,
    tags: free,
    exposure: takesNoConnections,
    principals: grantsNothing,
    replacement: specification,
  },
  'AWS::ECS::Service': {
    data: serves('the model servers'),
    key: none('stores nothing; its logs, secrets and disks have settings of their own'),
    transport: none('tasks take connections from the load balancer only: see the target group'),
    tags: { ...tagList, starts: { kind: 'property', property: 'PropagateTags', values: ['SERVICE', 'TASK_DEFINITION'] } },
    exposure: insideNetwork,
    copies: storesNothing,
    principals: grantsNothing,
    replacement: specification,
  },
  'AWS::ECS::TaskDefinition': {
    ...settings,
    copies: none('its containers write logs to a group with a row of its own; what they may log, data-use/request-logging judges'),
    tags: tagList,
    exposure: insideNetwork,
    principals: grantsNothing,
    replacement: revision('a task definition is revised, never changed: the service rolls to the new revision'),
  },
} satisfies Rows;
