import { Role } from './roles';

export const isAdmin = (role: string) => role === Role.Admin;
