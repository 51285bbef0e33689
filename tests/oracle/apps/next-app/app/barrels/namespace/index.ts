export * as space from './space';
