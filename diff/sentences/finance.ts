import type { Sentence } from '../../hosts/shared/host-words.js';
import { budgetClouds } from '../../topology/schema/governance.js';
import type { Topology } from '../../topology/schema/topology.js';

/** What a change of the budgets of shared things means, by cloud and account. */
export function sharedBudgetSentences(before: Topology, after: Topology): Sentence[] {
  return budgetClouds.flatMap((cloud) => {
    const [was, is] = [before.finance.sharedBudgets[cloud], after.finance.sharedBudgets[cloud]];
    return [...new Set([...Object.keys(was), ...Object.keys(is)])].sort().flatMap((account): Sentence[] => {
      const [old, now] = [was[account]?.usdPerMonth, is[account]?.usdPerMonth];
      if (old === now) return [];
      const path = `finance.sharedBudgets.${cloud}.${account}`;
      const what = `what workloads share in \`${account}\` (${cloud})`;
      const text =
        now === undefined
          ? `${what} is watched by no budget any more`
          : `${what} has a budget of ${usd(now)} a month${old === undefined ? '' : `, before ${usd(old)}`}`;
      return [{ path, tells: [path], text }];
    });
  });
}

/** What a change of the exports of bills means, by subscription. */
export function billExportSentences(before: Topology, after: Topology): Sentence[] {
  const [was, is] = [before.finance.exports.azure, after.finance.exports.azure];
  return [...new Set([...Object.keys(was), ...Object.keys(is)])].sort().flatMap((account): Sentence[] => {
    const [old, now] = [placeOf(before, account), placeOf(after, account)];
    if (old === now) return [];
    const path = `finance.exports.azure.${account}`;
    const bill = `the bill of \`${account}\` (azure)`;
    const text = now === undefined ? `${bill} is exported no more` : `${bill} is exported to ${now}${old === undefined ? '' : `, before to ${old}`}`;
    return [{ path, tells: [path], text }];
  });
}

function placeOf({ finance }: Topology, account: string): string | undefined {
  const declared = finance.exports.azure[account];
  const store = finance.exports.stores[declared?.store ?? ''];
  return (
    declared &&
    store &&
    `\`${declared.folder}\` of the container \`${store.container}\` in \`${store.storageAccount.split('/').at(-1)}\` from ${declared.from} on`
  );
}

function usd(amount: number): string {
  return `${amount.toLocaleString('en-US')} USD`;
}
