export default { title: 'Tea house' };
