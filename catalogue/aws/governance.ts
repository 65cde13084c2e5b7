import {
  alwaysSentTo,
  asItsPrincipals,
  copiesBy,
  documents,
  freeTags,
  grantsNothing,
  holds,
  inRegion,
  noCopySetting,
  retain,
  runsNothing,
  settings,
  settingsOnly,
  specification,
  tagList,
  takesNoConnections,
  toRecipients,
} from '../answers.js';
import type { Rows, TagProperty } from '../row.js';

const resourceTags: TagProperty = { kind: 'property', property: 'ResourceTags', form: 'list' };

export const governance = {
  'AWS::BCMDataExports::Export': {
    ...settings,
    tags: tagList,
    exposure: takesNoConnections,
    copies: copiesBy(alwaysSentTo('Export.DestinationConfigurations.S3Destination.S3Bucket', 'AWS::S3::Bucket')),
    principals: grantsNothing,
    replacement: specification,
  },
  'AWS::Budgets::Budget': {
    ...settings,
    tags: resourceTags,
    exposure: takesNoConnections,
    principals: grantsNothing,
    replacement: specification,
  },
  // Cost Anomaly Detection and cost categories are free of charge: https://aws.amazon.com/aws-cost-management/pricing/
  'AWS::CE::AnomalyMonitor': { ...settings, tags: freeTags(resourceTags), exposure: takesNoConnections, principals: grantsNothing, replacement: specification },
  'AWS::CE::AnomalySubscription': {
    ...settings,
    tags: freeTags(resourceTags),
    exposure: takesNoConnections,
    copies: copiesBy(toRecipients('Subscribers.Address')),
    principals: grantsNothing,
    replacement: specification,
  },
  'AWS::CE::CostCategory': { ...settings, tags: freeTags(tagList), exposure: takesNoConnections, principals: grantsNothing, replacement: specification },
  'AWS::Organizations::Policy': {
    data: holds('a guard rail of every account it is attached to', { keep: [retain], deleted: 'with-everything-in-it', place: inRegion }),
    key: settingsOnly,
    transport: settingsOnly,
    // Organizations is free of charge: https://docs.aws.amazon.com/organizations/latest/userguide/pricing.html
    tags: freeTags(tagList),
    exposure: asItsPrincipals,
    copies: noCopySetting,
    principals: documents('Content'),
    programs: runsNothing,
    replacement: specification,
  },
  'AWS::ResourceGroups::Group': { ...settings, tags: tagList, exposure: takesNoConnections, principals: grantsNothing, replacement: specification },
} satisfies Rows;
