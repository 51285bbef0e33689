function inner() {
  return import('./of-dropped-inner');
}

export const droppedinner = 1;
