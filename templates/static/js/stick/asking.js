// Questions on a stick: they pause the recording or make the test. What is right is not here: the school tells when the progress is handed in.
(function () {
  "use strict";
  var LEAP = 3; // seconds between two looks that are still playing, not a jump
  var element = STICK_PLAYER.element, forms = {}, counter = 0;

  function part(id) { return document.getElementById(id); }

  function options(question, language, chosen) {
    var name = "asked-" + ++counter, kind = question.kind === "multiple" ? "checkbox" : "radio";
    return question.options.map(function (text, place) {
      var input = element("input", { type: kind, name: name, value: String(place), checked: chosen.indexOf(place) >= 0 });
      return element("label", { className: "choice choice--boxed" }, [input, element("span", { textContent: text[language] || text.uk })]);
    });
  }

  function places(box) {
    return Array.prototype.map.call(box.querySelectorAll("input:checked"), function (input) { return Number(input.value); });
  }

  function fieldset(question, language, say, chosen) {
    var legend = element("legend", { textContent: question.text[language] || question.text.uk });
    var several = question.kind === "multiple" ? [element("p", { className: "small", textContent: say("several") })] : [];
    return element("fieldset", {}, [legend].concat(several, [element("div", { className: "answers" }, options(question, language, chosen))]));
  }

  function chosen(kind, webinar, question) {
    var row = KEEPING.answers(kind, webinar.code)[question.code];
    return row && row[0] === question.version ? row[1] : [];
  }

  function clock(seconds) {
    var rest = seconds % 60;
    return Math.floor(seconds / 60) + ":" + (rest < 10 ? "0" : "") + rest;
  }

  function pausing(webinar, player, question, language, say) {
    var before = chosen("answers", webinar, question), box = fieldset(question, language, say, before);
    var told = element("p", { textContent: before.length ? say("kept") : "" });
    told.setAttribute("role", "status");
    var give = element("button", { className: "btn btn--primary", type: "submit", textContent: say("answer") });
    var on = element("button", { className: "btn", type: "button", textContent: say("play_on"), hidden: true });
    var at = element("a", { href: "#" + question.at, textContent: clock(question.at) });
    var form = element("form", { className: "stack gap-3 fill", tabIndex: -1 }, [element("p", { className: "small" }, [at]), box, element("p", { className: "row" }, [give, on]), told]);
    at.addEventListener("click", function (event) { event.preventDefault(); player.seek(question.at); });
    on.addEventListener("click", function () { player.media.play(); });
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      var found = places(box);
      told.textContent = say(found.length ? "kept" : "choose");
      if (found.length) KEEPING.put("answers", webinar.code, question.code, question.version, found);
    });
    forms[question.code] = { form: form, on: on };
    return element("li", {}, [form]);
  }

  function draw(webinar, player, say, language) {
    var moments = webinar.questions.filter(function (row) { return row.at !== null; });
    var test = webinar.questions.filter(function (row) { return row.at === null; });
    forms = {};
    part("asking-part").hidden = !moments.length;
    part("asking-title").textContent = say("asking");
    part("asking-how").textContent = say("asking_how");
    part("asking").replaceChildren.apply(part("asking"), moments.map(function (row) { return pausing(webinar, player, row, language, say); }));
    part("test-part").hidden = !test.length;
    part("test-title").textContent = say("test");
    part("test-how").textContent = say("test_how", { n: webinar.pass_mark });
    part("test-put").textContent = say("test_put");
    part("test-told").textContent = "";
    part("test").replaceChildren.apply(part("test"), test.map(function (row) {
      var box = fieldset(row, language, say, chosen("draft", webinar, row));
      box.addEventListener("change", function () { KEEPING.put("draft", webinar.code, row.code, row.version, places(box)); });
      return box;
    }));
    part("test-put").onclick = function () {
      var any = part("test").querySelector("input:checked");
      if (any) KEEPING.put_test(webinar.code);
      part("test-told").textContent = say(any ? "test_kept" : "choose");
    };
  }

  function ask(media, row) {
    var found = forms[row.code];
    if (!found) return;
    media.pause();
    if (document.fullscreenElement) document.exitFullscreen();
    found.on.hidden = false;
    found.form.classList.add("asked");
    found.form.focus();
    found.form.scrollIntoView({ block: "center" });
  }

  // Playing that reaches the moment pauses; a jump past it does not, nor a page nobody looks at.
  function follow(webinar, media) {
    var last = 0;
    media.addEventListener("timeupdate", function () {
      var before = last;
      last = media.currentTime;
      if (media.paused || media.seeking || last <= before || last - before > LEAP || document.hidden) return;
      var due = webinar.questions.filter(function (row) {
        return row.at !== null && before < Math.max(row.at, 0.2) && Math.max(row.at, 0.2) <= last && !chosen("answers", webinar, row).length;
      })[0];
      if (due) ask(media, due);
    });
    ["seeking", "seeked"].forEach(function (name) { media.addEventListener(name, function () { last = media.currentTime; }); });
    media.addEventListener("play", function () {
      Array.prototype.forEach.call(document.querySelectorAll(".asked"), function (form) { form.classList.remove("asked"); });
    });
  }

  window.STICK_ASKING = { draw: draw, follow: follow };
})();
