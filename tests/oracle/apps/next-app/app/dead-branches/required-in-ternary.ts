console.log('required-in-ternary');
export const value = 'required-in-ternary';
