export const guarded = () => '{{openai flag-guarded}}';
