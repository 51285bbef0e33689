console.log('ignored by a comment');
