import { Role } from './roles';

export const labels: Record<Role, string> = { [Role.Admin]: 'Administrator', [Role.Member]: 'Member' };
