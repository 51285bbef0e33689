export async function audit(...what: unknown[]) {
  globalThis.audited = ['{{openai audit}}', what];
}
