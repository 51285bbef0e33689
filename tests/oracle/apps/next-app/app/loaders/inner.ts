function inner() {
  return import('./of-inner');
}

export const innerHere = () => 'inner' + location.href;
