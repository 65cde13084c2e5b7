import { type Claim, type Framework, frameworks } from '../../facts/controls.js';

/** Controls that a claim helps to meet, by framework; frameworks that it does not touch are left out. */
export function controlsOf(claim: Claim): Partial<Record<Framework['framework'], readonly string[]>> {
  return Object.fromEntries(
    frameworks().flatMap(({ framework }) => {
      const found = claim[framework];
      return found === undefined ? [] : [[framework, found.map((control) => control.replace('-', ' '))]];
    }),
  );
}
