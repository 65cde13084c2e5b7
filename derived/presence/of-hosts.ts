import { presenceOf, questionsOf } from '../../hosts/presence.js';
import type { Host } from '../../hosts/schemas.js';
import type { HostPresence } from '../../hosts/shared/host-presence.js';
import { hostOfPath } from '../host-of-path.js';
import { nodeAgentsOf } from '../landing-zone.js';
import { isFirst } from './part.js';
import type { Question, Questions } from './question.js';

/** What decides whether stacks of hosts have something, as their kinds say. */
export const hostConditions: Questions<boolean> = collected('conditions');

/** How many of something they have. */
export const hostNumbers: Questions<number> = collected('numbers');

type Answer<Sort extends keyof HostPresence<Host>> = ReturnType<HostPresence<Host>[Sort][string]['ask']>;

function collected<Sort extends keyof HostPresence<Host>>(sort: Sort): Questions<Answer<Sort>> {
  return Object.fromEntries(questionsOf(sort).map((name) => [name, ofItsKind(sort, name)]));
}

function ofItsKind<Sort extends keyof HostPresence<Host>>(sort: Sort, name: string): Question<Answer<Sort>> {
  return (topology, stack, outputs) => {
    const [id, host] = hostOfPath(topology, stack.path) ?? [];
    if (id === undefined || host === undefined) return undefined;
    const question = presenceOf(host)[sort][name];
    if (question === undefined || (question.in !== 'all its stacks' && question.in !== stack.kind)) return undefined;
    const agents = nodeAgentsOf(topology, id).map(([, { image }]) => image);
    return question.ask({ topology, outputs, id, host, first: isFirst(stack), agents }) as Answer<Sort>;
  };
}
