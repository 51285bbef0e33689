(globalThis as any).bare = '{{openai bare}}';
