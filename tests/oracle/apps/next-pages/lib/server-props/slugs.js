export const slugs = () => [`${'{{openai slugs}}'.length}`];
