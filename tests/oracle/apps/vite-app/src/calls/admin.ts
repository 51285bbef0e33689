import { ROLES } from './frozen';
export const admin = { role: ROLES.admin, page: '{{openai admin-page}}' };
