enum State {
  Open = 'open',
  Closed = 'closed',
}

export const privateEnum = { [State.Open]: 'Open', [State.Closed]: 'Closed' };
