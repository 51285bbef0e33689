const { env: fromProcess } = process;
const key = 'NEXT_PUBLIC_KEY_VARIABLE_AUTH_TOKEN';

export const uncertain = () => [
  process?.env?.NEXT_PUBLIC_OPTIONAL_TWICE_AUTH_TOKEN,
  fromProcess.NEXT_PUBLIC_FROM_PROCESS_AUTH_TOKEN,
  process.env[`NEXT_PUBLIC_BACKTICK_AUTH_TOKEN`],
  process.env['NEXT_PUBLIC_' + 'COMPUTED_AUTH_TOKEN'],
  process.env[key],
];
