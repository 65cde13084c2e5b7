import {
  admits,
  free,
  googleApi,
  grants,
  grantsNothing,
  holds,
  keptWithoutBlock,
  keyIn,
  labels,
  none,
  only,
  preventDestroy,
  schema,
  schemaReadBut,
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
    copies: none('its location says where it is; a pair of regions is inside that'),
    principals: grantsNothing,
    replacement: schemaReadBut({ 'retention_policy.is_locked': only('replaced if it was locked') }),
  },
  google_storage_bucket_iam_member: { ...settings, tags: free, exposure: admits('public-members'), principals: grants('role-member'), replacement: schema },
} satisfies Rows;
