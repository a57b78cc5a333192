// What cannot work without scripts is hidden until they run.
for (const part of document.querySelectorAll("[data-needs-scripts]")) part.hidden = !window.PublicKeyCredential;
