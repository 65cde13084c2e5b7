/** Whole US dollars with thousands. */
export function dollars(usd: number | 'unknown'): string {
  return usd === 'unknown' ? 'unknown' : Math.round(usd).toLocaleString('en-US');
}

/** A fraction in percent, to a tenth. */
export function percent(fraction: number | 'unknown'): string {
  return fraction === 'unknown' ? 'unknown' : `${Number((fraction * 100).toFixed(1))}%`;
}

/** Tokens in 10^9. */
export function billions(tokens: number): string {
  return `${Math.round(tokens / 1e9).toLocaleString('en-US')} × 10^9`;
}

/** A quantity, to a tenth where it is no whole number. */
export function amount(value: number): string {
  return (Number.isInteger(value) ? value : Number(value.toFixed(1))).toLocaleString('en-US');
}
