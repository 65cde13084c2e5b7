import type { Rule } from '../rule.js';
import { rule as adoption } from '../state/adoption.js';
import { rule as asSynthesized } from '../state/as-synthesized.js';
import { rule as backend } from '../state/backend.js';
import { rule as bootstrap } from '../state/bootstrap.js';
import { rule as complete } from '../state/complete.js';
import { rule as deletionProtection } from '../state/deletion-protection.js';
import { rule as existing } from '../state/existing.js';
import { rule as extension } from '../state/extension.js';
import { rule as gatewayForm } from '../state/gateway-form.js';
import { rule as generation } from '../state/generation.js';
import { rule as noSecrets } from '../state/no-secrets.js';
import { rule as oneName } from '../state/one-name.js';
import { rule as pinnedDate } from '../state/pinned-date.js';
import { rule as recordedDates } from '../state/recorded-dates.js';
import { rule as resources } from '../state/resources.js';
import { rule as shape } from '../state/shape.js';
import { rule as sharedValue } from '../state/shared-value.js';
import { rule as unbound } from '../state/unbound.js';
import { rule as unreviewedArgument } from '../state/unreviewed-argument.js';
import { rule as unreviewedType } from '../state/unreviewed-type.js';
import { rule as unusedExtension } from '../state/unused-extension.js';

/** Rules of family state, in the order of their ids. */
export const state: readonly Rule[] = [
  adoption,
  asSynthesized,
  backend,
  bootstrap,
  complete,
  deletionProtection,
  existing,
  extension,
  gatewayForm,
  generation,
  noSecrets,
  oneName,
  pinnedDate,
  recordedDates,
  resources,
  shape,
  sharedValue,
  unbound,
  unreviewedArgument,
  unreviewedType,
  unusedExtension,
];
