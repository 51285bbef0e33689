enum Only {
  One = 'one',
}

export const privateSingle = (only: Only) => only;
