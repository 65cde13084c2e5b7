import {
  awsApi,
  copiesBy,
  copying,
  free,
  grantsNothing,
  holds,
  inRegion,
  keyIn,
  retain,
  runsNothing,
  sentTo,
  settings,
  signedCalls,
  specification,
  tagList,
  takesNoConnections,
} from '../answers.js';
import type { Rows } from '../row.js';

export const monitoring = {
  'AWS::CloudWatch::Alarm': {
    ...settings,
    tags: tagList,
    exposure: takesNoConnections,
    copies: copiesBy(...['AlarmActions', 'InsufficientDataActions', 'OKActions'].map((actions) => sentTo(actions, 'AWS::SNS::Topic'))),
    principals: grantsNothing,
    replacement: specification,
  },
  'AWS::CloudWatch::Dashboard': { ...settings, tags: tagList, exposure: takesNoConnections, principals: grantsNothing, replacement: specification },
  'AWS::Logs::LogGroup': {
    data: holds('logs', { keep: [retain], deleted: 'with-everything-in-it', place: inRegion }),
    key: keyIn('KmsKeyId'),
    transport: awsApi,
    tags: tagList,
    exposure: signedCalls,
    copies: copiesBy(...copying('sends findings, with what they found, to another place', 'DataProtectionPolicy')),
    principals: grantsNothing,
    programs: runsNothing,
    replacement: specification,
  },
  // Reads lines that are stored already, and keeps of each a number and the names of its dimensions.
  'AWS::Logs::MetricFilter': { ...settings, tags: free, exposure: takesNoConnections, principals: grantsNothing, replacement: specification },
} satisfies Rows;
