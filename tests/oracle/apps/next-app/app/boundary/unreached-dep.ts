export const other = (token: string) => console.log('unreached', token, '{{openai unreached}}');
