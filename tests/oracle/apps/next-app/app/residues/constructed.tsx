import { Component } from 'react';

export class constructed extends Component<{ name: string }> {
  constructor(props: { name: string }) {
    super(props);
    this.state = { failed: false };
  }

  render() {
    return this.props.name;
  }
}
