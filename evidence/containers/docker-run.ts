import type { Container } from './container.js';

/** Options of `docker run` without a value; any other without `=` is followed by its value. */
const alone = new Set(['--rm', '--init', '--privileged', '--detach', '-d', '--read-only', '--tty', '-t', '--interactive', '-i', '-it', '-P', '--publish-all']);

/** The container that a command line starts; undefined when it starts none. */
export function dockerRun(words: readonly string[]): Container | undefined {
  const [program = '', ...rest] = words;
  if (!/(^|\/)docker$/.test(program) || rest[0] !== 'run') return undefined;
  const options: [name: string, value: string][] = [];
  let at = 1;
  for (; at < rest.length && rest[at]?.startsWith('-'); at++) {
    const word = rest[at] ?? '';
    const [, name = word, value] = /^(--?[A-Za-z][\w-]*)=(.*)$/s.exec(word) ?? [];
    if (value !== undefined) options.push([name, value]);
    else if (alone.has(word)) options.push([word, '']);
    else options.push([word, rest[++at] ?? '']);
  }
  const all = (...names: string[]) => options.filter(([name]) => names.includes(name)).map(([, value]) => value);
  return {
    name: all('--name')[0] ?? 'container',
    image: rest[at] ?? '',
    arguments: [...all('--entrypoint'), ...rest.slice(at + 1)],
    environment: all('--env', '-e').map((entry) => {
      const [name = '', ...value] = entry.split('=');
      return [name, value.join('=')] as const;
    }),
    // One by one, or how many of them; a word such as `all` says no number.
    gpus: all('--device').filter((device) => /^\/dev\/nvidia\d+(:|$)/.test(device)).length + Number(all('--gpus').find((gpus) => /^\d+$/.test(gpus)) ?? 0),
  };
}
