import type { Scenario } from './scenario.js';
import { answers } from './scenarios/answers.js';
import { bodies } from './scenarios/bodies.js';
import { cancelled } from './scenarios/cancelled.js';
import { changes } from './scenarios/changes.js';
import { guards, noPolicy, noTranslator } from './scenarios/closed.js';
import { converse } from './scenarios/converse.js';
import { drain } from './scenarios/drain.js';
import { escapes } from './scenarios/escapes.js';
import { alone, cut, ejected, failing, silent } from './scenarios/failures.js';
import { fields } from './scenarios/fields.js';
import { hanging } from './scenarios/hanging.js';
import { logs } from './scenarios/logs.js';
import { overflow, shed } from './scenarios/overflow.js';
import { rotation } from './scenarios/rotation.js';
import { sdks } from './scenarios/sdks.js';
import { attempts, spend } from './scenarios/spend.js';

/** Topologies whose every zone goes through every scenario. */
export const whole = ['topology.yaml'];

/** Topologies with hosts that the others lack: Llama Guard, fleets on Google, two versions, an imported model, managed models. */
export const further = [
  'examples/sovereign.yaml',
  'examples/eu-gce.yaml',
  'examples/transition.yaml',
  'examples/eu-import.yaml',
  'examples/us-maas.yaml',
  'examples/landing-zone.yaml',
];

/** What depends on the hosts of a zone. */
const ofHosts: readonly Scenario[] = [changes, answers, guards, overflow, shed, failing, cut, cancelled, bodies, rotation, spend, attempts];

/** What every zone of a topology is judged by, in this order: the last reads what processes printed in all others. `python` has the OpenAI package. */
export function scenariosOf(topology: string, python: string): readonly Scenario[] {
  if (!whole.includes(topology)) return [...ofHosts, converse, logs];
  return [...ofHosts, converse, ...escapes, fields(python), sdks(python), alone, silent, ejected, drain, noPolicy, noTranslator, hanging, logs];
}
