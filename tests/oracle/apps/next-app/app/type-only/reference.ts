console.log('triple slash');
