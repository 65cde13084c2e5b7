import type { Resource } from '../../evidence/synthesized/stack.js';
import { allow, type Granted, textsOf } from './granted.js';

/** A policy in sentences: `allow <who> to <what> in <where> where <condition>`. One that reads otherwise is told whole. */
export function* statements({ properties }: Resource): Iterable<Granted> {
  for (const sentence of textsOf(properties['statements'])) {
    const [, who = 'unread', what = sentence, where = '', condition] = /^allow (.+?) to (.+?) in (.+?)(?: where (.+))?$/i.exec(sentence) ?? [];
    yield { ...allow, who, what, where, ...(condition !== undefined && { condition }) };
  }
}
