export const pure = (token) => `${token}{{openai screen-pure}}`;
