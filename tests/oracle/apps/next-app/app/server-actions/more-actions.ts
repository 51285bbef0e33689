"use server"

export async function resend() {
  return '{{openai resend}}'.length;
}
