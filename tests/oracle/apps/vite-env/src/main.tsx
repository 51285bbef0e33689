import { createRoot } from 'react-dom/client';
import { Expansion } from './expansion/screen';
import { Reads } from './reads/screen';
import { Syntax } from './syntax/screen';

createRoot(document.getElementById('root')!).render([<Expansion key="a" />, <Reads key="b" />, <Syntax key="c" />]);
