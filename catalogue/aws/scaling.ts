import { copiesBy, free, grantsNothing, insideNetwork, sentTo, serves, set, settings, specification, tagList, takesNoConnections } from '../answers.js';
import type { Rows } from '../row.js';

export const scaling = {
  'AWS::ApplicationAutoScaling::ScalableTarget': {
    ...settings,
    tags: tagList,
    exposure: takesNoConnections,
    principals: grantsNothing,
    replacement: specification,
  },
  'AWS::ApplicationAutoScaling::ScalingPolicy': {
    ...settings,
    tags: free,
    exposure: takesNoConnections,
    principals: grantsNothing,
    replacement: specification,
  },
  'AWS::AutoScaling::AutoScalingGroup': {
    ...settings,
    data: serves('the nodes', set('DeletionProtection', 'prevent-all-deletion')),
    copies: copiesBy(
      sentTo('NotificationConfigurations.TopicARNs', 'AWS::SNS::Topic'),
      sentTo('LifecycleHookSpecificationList.NotificationTargetARN', 'AWS::SNS::Topic', 'AWS::SQS::Queue'),
    ),
    tags: { ...tagList, starts: { kind: 'mark', mark: 'PropagateAtLaunch', of: 'instances of the Auto Scaling group' } },
    exposure: insideNetwork,
    principals: grantsNothing,
    replacement: specification,
  },
} satisfies Rows;
