// The pass stays on the phone: kept at once, not only when it is opened for the second time.
if ("serviceWorker" in navigator) {
  await navigator.serviceWorker.register("/sw.js");
  await navigator.serviceWorker.ready;
  await (await caches.open("passes-pages")).add(location.pathname);
}
