import { Component, type ReactNode } from 'react';

export class component extends Component<{ children: ReactNode }> {
  state = { failed: false };

  render() {
    return this.props.children;
  }
}
