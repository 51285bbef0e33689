'use client';

const whole = require('./whole');
const { taken } = require('./destructured');

function nobodyCalls() {
  return require('./in-uncalled');
}

export default function Page() {
  return <b onClick={() => console.log(whole.a, taken, require('./in-handler').late)}>commonjs</b>;
}
