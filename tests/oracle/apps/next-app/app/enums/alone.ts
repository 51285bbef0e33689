export enum Alone {
  On = 'on',
  Off = 'off',
}
