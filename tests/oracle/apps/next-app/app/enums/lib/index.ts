export { constEnum } from '../const-enum';
export { privateEnum } from '../private-enum';
export { labels } from '../labels';
export { aloneLabels } from '../alone-labels';
export { allRoles } from '../all-roles';
export { isAdmin } from '../is-admin';
export const here = () => location.href;
