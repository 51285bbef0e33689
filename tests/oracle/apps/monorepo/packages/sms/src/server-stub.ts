export const audit = async () => '{{openai server-stub}}'.length;
