globalThis.bare = '{{openai field-bare}}';
