export const serverOnly = () => '{{openai server-branch}}';
