import type { Cloud } from '../../facts/regions.js';

/** The cloud of a resource type; undefined for a provider that is none of the three. */
export function cloudOfType(type: string): Cloud | undefined {
  if (type.startsWith('AWS::') || type.startsWith('Custom::')) return 'aws';
  if (type.startsWith('google_')) return 'google';
  return type.startsWith('azurerm_') ? 'azure' : undefined;
}
