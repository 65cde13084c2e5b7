import {
  asItsPrincipals,
  documents,
  free,
  grantsNothing,
  keyIn,
  madeAgain,
  noCopySetting,
  none,
  settings,
  signedCalls,
  specification,
  tagList,
  takesNoConnections,
} from '../answers.js';
import type { Rows } from '../row.js';

export const messaging = {
  'AWS::SNS::Subscription': {
    ...settings,
    copies: none('delivers notices to its endpoint: who hears them, delivery/heard judges'),
    tags: free,
    exposure: takesNoConnections,
    principals: grantsNothing,
    replacement: specification,
  },
  'AWS::SNS::Topic': {
    data: madeAgain,
    key: keyIn('KmsMasterKeyId'),
    transport: { kind: 'refuses-plain', policy: 'AWS::SNS::TopicPolicy', on: 'Topics', service: 'sns' },
    tags: tagList,
    exposure: signedCalls,
    copies: none('delivers to its subscriptions, each a resource of its own'),
    principals: grantsNothing,
    replacement: specification,
  },
  'AWS::SNS::TopicPolicy': { ...settings, tags: free, exposure: asItsPrincipals, principals: documents('PolicyDocument'), replacement: specification },
  'AWS::SQS::Queue': {
    data: none('notices that could not be delivered, for a fortnight'),
    key: keyIn('KmsMasterKeyId'),
    transport: { kind: 'refuses-plain', policy: 'AWS::SQS::QueuePolicy', on: 'Queues', service: 'sqs' },
    tags: tagList,
    exposure: signedCalls,
    copies: noCopySetting,
    principals: grantsNothing,
    replacement: specification,
  },
  'AWS::SQS::QueuePolicy': { ...settings, tags: free, exposure: asItsPrincipals, principals: documents('PolicyDocument'), replacement: specification },
} satisfies Rows;
