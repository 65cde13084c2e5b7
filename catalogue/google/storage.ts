import {
  admits,
  copiesBy,
  copying,
  free,
  googleApi,
  grants,
  grantsNothing,
  holds,
  keptWithoutBlock,
  keyIn,
  labels,
  only,
  onlyAs,
  preventDestroy,
  runsNothing,
  schema,
  schemaReadBut,
  sentTo,
  set,
  settings,
} from '../answers.js';
import type { Rows } from '../row.js';

export const storage = {
  google_storage_bucket: {
    data: holds('objects', {
      keep: [preventDestroy, keptWithoutBlock, set('force_destroy', 'false')],
      deleted: 'with-everything-in-it',
      place: { field: 'location' },
    }),
    key: keyIn('encryption.default_kms_key_name', { location: 'location' }),
    transport: googleApi,
    tags: labels,
    exposure: admits('bucket-access'),
    copies: copiesBy(
      ...copying('stores objects in two regions of its own choice', 'custom_placement_config'),
      onlyAs('rpo', 'copies objects between regions', 'DEFAULT'),
      ...copying('serves objects without their policies', 'website'),
      sentTo('logging.log_bucket', 'google_storage_bucket'),
    ),
    principals: grantsNothing,
    programs: runsNothing,
    replacement: schemaReadBut({ 'retention_policy.is_locked': only('replaced if it was locked') }),
  },
  google_storage_bucket_iam_member: { ...settings, tags: free, exposure: admits('public-members'), principals: grants('role-member'), replacement: schema },
} satisfies Rows;
