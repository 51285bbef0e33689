const prefix = 'role:';

export enum MadeOfTexts {
  Admin = `${prefix}admin`,
  Member = prefix + 'member',
}
