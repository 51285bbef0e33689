declare const App: { settings: { IN_MEMBER: string } };

const env = process.env;
const { PICKED_APART } = process.env;

const shadowed = (IN_TEXT: string) => IN_TEXT;

document.addEventListener('click', () => {
  console.log(process.env.PICKED, process.env['PICKED_BRACKET'], process.env[`PICKED_TEMPLATE`], App.settings.IN_MEMBER);
  console.log(import.meta.env.META_NAMED, process.env.NOT_PICKED);
  console.log('IN_TEXT', shadowed('x'), { IN_TEXT: 1 }, (window as any).IN_TEXT);
});

export const later = () => [env.PICKED_ALIAS, PICKED_APART];
document.addEventListener('keydown', () => console.log(later()));
