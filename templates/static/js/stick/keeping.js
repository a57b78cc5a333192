// What was played, kept by this browser, and the sealed text that is handed in. A classic script: it runs from file://.
(function () {
  "use strict";
  var MARK = "SHK1";
  var name = "stick-" + STICK.code;
  var memory = { played: {}, position: {}, answers: {}, draft: {}, test: {} };
  var kept = true;

  function read() {
    try {
      memory = Object.assign(memory, JSON.parse(localStorage.getItem(name)));
      localStorage.setItem(name, JSON.stringify(memory));
    } catch (problem) {
      kept = false;
    }
  }

  function write() {
    try {
      localStorage.setItem(name, JSON.stringify(memory));
    } catch (problem) {
      kept = false;
    }
  }

  function union(parts) {
    var joined = [];
    parts.slice().sort(function (one, other) { return one[0] - other[0]; }).forEach(function (part) {
      var last = joined[joined.length - 1];
      if (last && part[0] <= last[1]) last[1] = Math.max(last[1], part[1]);
      else joined.push([part[0], part[1]]);
    });
    return joined;
  }

  function add(code, start, end, length) {
    var part = [Math.max(Math.floor(start), 0), Math.min(Math.ceil(end), length)];
    if (part[1] <= part[0]) return;
    memory.played[code] = union((memory.played[code] || []).concat([part]));
    write();
  }

  function percent(code, length) {
    var seconds = (memory.played[code] || []).reduce(function (sum, part) { return sum + part[1] - part[0]; }, 0);
    return length ? Math.min(Math.floor((seconds * 100) / length), 100) : 0;
  }

  // What was chosen: by webinar and question, [version, [place of an option, …]].
  function answers(kind, code) {
    return (memory[kind][code] = memory[kind][code] || {});
  }

  function put(kind, code, question, version, places) {
    answers(kind, code)[question] = [version, places];
    write();
  }

  // The test goes into the progress as it stands now; what is changed later waits till it is put in again.
  function put_test(code) {
    memory.test[code] = JSON.parse(JSON.stringify(answers("draft", code)));
    write();
  }

  function given() {
    var found = {};
    [["a", memory.answers], ["t", memory.test]].forEach(function (pair) {
      Object.keys(pair[1]).forEach(function (code) {
        var rows = Object.keys(pair[1][code]).map(function (question) { return [question].concat(pair[1][code][question]); });
        if (rows.length) (found[code] = found[code] || {})[pair[0]] = rows;
      });
    });
    return found;
  }

  function bytes(hex) {
    return hex.match(/../g).map(function (pair) { return parseInt(pair, 16); });
  }

  // Only digits and codes stand in it, so that btoa is enough.
  function sealed() {
    var data = { v: 1, s: STICK.code, g: STICK.signature, at: Math.floor(Date.now() / 1000), w: memory.played, q: given() };
    var body = btoa(JSON.stringify(data)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
    return MARK + "." + body + "." + sha256.hmac(bytes(STICK.secret), MARK + "." + body);
  }

  read();
  window.KEEPING = {
    add: add,
    percent: percent,
    sealed: sealed,
    kept: function () { return kept; },
    answers: answers,
    put: put,
    put_test: put_test,
    any: function () { return Object.keys(memory.played).length + Object.keys(given()).length > 0; },
    position: function (code) { return memory.position[code] || 0; },
    stopped: function (code, seconds) { memory.position[code] = Math.floor(seconds); write(); },
  };
})();
