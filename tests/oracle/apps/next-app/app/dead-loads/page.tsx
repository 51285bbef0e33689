'use client';
import { usedOrder } from './used-order';
import { usedType } from './used-type';
import { usedLength } from './used-length';
import { usedTemplate } from './used-template';
import { usedFallen } from './used-fallen';
import { usedDefault } from './used-default';
import { usedNothing } from './used-nothing';
import { usedBoth } from './used-both';

export default function Page() {
  const go = () => {
    {
      const isDev = process.env.NODE_ENV === 'development';
      isDev && import('./loaded-and-constant');
    }
    {
      process.env.NODE_ENV === 'development' && import('./loaded-and-written');
    }
    {
      const mode = process.env.NODE_ENV;
      if (mode === 'development') import('./loaded-if-constant');
    }
    {
      if (1 > 2) import('./loaded-order');
    }
    {
      if (2 + 2 === 5) import('./loaded-sum');
    }
    {
      if (`${process.env.NODE_ENV}` === 'development') import('./loaded-template');
    }
    {
      if (process.env.NODE_ENV.length === 3) import('./loaded-length');
    }
    {
      if (typeof process.env.NODE_ENV !== 'string') import('./loaded-type');
    }
    {
      const none = null;
      if (none) import('./loaded-nothing');
    }
    {
      if (void 0) import('./loaded-voided');
    }
    {
      switch (process.env.NODE_ENV) {
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
      if (typeof process.env.NODE_ENV !== 'string') usedType();
    }
    {
      if (process.env.NODE_ENV.length === 3) usedLength();
    }
    {
      if (`${process.env.NODE_ENV}` === 'development') usedTemplate();
    }
    {
      switch (process.env.NODE_ENV) {
        case 'production':
          console.log('falls');
        case 'test':
          usedFallen();
      }
    }
    {
      switch (process.env.NODE_ENV) {
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
  return <b onClick={go}>loads</b>;
}
