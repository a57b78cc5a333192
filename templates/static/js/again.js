// Something is being made on the server: the page looks again by itself.
setTimeout(() => location.reload(), 3000);
