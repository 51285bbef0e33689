import { Role } from './roles';

export const allRoles = Object.values(Role);
