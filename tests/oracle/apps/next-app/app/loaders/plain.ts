export function load() {
  return import('./of-plain');
}

export const plainHere = () => 'plain' + location.href;
