import { Component } from 'react';

export class methodOnly extends Component<{ name: string }> {
  render() {
    return this.props.name;
  }
}
