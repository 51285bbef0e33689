'use strict';
'use client';

export const AfterStrict = () => <button onClick={() => console.log('after strict')}>a</button>;
