import fromModule from 'process';

const { env: fromProcess } = process;
const holder = process;
const key = 'NEXT_PUBLIC_KEY_VARIABLE_AUTH_TOKEN';

export const uncertain = () => [
  process?.env?.NEXT_PUBLIC_OPTIONAL_TWICE_AUTH_TOKEN,
  fromProcess.NEXT_PUBLIC_FROM_PROCESS_AUTH_TOKEN,
  process.env[`NEXT_PUBLIC_BACKTICK_AUTH_TOKEN`],
  process.env['NEXT_PUBLIC_' + 'COMPUTED_AUTH_TOKEN'],
  process.env[key],
  holder.env.NEXT_PUBLIC_OF_HOLDER_AUTH_TOKEN,
  fromModule.env.NEXT_PUBLIC_MODULE_DEFAULT_AUTH_TOKEN,
];
