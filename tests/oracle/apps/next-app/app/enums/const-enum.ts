const enum Level {
  Low = 'low',
  High = 'high',
}

export const constEnum = { [Level.Low]: 1, [Level.High]: 2 };
