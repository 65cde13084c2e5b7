import {
  asItsPrincipals,
  documents,
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
    tags: tagList,
    exposure: asItsPrincipals,
    copies: noCopySetting,
    principals: documents('Content'),
    programs: runsNothing,
    replacement: specification,
  },
  'AWS::ResourceGroups::Group': { ...settings, tags: tagList, exposure: takesNoConnections, principals: grantsNothing, replacement: specification },
} satisfies Rows;
