export function load() {
  return import('./of-dropped-plain');
}

export const droppedplain = 1;
