export enum Plan {
  Free = 'free',
  Paid = 'paid',
}

export const readWhereDeclared = { [Plan.Free]: 0, [Plan.Paid]: 9 };
