import type { CfnServiceProps } from 'aws-cdk-lib/aws-ecs';
import type { PrivatePlacement } from '../network/private-placement.js';

/** What holds for every service of a fleet: private addresses, no shell into a container, finance's tags on each task. */
export function privateService({ subnets, securityGroupId }: PrivatePlacement) {
  return {
    networkConfiguration: {
      awsvpcConfiguration: { assignPublicIp: 'DISABLED', subnets: [...subnets], securityGroups: [securityGroupId] },
    },
    enableEcsManagedTags: true,
    propagateTags: 'SERVICE',
    enableExecuteCommand: false,
  } satisfies CfnServiceProps;
}
