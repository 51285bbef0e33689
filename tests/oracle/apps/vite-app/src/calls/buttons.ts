import { variants } from './variants';
export const button = variants('{{openai button}}', { variants: { small: 'a', large: 'b' } });
