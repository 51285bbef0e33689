console.log('required-after-return');
export const value = 'required-after-return';
