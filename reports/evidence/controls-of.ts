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

/** The same in a line of text, with the titles of the frameworks. */
export function controlsText(claim: Claim): string {
  const controls = controlsOf(claim);
  return frameworks()
    .flatMap(({ framework, title }) => (controls[framework] === undefined ? [] : [`${title}: ${controls[framework].join(', ')}`]))
    .join(' · ');
}
