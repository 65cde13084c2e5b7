import {
  asItsPrincipals,
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
} from '../answers.js';
import type { Rows } from '../row.js';

export const governance = {
  'AWS::Budgets::Budget': {
    ...settings,
    tags: { kind: 'property', property: 'ResourceTags', form: 'list' },
    exposure: takesNoConnections,
    principals: grantsNothing,
    replacement: specification,
  },
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
