import { behind } from '../raw-deps/behind';

export const example = `shown as a text, never run ${behind}`;
