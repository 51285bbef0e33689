export const server = () => [process.env.SECRET_AUTH_TOKEN, process.env.VITE_SERVER_AUTH_TOKEN, '{{openai server}}'];
