import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { parse } from 'csv-parse';
import { answered, type Fetch, type PriceSource, price, type Quote, SourceError } from '../source.js';

const base = 'https://pricing.us-east-1.amazonaws.com';
/** Rows before the names of the columns: format, disclaimer, publication, version, offer. */
const metadataRows = 5;

/**
 * Linux instances on demand, from the bulk price list as CSV: a region is some hundred megabytes, so it is read row by row.
 * Source: AWS Billing, "Reading the service price list file for an AWS service", CSV.
 */
export const awsEc2: PriceSource = {
  id: 'aws-bulk-ec2',
  what: 'AWS bulk price list, AmazonEC2, Linux on shared hardware on demand',
  where: `${base}/offers/v1.0/aws/AmazonEC2/current/<region>/index.csv`,
  async quotes(fetch, { nodes }) {
    const asked = nodes.filter(({ host, term }) => host === 'aws' && term === 'on-demand');
    const quotes: Quote[] = [];
    for (const region of [...new Set(asked.map((node) => node.region))].sort()) {
      const instances = new Set(asked.filter((node) => node.region === region).map(({ instance }) => instance));
      quotes.push(...(await regional(fetch, region, instances)));
    }
    return quotes;
  },
};

async function regional(fetch: Fetch, region: string, instances: ReadonlySet<string>): Promise<Quote[]> {
  const url = `${base}/offers/v1.0/aws/AmazonEC2/current/${region}/index.csv`;
  const { body } = await answered(fetch, url);
  if (body === null) throw new SourceError(`${url}: answered with nothing`);
  const rows = Readable.fromWeb(body as ReadableStream).pipe(parse({ relax_column_count: true, bom: true }));
  const found = new Map<string, Quote>();
  let index = 0;
  let names: readonly string[] = [];
  for await (const row of rows as AsyncIterable<readonly string[]>) {
    if (index++ === metadataRows) names = row;
    if (index <= metadataRows + 1) continue;
    const of = (name: string) => row[names.indexOf(name)] ?? '';
    if (!instances.has(of('Instance Type')) || !isPlainLinux(of)) continue;
    const instance = of('Instance Type');
    found.set(instance, { list: 'gpus', host: 'aws', instance, region, term: 'on-demand', usdPerHour: price(of('PricePerUnit')) });
  }
  if (!names.includes('PricePerUnit')) throw new SourceError(`${url}: has no column PricePerUnit in row ${metadataRows + 1}`);
  return [...found.values()];
}

/** Neither a licence, nor dedicated hardware, nor capacity that is reserved and paid for otherwise. */
function isPlainLinux(of: (name: string) => string): boolean {
  return (
    of('TermType') === 'OnDemand' &&
    of('Unit') === 'Hrs' &&
    of('Operating System') === 'Linux' &&
    of('Tenancy') === 'Shared' &&
    of('CapacityStatus') === 'Used' &&
    of('Pre Installed S/W') === 'NA'
  );
}
