/** What Microsoft Foundry offers of Llama, where each sku processes, and machines with GPUs. Source: azure.yaml. */
import { type Row, table } from './read.js';
import { countryOf, expandJurisdictions } from './regions.js';

/** One model under one sku. `regions`: where the resource may lie, not where prompts are processed. */
export type AzureOffer = Row<'azure', 'offers'>;

/** A model Azure no longer serves since `date` (YYYY-MM-DD). */
export type AzureRetirement = Row<'azure', 'retired'>;

/** A deployment sku. `llama`: whether any Llama is offered under it. */
export type AzureSku = Row<'azure', 'skus'>;

/** A built-in policy definition, found by its `use`. */
export type AzurePolicy = Row<'azure', 'policies'>;

/** Every offer of a release, one for each sku that it is deployed with. */
export function azureOffers(release: string): AzureOffer[] {
  return table('azure', 'offers').filter((row) => row.release === release);
}

/** The retirement of a release. */
export function azureRetired(release: string): AzureRetirement | undefined {
  return table('azure', 'retired').find((row) => row.release === release);
}

/** The row of a sku. */
export function azureSku(sku: string): AzureSku | undefined {
  return table('azure', 'skus').find((row) => row.sku === sku);
}

/** Where a sku processes; of one that facts do not know, the worst is assumed. */
export function azureScope(sku: string): AzureSku['processing'] {
  return azureSku(sku)?.processing ?? 'global';
}

/** The countries (alpha-2) of the data zone a region belongs to. */
function dataZoneCountries(region: string): string[] | undefined {
  const country = countryOf('azure', region);
  if (country === undefined) return undefined;
  for (const row of table('azure', 'dataZones')) {
    const countries = expandJurisdictions(row.countries);
    if (countries !== 'ANY' && countries.has(country)) return [...countries];
  }
  return undefined;
}

/** The countries (alpha-2) a sku in a region may process in; 'ANY' if global. */
export function azureProcessing(sku: string, region: string): string[] | 'ANY' | undefined {
  const processing = azureSku(sku)?.processing;
  if (processing === 'global') return 'ANY';
  if (processing === 'data-zone') return dataZoneCountries(region);
  const country = processing === 'region' ? countryOf('azure', region) : undefined;
  return country === undefined ? undefined : [country];
}

/** The built-in policy definition for a use: approved-models, allowed-locations, network, managed-identity, … */
export function azurePolicy(use: string): AzurePolicy | undefined {
  return table('azure', 'policies').find((row) => row.use === use);
}

/** Parts of a service that a private endpoint leads to. */
export type Subresource = Row<'azure', 'privateDnsZones'>['subresource'];

/** Data actions that a chat completion takes, of a model that is deployed in a Foundry account. */
export function chatDataActions(): string[] {
  return table('azure', 'dataActions').map(({ action }) => action);
}

/** The quota that a deployment of a model takes, as the list of usages of a subscription names it. */
export function azureTokenQuota(sku: string, modelId: string): { readonly quotaCode: string; readonly name: string } | undefined {
  const [row] = table('azure', 'quotas');
  return row && { quotaCode: [row.prefix, sku, modelId].join('.'), name: `${row.name} - ${modelId}` };
}

/** Private DNS zones that a private endpoint of a subresource needs: `account` of a Foundry account, `vault` of a key vault. */
export function privateDnsZones(subresource: Subresource): string[] {
  return table('azure', 'privateDnsZones')
    .filter((row) => row.subresource === subresource)
    .map((row) => row.zone)
    .sort();
}

/** A size of virtual machines with GPUs. `gpuMemoryGB` is per GPU; `regions`: where it is sold, not free capacity. */
export type VmSize = Row<'azure', 'vms'>;

/** All known sizes with GPUs. */
export function vmSizes(): readonly VmSize[] {
  return table('azure', 'vms');
}

/** The hardware of a size. */
export function vmSize(id: string): VmSize | undefined {
  return vmSizes().find((row) => row.sku === id);
}

/** A marketplace image of machines. */
export type AzureImage = Pick<Row<'azure', 'nodeImages'>, 'publisher' | 'offer' | 'sku'> & { readonly version: string };

/** One version of a node image; undefined when it is no version of a known image. */
export function azureNodeImage(version: string): AzureImage | undefined {
  const image = table('azure', 'nodeImages').find((row) => new RegExp(row.releasePattern).test(version));
  return image && { publisher: image.publisher, offer: image.offer, sku: image.sku, version };
}
