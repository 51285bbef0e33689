export const both = () => `both ${Date.now()} ${process.env.NEXT_PUBLIC_SHARED_AUTH_TOKEN}`;
export const onlyOnServer = () => '{{openai both-server}}';
