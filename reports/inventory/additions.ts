import { type DeclaredExtension, declaredAdditions } from '../../derived/declared-additions.js';
import type { Topology } from '../../topology/schema/topology.js';
import { page } from './page.js';
import { listed } from './text.js';

/** What an organisation demands of everything, and what it adds: who answers for it, who approved it, and until when. */
export function additionsPage(topology: Topology): string {
  const { landingZone, extensions } = declaredAdditions(topology);
  const demands = Object.entries(landingZone).map(([name, value]) => `${name} = ${listed(value)}`);
  const added = Object.entries(extensions).map(([id, extension]) => [`extension ${id}: ${termsOf(extension)}`, `for ${extension.reason}`, ...extension.allows]);
  return page([['landing zone', ...(demands.length > 0 ? demands : ['none'])], ...(added.length > 0 ? added : [['extensions', 'none']])]);
}

function termsOf({ owner, approval, granted, expires }: DeclaredExtension): string {
  const { key, grantedBy = 'nobody', grantedOn = 'no day', expires: until = 'no day', reference = 'no reference' } = approval;
  return `${owner}, ${granted} to ${expires}, approved as ${key} by ${grantedBy} on ${grantedOn} until ${until} (${reference})`;
}
