import {
  copiesBy,
  free,
  googleApi,
  grantsNothing,
  holds,
  keptWithoutBlock,
  keyIn,
  noCopySetting,
  paid,
  preventDestroy,
  schema,
  schemaRead,
  settings,
  signedCalls,
  takesNoConnections,
  userLabels,
} from '../answers.js';
import type { Rows } from '../row.js';

/** A log bucket of this module or in a named region; which region it may be is judged at the bucket or by `residency/host-region`. */
const namesRegion = (destination: string): boolean =>
  destination.includes('${google_logging_project_bucket_config.') || /\/locations\/(?!global\/)[a-z0-9-]+\/buckets\//.test(destination);

export const observability = {
  google_logging_metric: { ...settings, tags: free, exposure: takesNoConnections, principals: grantsNothing, replacement: schemaRead },
  google_logging_project_bucket_config: {
    data: holds('audit entries', { keep: [preventDestroy, keptWithoutBlock], deleted: 'with-everything-in-it', place: { field: 'location' } }),
    key: keyIn('cmek_settings.kms_key_name', { location: 'location' }),
    transport: googleApi,
    tags: paid,
    exposure: signedCalls,
    copies: noCopySetting,
    principals: grantsNothing,
    replacement: schema,
  },
  google_logging_project_exclusion: { ...settings, tags: free, exposure: takesNoConnections, principals: grantsNothing, replacement: schema },
  google_logging_project_sink: {
    ...settings,
    tags: free,
    exposure: takesNoConnections,
    copies: copiesBy({ path: ['destination'], copies: (value) => !namesRegion(String(value)), effect: 'sends logs to a place without a region' }),
    principals: grantsNothing,
    replacement: schemaRead,
  },
  google_monitoring_alert_policy: { ...settings, tags: userLabels, exposure: takesNoConnections, principals: grantsNothing, replacement: schemaRead },
  // Its `labels` are the channel's own settings, such as the address.
  google_monitoring_notification_channel: { ...settings, tags: userLabels, exposure: takesNoConnections, principals: grantsNothing, replacement: schemaRead },
} satisfies Rows;
