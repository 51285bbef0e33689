import { draw } from './draw';

export default function Chart() {
  return <b onClick={() => draw('{{openai chart}}')}>chart</b>;
}
