import { type CostTags, type ReadTags, tagsOf } from './tags.js';
import { instantOf, monthOf } from './time.js';

/** One row of a bill in FOCUS form, as far as it decides who pays. Amounts are in its billing currency. */
export interface Charge extends CostTags {
  /** Month that it is invoiced in, and month that it was used in: `YYYY-MM`, UTC. A correction of a closed month differs in them. */
  readonly period: string;
  readonly used: string;
  readonly cloud: string;
  /** As the bill has it, in lower case: an account, project or subscription id. */
  readonly account: string;
  /** As FOCUS has it: Usage, Purchase, Tax, Credit, Adjustment. */
  readonly category: string;
  readonly currency: string;
  /** What is invoiced, and what is charged for: commitments that were paid ahead are in the second in the months that use them. */
  readonly billed: number;
  readonly effective: number;
  /** Both in US dollars; unknown where the row is in another currency and names no rate. */
  readonly usd: { readonly billed: number; readonly effective: number } | 'unknown';
}

export type Row = Readonly<Record<string, string | undefined>>;

/** A row that cannot be charged to anybody, because it says too little. Counted, and a reason for alarm: the month no longer adds up. */
export interface BadRow {
  readonly bad: string;
}

/** Columns that a file must have; which of the columns of tags, is asked of each file. */
export const neededColumns = ['BilledCost', 'EffectiveCost', 'BillingCurrency', 'BillingPeriodStart', 'ChargePeriodStart', 'ChargeCategory', 'SubAccountId'];
/** By precedence: a resource's own labels go before its project's. */
export const tagColumns = ['Tags', 'x_Labels', 'x_ProjectLabels'];

export function chargeOf(row: Row): (Charge & Pick<ReadTags, 'respelled' | 'unreadable'>) | BadRow {
  const text = (name: string) => (row[name] ?? '').trim();
  const [billed, effective] = [amountOf(text('BilledCost')), amountOf(text('EffectiveCost'))];
  const [billing, used] = [instantOf(text('BillingPeriodStart')), instantOf(text('ChargePeriodStart'))];
  if (billed === undefined) return { bad: `BilledCost is "${text('BilledCost')}"` };
  if (effective === undefined) return { bad: `EffectiveCost is "${text('EffectiveCost')}"` };
  if (billing === undefined) return { bad: `BillingPeriodStart is "${text('BillingPeriodStart')}"` };
  if (used === undefined) return { bad: `ChargePeriodStart is "${text('ChargePeriodStart')}"` };
  const currency = text('BillingCurrency').toUpperCase();
  if (!/^[A-Z]{3}$/.test(currency)) return { bad: `BillingCurrency is "${text('BillingCurrency')}"` };
  return {
    period: monthOf(billing),
    used: monthOf(used),
    cloud: cloudOf(text('ProviderName') || text('ServiceProviderName')),
    account: accountOf(text('SubAccountId')),
    category: text('ChargeCategory'),
    currency,
    billed,
    effective,
    usd: usdOf(row, currency, billed, effective),
    ...tagsOf(tagColumns.map((name) => row[name] ?? '')),
  };
}

/** An amount as exports write it, small ones with an exponent; nothing is no zero. */
function amountOf(text: string): number | undefined {
  return /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text) ? Number(text) : undefined;
}

/** Azure gives amounts in US dollars beside each, or the rate from a price list in dollars; Google gives the rate from dollars. */
function usdOf(row: Row, currency: string, billed: number, effective: number): Charge['usd'] {
  if (currency === 'USD') return { billed, effective };
  const [billedUsd, effectiveUsd] = [amountOf((row['x_BilledCostInUsd'] ?? '').trim()), amountOf((row['x_EffectiveCostInUsd'] ?? '').trim())];
  if (billedUsd !== undefined && effectiveUsd !== undefined) return { billed: billedUsd, effective: effectiveUsd };
  const pricing = (row['PricingCurrency'] || row['x_PricingCurrency'] || '').trim().toUpperCase();
  const rate = amountOf(((pricing === 'USD' && row['x_BillingExchangeRate']) || row['x_CurrencyConversionRate'] || '').trim());
  return rate === undefined || rate <= 0 ? 'unknown' : { billed: billed / rate, effective: effective / rate };
}

/** The names of providers in FOCUS files, by cloud. */
function cloudOf(provider: string): string {
  const name = provider.toLowerCase();
  if (/\baws\b|amazon/.test(name)) return 'aws';
  if (/microsoft|azure/.test(name)) return 'azure';
  return name.includes('google') ? 'google' : name;
}

/** Azure writes `/subscriptions/<id>`. */
function accountOf(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1).toLowerCase();
}
