import { usedOrder } from './used-order';
import { usedType } from './used-type';
import { usedLength } from './used-length';
import { usedTemplate } from './used-template';
import { usedSwitched } from './used-switched';
import { usedFallen } from './used-fallen';
import { usedDefault } from './used-default';
import { usedNothing } from './used-nothing';
import { usedBoth } from './used-both';

export function DeadLoads() {
  const go = () => {
    {
      const isDev = import.meta.env.MODE === 'development';
      isDev && import('./loaded-and-constant');
    }
    {
      import.meta.env.MODE === 'development' && import('./loaded-and-written');
    }
    {
      const mode = import.meta.env.MODE;
      if (mode === 'development') import('./loaded-if-constant');
    }
    {
      if (1 > 2) import('./loaded-order');
    }
    {
      if (2 + 2 === 5) import('./loaded-sum');
    }
    {
      if (`${import.meta.env.MODE}` === 'development') import('./loaded-template');
    }
    {
      if (import.meta.env.MODE.length === 3) import('./loaded-length');
    }
    {
      if (typeof import.meta.env.MODE !== 'string') import('./loaded-type');
    }
    {
      const none = null;
      if (none) import('./loaded-nothing');
    }
    {
      if (void 0) import('./loaded-voided');
    }
    {
      switch (import.meta.env.MODE) {
        case 'development':
          import('./loaded-switched');
      }
    }
    {
      const fail = () => {
        throw new Error('always');
        import('./loaded-thrown');
      };
      if (Math.random() > 2) fail();
    }
    {
      const leave = () => {
        return;
        import('./loaded-returned');
      };
      leave();
    }
    {
      if (1 > 2) usedOrder();
    }
    {
      if (typeof import.meta.env.MODE !== 'string') usedType();
    }
    {
      if (import.meta.env.MODE.length === 3) usedLength();
    }
    {
      if (`${import.meta.env.MODE}` === 'development') usedTemplate();
    }
    {
      switch (import.meta.env.MODE) {
        case 'development':
          usedSwitched();
      }
    }
    {
      switch (import.meta.env.MODE) {
        case 'production':
          console.log('falls');
        case 'test':
          usedFallen();
      }
    }
    {
      switch (import.meta.env.MODE) {
        case 'production':
          console.log('live');
          break;
        default:
          usedDefault();
      }
    }
    {
      if (undefined) usedNothing();
    }
    {
      const leave = (n: number) => {
        if (n > 1) return 1;
        else throw new Error('no');
        usedBoth();
      };
      leave(Math.random());
    }
  };
  return <b onClick={go}>branches</b>;
}
