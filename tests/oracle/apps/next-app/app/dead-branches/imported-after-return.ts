console.log('imported-after-return');
export const value = 'imported-after-return';
