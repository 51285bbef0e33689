export const inProduction = () => '{{openai in-production}}';
