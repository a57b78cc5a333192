// The recording with captions added by script (a <track> is not read from file://), speed, and what is really played.
(function () {
  "use strict";
  var SPEEDS = [0.75, 1, 1.25, 1.5, 1.75, 2];
  var LONGEST = 3; // seconds between two looks at the clock that still count as playing

  function element(tag, properties, children) {
    var made = Object.assign(document.createElement(tag), properties || {});
    (children || []).forEach(function (child) { made.append(child); });
    return made;
  }

  function Player(place, webinar, say, changed) {
    var media = element(webinar.media.kind, { controls: true, preload: "metadata", src: webinar.media.url });
    media.setAttribute("playsinline", "");
    media.setAttribute("aria-label", webinar.title[STICK.language]);
    this.media = media;
    this.webinar = webinar;
    this.slide = webinar.media.kind === "audio" && webinar.slides.length ? element("img", { alt: "" }) : null;
    this.line = webinar.media.kind === "audio" ? element("p", { className: "stick-line" }) : null;
    this.tracks = webinar.tracks.map(function (track) { return added(media, track); });
    var problem = element("p", { className: "stick-line", hidden: true, textContent: say("cannot_play") });
    media.addEventListener("error", function () { problem.hidden = false; });
    place.replaceChildren.apply(place, [this.slide, media, this.line, problem].filter(Boolean));
    this.count(changed);
    if (this.slide) this.shows(webinar.slides, this.slide);
    var at = KEEPING.position(webinar.code);
    media.addEventListener("loadedmetadata", function () { if (at && at < media.duration - 5) media.currentTime = at; }, { once: true });
  }

  // The light form: the slide of this second instead of a picture that moves.
  Player.prototype.shows = function (slides, image) {
    var media = this.media;
    function look() {
      var now = slides.filter(function (one) { return (one.at || 0) <= media.currentTime; }).pop() || slides[0];
      if (image.getAttribute("src") === now.file) return;
      image.src = now.file;
      image.alt = now.text;
    }
    media.addEventListener("timeupdate", look);
    look();
  };

  function added(media, track) {
    var made = media.addTextTrack("captions", track.label, track.language);
    var Cue = window.VTTCue || window.TextTrackCue;
    track.cues.forEach(function (cue) { made.addCue(new Cue(cue[0], cue[1], cue[2])); });
    made.mode = "hidden";
    return made;
  }

  Player.prototype.captions = function (language) {
    var line = this.line;
    this.tracks.forEach(function (track) {
      track.mode = track.language !== language ? "hidden" : line ? "hidden" : "showing";
      track.oncuechange = line && track.language === language ? function () {
        line.textContent = Array.prototype.map.call(track.activeCues || [], function (cue) { return cue.text; }).join(" ");
      } : null;
    });
    if (line && !language) line.textContent = "";
  };

  Player.prototype.seek = function (seconds) {
    this.media.currentTime = seconds;
    var going = this.media.play();
    if (going) going.catch(function () {});
  };

  // A part is what passed without a leap; at more than double speed nothing is counted.
  Player.prototype.count = function (changed) {
    var media = this.media, webinar = this.webinar, since = null, last = 0;
    function close() {
      if (since !== null && last > since) KEEPING.add(webinar.code, since, last, webinar.seconds);
      since = null;
      KEEPING.stopped(webinar.code, media.currentTime);
      changed();
    }
    function look() {
      var now = media.currentTime;
      if (media.paused || media.seeking || media.playbackRate > 2) return close();
      if (since === null) since = last = now;
      if (now < last || now - last > LONGEST) { close(); since = now; }
      last = now;
      if (last - since >= 5) { close(); since = last = now; }
    }
    media.addEventListener("playing", look);
    media.addEventListener("timeupdate", look);
    media.addEventListener("seeking", close);
    media.addEventListener("pause", function () { last = since === null ? last : Math.max(last, Math.min(media.currentTime, last + LONGEST)); close(); });
    media.addEventListener("ended", close);
    window.addEventListener("pagehide", close);
    this.leave = function () { media.pause(); close(); };
  };

  window.STICK_PLAYER = { Player: Player, element: element, SPEEDS: SPEEDS };
})();
