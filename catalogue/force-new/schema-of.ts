import type { Schema } from '../row.js';
import { rowOf } from '../rows.js';
import { type Arguments, comparedWith, readingOf } from './read.js';

/** What forces a new resource: the reading of the provider's schema, and what the row of the type says besides. */
export interface ForceNew extends Arguments {
  readonly provider: string;
  /** Version for which it holds: that of the modules, with which the reading was compared. */
  readonly version: string;
  /** By argument; outranks the reading. */
  readonly except: Schema['except'];
}

/** Undefined for a type that was not read. */
export function forceNewOf(type: string): ForceNew | undefined {
  const reading = readingOf(type);
  const found = reading?.types[type];
  if (reading === undefined || found === undefined) return undefined;
  const replacement = rowOf(type)?.replacement;
  const { except = {}, defaults = {} } = replacement?.kind === 'schema' ? replacement : {};
  return {
    ...found,
    defaults: { ...found.defaults, ...defaults },
    except,
    provider: reading.provider,
    version: comparedWith[reading.provider] ?? reading.version,
  };
}
