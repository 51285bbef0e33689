export * from './buttons';
export * from './user-keys';
export * from './service';
export * from './logged';
export * from './labelled';
export * from './admin';
export const title = 'calls';
