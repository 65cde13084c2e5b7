/** What a line may hold: names, codes and numbers. Texts of errors are left out, because they may quote a prompt or a credential. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

/** Writes one line of JSON to standard output. */
export function log(level: 'info' | 'warning' | 'error', event: string, fields: LogFields = {}): void {
  process.stdout.write(`${JSON.stringify({ time: new Date().toISOString(), level, event, ...fields })}\n`);
}

/** An error without its text: its name, and the code or the request id that it has. */
export function errorFields(error: unknown): LogFields {
  if (!(error instanceof Error)) return { error: typeof error };
  const { code, $metadata } = error as { readonly code?: unknown; readonly $metadata?: { readonly requestId?: string | undefined } };
  return { error: error.name, code: typeof code === 'string' ? code : undefined, requestId: $metadata?.requestId };
}

/** Where in the code an error came from. */
export function placesOf(error: unknown): string {
  const lines = error instanceof Error ? (error.stack ?? '').split('\n') : [];
  return lines.flatMap((line) => (/^\s+at /.test(line) ? line.trim() : [])).join('; ');
}

/** Node prints the text of an error that nobody caught. Here it is reported without, and the process ends. */
export function reportCrashes(): void {
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (error: unknown) => {
      log('error', 'crash', { ...errorFields(error), at: placesOf(error) });
      process.exit(3);
    });
  }
}
