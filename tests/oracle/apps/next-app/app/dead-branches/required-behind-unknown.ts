console.log('required-behind-unknown');
export const value = 'required-behind-unknown';
