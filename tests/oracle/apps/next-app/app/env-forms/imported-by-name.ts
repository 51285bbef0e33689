import process from 'process';

export const importedByName = () => process.env.NEXT_PUBLIC_PROCESS_NAMED_AUTH_TOKEN;
