console.log('imported-behind-unknown');
export const value = 'imported-behind-unknown';
