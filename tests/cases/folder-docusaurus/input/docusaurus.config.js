module.exports = { title: 'Kettles' };
