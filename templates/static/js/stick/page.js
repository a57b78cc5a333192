// The page on a stick: which webinar, its words, and handing in.
(function () {
  "use strict";
  var element = STICK_PLAYER.element, player = null, current = null, language = STICK.language;
  var LARGEST_CODE = 1600; // characters that a phone still reads off a screen

  function part(id) { return document.getElementById(id); }
  function say(name, values) {
    return (STICK.words[language][name] || "").replace(/\{(\w+)\}/g, function (_all, key) { return values && values[key] !== undefined ? values[key] : ""; });
  }
  function title(of) { return of.title[language] || of.title.uk || of.title.en; }
  function spoken() {
    return current.tracks.filter(function (track) { return track.language === language; })[0] || current.tracks[0];
  }

  function words() {
    document.documentElement.lang = language;
    document.title = title(current) + " – " + STICK.house[language];
    part("house").textContent = STICK.house[language];
    part("language").textContent = say("other");
    part("language").lang = language === "uk" ? "en" : "uk";
    part("title").textContent = title(current);
    ["chapters", "words"].forEach(function (name) { part(name + "-title").textContent = say(name === "words" ? "transcript" : name); });
    part("search-label").textContent = say("search");
    part("search").placeholder = say("search");
    part("hand-in").textContent = say("hand_in");
    part("how").textContent = say("how");
    part("save").textContent = say("file");
    part("show-code").textContent = say("code");
    part("not-kept").textContent = say("not_kept");
    part("not-kept").hidden = KEEPING.kept();
    part("foot").textContent = say("made_for", { person: STICK.person, date: STICK.built_at });
  }

  function watched() {
    var percent = KEEPING.percent(current.code, current.seconds);
    part("watched").textContent = say("watched", { n: percent });
    part("share").value = percent;
    part("share").setAttribute("aria-label", say("watched", { n: percent }));
    part("needed").textContent = say("needed", { n: current.required });
    Array.prototype.forEach.call(document.querySelectorAll("#list button"), function (button, number) {
      var row = STICK.webinars[number];
      button.lastChild.textContent = KEEPING.percent(row.code, row.seconds) + " %";
    });
  }

  function list() {
    var rows = STICK.webinars.map(function (row) {
      var button = element("button", { type: "button" }, [element("span", { textContent: title(row) }), element("span", { className: "small" })]);
      if (row === current) button.setAttribute("aria-current", "true");
      button.addEventListener("click", function () { open(row); part("title").focus(); });
      return element("li", {}, [button]);
    });
    part("list").setAttribute("aria-label", say("webinars"));
    part("list").hidden = rows.length < 2;
    part("list").replaceChildren(element("ol", { className: "plain" }, rows));
  }

  function chapters() {
    part("chapters-part").hidden = !current.chapters.length;
    part("chapters").replaceChildren.apply(part("chapters"), current.chapters.map(function (row) {
      var link = element("a", { href: "#" + row.at }, [element("span", { textContent: row.clock }), title(row)]);
      link.addEventListener("click", function (event) { event.preventDefault(); player.seek(row.at); });
      return element("li", {}, [link]);
    }));
  }

  function slides() {
    part("slides-part").hidden = !current.slides.length;
    part("slides-title").textContent = say("slides");
    part("slides").replaceChildren.apply(part("slides"), current.slides.map(function (row) {
      var button = element("button", { type: "button" }, [element("img", { src: row.file, alt: row.text, loading: "lazy" }), element("span", { className: "small", textContent: row.clock })]);
      button.addEventListener("click", function () { if (row.at !== null) player.seek(row.at); });
      return button;
    }));
  }

  function clock(seconds) {
    var whole = Math.floor(seconds), rest = whole % 60;
    return Math.floor(whole / 60) + ":" + (rest < 10 ? "0" : "") + rest;
  }

  function transcript() {
    var track = spoken();
    part("words").hidden = !track || !track.transcript.length;
    if (!track) return;
    part("transcript").lang = track.language;
    part("transcript").replaceChildren.apply(part("transcript"), track.transcript.map(function (paragraph) {
      var first = paragraph.said[0];
      var said = element("span", {}, paragraph.speaker ? [element("b", { textContent: paragraph.speaker + ". " })] : []);
      paragraph.said.forEach(function (row) { said.append(sentence(row), " "); });
      return element("p", {}, [jump(element("a", { href: "#" + first[0], textContent: clock(first[0]) }), first[0]), said]);
    }));
    find();
  }

  function sentence(row) {
    var link = jump(element("a", { href: "#" + row[0], className: "sentence", textContent: row[1] }), row[0]);
    link.dataset.at = row[0];
    link.dataset.text = row[1];
    return link;
  }

  function jump(link, seconds) {
    link.addEventListener("click", function (event) { event.preventDefault(); player.seek(seconds); });
    return link;
  }

  function find() {
    var asked = part("search").value.trim().toLocaleLowerCase(), found = 0;
    Array.prototype.forEach.call(document.querySelectorAll(".sentence"), function (link) {
      var text = link.dataset.text, at = asked ? text.toLocaleLowerCase().indexOf(asked) : -1;
      link.textContent = text;
      if (at < 0) return;
      found += 1;
      link.replaceChildren(text.slice(0, at), element("mark", { textContent: text.slice(at, at + asked.length) }), text.slice(at + asked.length));
    });
    Array.prototype.forEach.call(part("transcript").children, function (row) { row.hidden = Boolean(asked) && !row.querySelector("mark"); });
    part("found").textContent = asked ? (found ? say("found", { n: found }) : say("nothing")) : "";
  }

  function follow() {
    var now = player.media.currentTime, last = null;
    Array.prototype.forEach.call(document.querySelectorAll(".sentence"), function (link) {
      link.classList.remove("now");
      if (Number(link.dataset.at) <= now) last = link;
    });
    if (last) last.classList.add("now");
  }

  function choice(label, options, chosen, change) {
    var select = element("select", {}, options.map(function (row) { return element("option", { value: row[0], textContent: row[1], selected: String(row[0]) === String(chosen) }); }));
    select.addEventListener("change", function () { change(select.value); });
    return element("label", {}, [label, select]);
  }

  function tools() {
    var languages = current.tracks.map(function (track) { return [track.language, track.label]; });
    var track = spoken();
    var speed = choice(say("speed"), STICK_PLAYER.SPEEDS.map(function (rate) { return [rate, String(rate).replace(".", language === "uk" ? "," : ".") + "×"]; }), 1, function (rate) { player.media.playbackRate = Number(rate); });
    var captions = choice(say("captions"), [["", say("off")]].concat(languages), track ? track.language : "", function (chosen) { player.captions(chosen); });
    var old = document.querySelector(".stick-tools");
    if (old) old.remove();
    part("player").after(element("div", { className: "stick-tools" }, languages.length ? [speed, captions] : [speed]));
    player.captions(track ? track.language : "");
  }

  function draw() {
    words();
    list();
    chapters();
    slides();
    transcript();
    tools();
    watched();
    STICK_ASKING.draw(current, player, say, language);
  }

  function open(row) {
    if (player) player.leave();
    current = row;
    player = new STICK_PLAYER.Player(part("player"), row, say, watched);
    player.media.addEventListener("timeupdate", follow);
    STICK_ASKING.follow(row, player.media);
    part("search").value = "";
    part("code").hidden = true;
    draw();
  }

  function save() {
    if (!KEEPING.any()) return void (part("told").textContent = say("nothing_yet"));
    var link = element("a", { href: URL.createObjectURL(new Blob([KEEPING.sealed() + "\n"], { type: "text/plain" })), download: "progress-" + STICK.code + ".txt" });
    document.body.append(link);
    link.click();
    link.remove();
    part("told").textContent = link.download;
  }

  function code() {
    part("told").textContent = "";
    if (!KEEPING.any()) return void (part("told").textContent = say("nothing_yet"));
    var text = STICK.address + "?p=" + KEEPING.sealed();
    if (text.length > LARGEST_CODE) return void (part("told").textContent = say("too_long"));
    var drawn = qrcode(0, "L");
    drawn.addData(text, "Byte");
    drawn.make();
    part("code").innerHTML = drawn.createSvgTag({ cellSize: 4, margin: 16, scalable: true });
    part("code").firstChild.setAttribute("role", "img");
    part("code").firstChild.setAttribute("aria-label", say("code_alt"));
    part("code").dataset.text = text;
    part("code").hidden = false;
  }

  part("title").tabIndex = -1;
  part("language").addEventListener("click", function () { language = language === "uk" ? "en" : "uk"; draw(); });
  part("search").addEventListener("input", find);
  part("save").addEventListener("click", save);
  part("show-code").addEventListener("click", code);
  open(STICK.webinars[0]);
})();
