import { type Called, keysSent } from '../../facts/publishers.js';
import { arnOf, type Place, text } from '../iam/arn-of.js';
import { policiesOf, policyOf } from '../iam/attached-policies.js';
import { type Call, type Caller, decide } from '../iam/authorization.js';
import type { Resource, SynthesizedStack } from '../synthesized/stack.js';
import type { Delivery } from './deliveries.js';
import { type Receiver, receivers } from './receivers.js';

/** Finds the resource that an ARN names. */
export interface Lookup {
  (arn: string): { readonly resource: Resource; readonly place: Place } | undefined;
  /** ARNs of keys that the topology brings along: what their policies admit, their approvals say. */
  readonly brought: ReadonlySet<string>;
}

interface Sender {
  readonly caller: Caller;
  /** In words. */
  readonly who: string;
  readonly identity: readonly object[];
  /** Keys of its requests to a service; undefined when nothing is known of such requests. */
  readonly keys: (called: Called) => Call['keys'] | undefined;
}

/** Why something would not arrive where it is sent; nothing when it would. */
export function* refusals(delivery: Delivery, place: Place, find: Lookup): Iterable<string> {
  const sender = delivery.role === undefined ? asService(delivery, place) : yield* asRole(delivery, place, find);
  if (sender === undefined) return;
  const arn = text(delivery.to, delivery.from.stack, place);
  const target = find(arn);
  const receiver = target && receivers[target.resource.type];
  if (target === undefined || receiver === undefined) {
    yield `goes to ${arn}, which no stack here makes or which takes no deliveries: nothing shows that it would arrive`;
    return;
  }
  const { resource } = target;
  const at = delivery.path === undefined ? arn : `${arn}/${delivery.path}`;
  yield* denied(
    sender,
    receiver.called,
    receiver.actions,
    at,
    { document: policyOf(resource, target.place), account: target.place.account, alone: false },
    resource.id,
  );
  yield* keyRefusals(sender, receiver, resource, target.place, find);
}

function* keyRefusals(sender: Sender, receiver: Receiver, resource: Resource, place: Place, find: Lookup): Iterable<string> {
  const value = receiver.key(resource);
  if (value === undefined) return;
  const arn = text(value, resource.stack, place);
  if (find.brought.has(arn)) return;
  const key = find(arn);
  if (key === undefined) yield `goes to ${resource.id}, encrypted with ${arn}: no stack here makes that key, so nothing shows that it may be used`;
  else {
    const policy = { document: policyOf(key.resource, key.place), account: key.place.account, alone: true };
    yield* denied(sender, `kms-${receiver.called}` as Called, receiver.keyActions, arn, policy, `key ${key.resource.id} of ${resource.id}`);
  }
}

/** Why a service cannot use the key of something that it keeps for the account, such as a log group. */
export function* keeperRefusals(resource: Resource, place: Place, find: Lookup): Iterable<string> {
  const keeper = keepers[resource.type];
  const value = keeper && resource.properties[keeper.key];
  if (keeper === undefined || value === undefined) return;
  const service = keeper.service.replace('<region>', place.region);
  const arn = text(value, resource.stack, place);
  if (find.brought.has(arn)) return;
  const key = find(arn);
  if (key === undefined) yield `is encrypted with ${arn}: no stack here makes that key, so nothing shows that ${service} may use it`;
  else {
    const own = arnOf(resource, place)?.replace(/:\*$/, '') ?? '';
    const sender = { caller: { service }, who: service, identity: [], keys: () => ({ ...transport, [keeper.context]: own }) };
    const policy = { document: policyOf(key.resource, key.place), account: key.place.account, alone: true };
    yield* denied(sender, keeper.called, keeper.actions, arn, policy, `key ${key.resource.id}`);
  }
}

const keepers: Readonly<
  Record<string, { readonly service: string; readonly key: string; readonly called: Called; readonly context: string; readonly actions: readonly string[] }>
> = {
  'AWS::Logs::LogGroup': {
    service: 'logs.<region>.amazonaws.com',
    key: 'KmsKeyId',
    called: 'kms-logs',
    context: 'kms:EncryptionContext:aws:logs:arn',
    actions: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncryptFrom', 'kms:ReEncryptTo', 'kms:GenerateDataKey', 'kms:DescribeKey'],
  },
};

function* denied(
  sender: Sender,
  called: Receiver['called'],
  actions: readonly string[],
  resource: string,
  policy: { readonly document: object | undefined; readonly account: string; readonly alone: boolean },
  to: string,
): Iterable<string> {
  const keys = sender.keys(called as Called);
  if (keys === undefined) {
    yield `is sent by ${sender.who} to ${to}, a kind of delivery that facts/publishers.yaml does not list`;
    return;
  }
  const missing = actions.filter(
    (action) => decide({ action, resource, keys, caller: sender.caller, moreKeys: true }, { identity: sender.identity, resource: policy }) === 'deny',
  );
  if (missing.length > 0) yield `is refused: ${sender.who} may not ${missing.join(', ')} on ${to}`;
}

/** A service carries the source keys that it is known to carry. */
function asService({ service, source }: Delivery, place: Place): Sender {
  const known: Readonly<Record<string, string | undefined>> = {
    'aws:SourceAccount': place.account,
    'aws:SourceOwner': place.account,
    'aws:SourceArn': source,
  };
  const keys = (called: Called) => {
    const sent = keysSent(service, place.region, called);
    return sent && { ...transport, ...Object.fromEntries(sent.flatMap((key) => (known[key] === undefined ? [] : [[key, known[key]]]))) };
  };
  return { caller: { service }, who: service, identity: [], keys };
}

/** Whether the service may take the role comes first: without that, it does nothing. */
function* asRole(delivery: Delivery, place: Place, find: Lookup): Generator<string, Sender | undefined> {
  const { service, from, role } = delivery;
  const arn = text(role, from.stack, place);
  const found = find(arn);
  if (found?.resource.type !== 'AWS::IAM::Role') {
    yield `is sent as ${arn}, a role that no stack here makes: nothing shows what it may do`;
    return undefined;
  }
  const trust = { document: policyOf(found.resource, found.place), account: found.place.account, alone: true };
  yield* denied(asService(delivery, place), 'sts', ['sts:AssumeRole'], arn, trust, `role ${found.resource.id}`);
  const keys = { ...transport, 'aws:PrincipalArn': arn, 'aws:PrincipalAccount': found.place.account };
  return { caller: { role: arn }, who: `${service} as ${found.resource.id}`, identity: policiesOf(found.resource, found.place), keys: () => keys };
}

const transport = { 'aws:SecureTransport': 'true', 's3:TlsVersion': '1.2' };

/** Looks in one stack first, because what only a deployment names is told apart within its stack alone; then for full ARNs elsewhere. */
export function lookup(
  stack: SynthesizedStack,
  all: readonly SynthesizedStack[],
  placeOf: (stack: SynthesizedStack) => Place,
  brought: ReadonlySet<string>,
): Lookup {
  const find = (arn: string) => {
    for (const one of arn.includes('${') ? [stack] : [stack, ...all]) {
      const place = placeOf(one);
      const resource = one.resources.find((candidate) => arnOf(candidate, place) === arn);
      if (resource !== undefined) return { resource, place };
    }
    return undefined;
  };
  return Object.assign(find, { brought });
}
