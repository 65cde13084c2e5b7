/** Options besides `--quantization` through which vLLM may load or hold weights in another precision. */
const others = ['--dtype', '--hf-overrides', '--quantization-config', '--config'];
/** Values of `--dtype` that keep what the checkpoint has. */
const kept = ['auto', 'bfloat16'];

interface Option {
  readonly name: string;
  readonly value: string;
}

/** Values of `--quantization`, in order; it may be shortened as long as it means no other, and written with underscores. */
export function quantizationsIn(words: readonly string[]): string[] {
  return optionsIn(words)
    .filter((option) => option.name === '-q' || (option.name.startsWith('--q') && '--quantization'.startsWith(option.name)))
    .map(({ value }) => value);
}

/** What else a command line says of the precision of weights. */
export function optionsThatChangePrecision(words: readonly string[]): Option[] {
  return optionsIn(words).filter(
    ({ name, value }) => others.some((other) => name === other || name.startsWith(`${other}.`)) && !(name === '--dtype' && kept.includes(value)),
  );
}

/** Options of a command line, with the word behind the equals sign or the next one as value. */
function optionsIn(lines: readonly string[]): Option[] {
  const words = lines.flatMap((line) => line.split(/\s+/));
  return words.flatMap((word, at) => {
    const [, name, value] = /^(--?[A-Za-z][\w.-]*)(?:=(.*))?$/s.exec(word) ?? [];
    return name === undefined ? [] : [{ name: name.replaceAll('_', '-'), value: value ?? words[at + 1] ?? '' }];
  });
}
