import { sameMeaning } from '../../evidence/synthesized/canonical.js';
import { regimeFacts } from '../../facts/regimes.js';
import type { Sentence } from '../../hosts/shared/host-words.js';
import type { Topology } from '../../topology/schema/topology.js';

const tokens = (count: number) => `${(count / 1e9).toLocaleString('en-US')}×10⁹ tokens a year`;

/** What a change of one workload means. */
export function workloadSentences(id: string, before: Topology, after: Topology): Sentence[] {
  const [was, is] = [before.workloads[id], after.workloads[id]];
  const path = `workloads.${id}`;
  if (is === undefined) {
    if (was === undefined) return [];
    return [
      { path, tells: [path], text: `workload \`${id}\` is gone: ${was.dataClass} data, it used ${was.route.join(' → ')}` },
      { path: `${path}.budget`, tells: [], text: `\`${id}\` is no longer paid for by ${payer(was)}` },
      ...regimeSentences(path, id, was.regimes, []),
    ];
  }
  if (was === undefined) {
    return [
      {
        path,
        tells: [path],
        text: `workload \`${id}\` is new: ${is.dataClass} data in zone ${is.zone}, ${tokens(is.load.tokensPerYear)}, route ${is.route.join(' → ')}`,
      },
      { path: `${path}.budget`, tells: [], text: `\`${id}\` is paid for by ${payer(is)}` },
      ...regimeSentences(path, id, [], is.regimes),
    ];
  }
  return [
    ...regimeSentences(path, id, was.regimes, is.regimes),
    ...routeSentences(path, id, was.route, is.route),
    ...loadSentences(path, id, was.load, is.load),
  ];
}

/** What a regime demands of the contracts of the hosts, so that who answers for them reads it with the change. */
function regimeSentences(path: string, id: string, was: readonly string[], is: readonly string[]): Sentence[] {
  const told = { path: `${path}.regimes`, tells: [`${path}.regimes`] };
  return [
    ...is.filter((regime) => !was.includes(regime)).map((regime) => ({ ...told, text: `\`${id}\` falls under ${regime}: ${demandsOf(regime)}` })),
    ...was.filter((regime) => !is.includes(regime)).map((regime) => ({ ...told, text: `\`${id}\` falls under ${regime} no longer` })),
  ];
}

function demandsOf(regime: string): string {
  const { addenda, terms } = regimeFacts(regime);
  const needed = [...addenda.map((addendum) => `the addendum ${addendum}`), ...terms];
  return needed.length === 0 ? 'its hosts need what facts/regimes.yaml says' : `the contracts of its hosts need ${needed.join(', ')}`;
}

/** Who pays, and up to how much a month. */
function payer({ owner, costCentre, budget }: Workload): string {
  const who = owner === undefined ? 'no owner that it names' : `\`${owner}\``;
  const from = costCentre === undefined ? 'no cost centre' : `cost centre \`${costCentre}\``;
  const most = budget === undefined ? 'no budget' : `a budget of ${budget.usdPerMonth.toLocaleString('en-US')} USD a month`;
  return `${who}, from ${from}, with ${most}`;
}

function routeSentences(path: string, id: string, was: readonly string[], is: readonly string[]): Sentence[] {
  if (sameMeaning(was, is)) return [];
  const [primaryWas, ...restWas] = was;
  const [primary, ...rest] = is;
  const notes = [
    ...(primary !== primaryWas ? [`the primary becomes ${primary}`] : []),
    ...rest.filter((host) => !was.includes(host)).map((host) => `new fallback ${host}`),
    ...restWas.filter((host) => !is.includes(host)).map((host) => `no more fallback to ${host}`),
  ];
  const order = notes.length === 0 ? ['the same hosts in another order'] : notes;
  const alone = is.length === 1 && was.length > 1 ? ['nothing takes its overflow any more: it queues and sheds'] : [];
  return [
    { path: `${path}.route`, tells: [`${path}.route`], text: `\`${id}\` is routed ${was.join(' → ')} ⇒ ${is.join(' → ')}: ${[...order, ...alone].join('; ')}` },
  ];
}

type Workload = Topology['workloads'][string];
type Load = Workload['load'];

function loadSentences(path: string, id: string, was: Load, is: Load): Sentence[] {
  if (was.tokensPerYear === is.tokensPerYear) return [];
  const change = Math.round((is.tokensPerYear / was.tokensPerYear - 1) * 100);
  return [
    {
      path: `${path}.load`,
      tells: [`${path}.load.tokensPerYear`],
      text: `\`${id}\`: ${tokens(was.tokensPerYear)} → ${tokens(is.tokensPerYear)} (${change > 0 ? '+' : ''}${change} %)`,
    },
  ];
}
