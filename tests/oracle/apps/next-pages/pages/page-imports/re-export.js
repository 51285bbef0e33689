export { default } from 'lib/page-imports/screen';
