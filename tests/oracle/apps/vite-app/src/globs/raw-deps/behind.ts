export const behind = 'behind the text of an example';
