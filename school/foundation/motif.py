"""The school's signature: a counted-stitch motif after Podillia's embroidery.

Every drawing is a pure function of a key string: the same key gives the same SVG, byte for byte.

    cover(key)    3:2, for course covers
    mark(key)     1:1, one medallion: thumbs, empty states
    frieze(key)   a strip, repeats seamlessly in x
    frame(key)    A4 landscape border of a certificate

How it is made, and why it never looks like noise:
* One cell is one stitch. Everything sits on a whole-number grid, nothing is scaled or rotated.
* A medallion is drawn in one octant and folded (eight-fold mirror symmetry). Mirrors only:
  no turning figures, so no accidental hooked crosses.
* A cover is a towel band: one figure repeated, a lesser figure between, a frieze above and its
  mirror below. At most three threads on one cloth.
* The key chooses among hand-drawn parts (6 figures, 4 lesser ones, 6 friezes, 3 layouts, 6 cloths);
  it never draws by itself. An editor may pin the cloth, the key stays.
"""

import hashlib

# cloth, thread 1 (leads), thread 2 (answers), thread 3 (sparkles)
PALETTES = {
    "полотно": ("#F6EFE0", "#1E1A17", "#A3212F", "#C9891B"),
    "чорнозем": ("#1E1A17", "#F3E9D6", "#D2483F", "#DDA032"),
    "синька": ("#1F4391", "#F6EFE0", "#E9B44C", "#9DB8EE"),
    "вишня": ("#8E1E30", "#F6EFE0", "#F0B95A", "#2A0F13"),
    "мед": ("#E3AE4B", "#2A1D12", "#8E1E30", "#FBF3E2"),
    "барвінок": ("#1D4A3F", "#F3E9D6", "#E2A93B", "#8FC0A9"),
}
NAMES = list(PALETTES)


class Choice:
    """A stream of small whole numbers drawn from the key; the same on every machine."""

    def __init__(self, key: str) -> None:
        self.bytes = hashlib.sha256(key.encode()).digest() * 4
        self.at = 0

    def of(self, options):
        options = list(options)
        value = int.from_bytes(self.bytes[self.at : self.at + 2], "big")
        self.at += 2
        return options[value % len(options)]


# --- figures: colour (0 none, 1, 2, 3) of a stitch by its place in one octant, a >= b >= 0 -------


def heart(a, b, kind):
    """The middle of a figure, within four stitches of the centre."""
    d = a + b
    if kind == "хрестик":
        return 2 if (b == 0 and a <= 3) or a == b == 1 else 0
    if kind == "зерно":
        return 2 if d <= 1 else 3 if d == 3 else 0
    if kind == "цвіт":
        return 3 if d == 0 else 2 if (a == b and a <= 2) or (b == 0 and 2 <= a <= 3) else 0
    return 2 if d <= 2 else 0


def rhomb(a, b, r, c):
    """Rhombs in a rhomb."""
    d = a + b
    if d <= r:
        ring = r - d
        if ring in (0, 1):
            return 1
        if ring in (4, 5) and d > 4:
            return 2
        if ring == 7 and d > 4:
            return 3
        return heart(a, b, c["heart"]) if d <= 4 else 0
    return 0


def comb(a, b, r, c):
    """A rhomb with teeth outside: the sun, or a ploughed field's edge."""
    inner = r - 5
    d, v = a + b, a - b
    if inner - 1 <= d <= inner:
        return 1
    if inner < d <= r and v % 4 == (inner % 4) and v >= 0:
        return 1
    if d in (inner - 4, inner - 5) and d > 4:
        return 2
    if d == inner - 7 and d > 4 and v % 2 == d % 2:
        return 3
    return heart(a, b, c["heart"]) if d <= 4 and d < inner - 5 else 0


def star(a, b, r, c):
    """The full rose: eight petals."""
    k = (r - 1) // 2
    if 1 <= b <= k and b + 1 <= a <= b + k:
        edge = b in (1, k) or a in (b + 1, b + k)
        return 1 if edge or not c["hollow"] else 2
    if b == 0 and 3 <= a <= k + 1 and a % 2 == 1:
        return 3
    return 0


def horns(a, b, r, c):
    """Ram's horns: a small rhomb with curls on four stems."""
    d = a + b
    core = r - 9
    if core - 1 <= d <= core:
        return 1
    if d < core - 1:
        if d in (core - 4, core - 5) and d > 4:
            return 2
        return heart(a, b, c["heart"]) if d <= 4 else 0
    if b == 0 and core < a <= r:
        return 1
    if a == r and b <= 5:
        return 1
    if b == 5 and r - 5 <= a <= r:
        return 1
    if a == r - 5 and 3 <= b <= 5:
        return 1
    if b == 3 and r - 5 <= a <= r - 3:
        return 1
    if a == b and core // 2 + 3 <= a <= core // 2 + 5:
        return 2
    if (a, b) in ((core // 2 + 5, core // 2 + 4), (core // 2 + 5, core // 2 + 3)):
        return 2
    return 0


def field(a, b, r, c):
    """The sown field: a rhomb cut into nine plots, a grain in each."""
    d, v = a + b, a - b
    m = 6
    if d > 3 * m:
        return 0
    if d >= 3 * m - 1:
        return 1
    if d in (m, m - 1) or (v in (m, m - 1) and d > m):
        return 1
    u = 0 if d < m else 2 * m
    w = 0 if v < m else 2 * m
    grain = abs(d - u) + abs(v - w)
    if grain == 0:
        return 3
    return 2 if grain in (2, 4) and not (d < m and grain > 2) else 0


def cross(a, b, r, c):
    """A flowering cross: arms that branch, petals on the diagonals."""
    if b <= 1 and a <= r - 4:
        return 1 if b == 1 else 3 if a % 3 == 1 else 0
    d = abs(a - (r - 4)) + b
    if d <= 4 and a >= r - 8:
        return 1 if d in (4, 3) else 3 if d <= 1 else 0
    mid = r // 2 - 1
    e = abs(a - mid) + abs(b - mid)
    if e <= 4 and b >= 2:
        return 2 if e in (3, 4) else 3 if e <= 1 else 0
    return 0


FIGURES = {"ромб": rhomb, "гребінь": comb, "рожа": star, "роги": horns, "нива": field, "хрест": cross}
SIZES = {"ромб": 17, "гребінь": 18, "рожа": 17, "роги": 18, "нива": 18, "хрест": 18}


def figure(name, r, c):
    """The stitches of one great figure: its octant rule folded eight times around (0, 0)."""
    cells = {}
    for y in range(-r - 4, r + 5):
        for x in range(-r - 4, r + 5):
            a, b = max(abs(x), abs(y)), min(abs(x), abs(y))
            colour = FIGURES[name](a, b, r, c)
            if colour:
                cells[x, y] = colour
    return cells


def small(name):
    """Lesser figures that stand between the great ones."""
    cells = {}
    for y in range(-6, 7):
        for x in range(-6, 7):
            a, b = max(abs(x), abs(y)), min(abs(x), abs(y))
            d = a + b
            on = {
                "крапля": 2 if d in (4, 5) else 3 if d <= 1 else 0,
                "перехрест": 2 if (b == 0 and a <= 4) or (b == 1 and a == 4) else 3 if a == b == 2 else 0,
                "зірка": 2 if (1 <= b <= 2 and b <= a <= b + 2 and a > b) or a == b == 1 else 3 if a == b == 4 else 0,
                "косий": 2 if a == b and a <= 4 else 3 if b == 0 and a in (3, 4) else 0,
            }[name]
            if on:
                cells[x, y] = on
    return cells


SMALL = ["крапля", "перехрест", "зірка", "косий"]

# --- friezes: (period, height, rule); row 0 is the outer edge -----------------------------------


def _teeth(x, y):
    x = min(x % 10, 10 - x % 10)
    return 1 if x <= y and y <= 4 else 3 if (x == 5 and y in (0, 1)) else 0


def _zigzag(x, y):
    t = min(x % 12, 12 - x % 12)
    if y in (t, t + 1):
        return 1
    if t == 6 and y in (1, 2):
        return 2
    return 0


def _beads(x, y):
    t = min(x % 8, 8 - x % 8)
    d = t + abs(y - 3)
    return 2 if d == 3 else 3 if d == 0 else 1 if t == 4 and y == 3 else 0


def _steps(x, y):
    t = min(x % 14, 14 - x % 14)
    s = t // 2
    if y == 6 - s or (t % 2 == 0 and y == 7 - s <= 6):
        return 1
    if t <= 1 and y in (2, 3):
        return 2
    return 3 if t == 7 and y in (5, 6) else 0


def _crosses(x, y):
    t = min(x % 10, 10 - x % 10)
    v = abs(y - 3)
    if t == v and t <= 3:
        return 1
    return 2 if (t == 5 and v <= 1) or (t == 4 and v == 0) else 0


def _wave(x, y):
    t = min(x % 16, 16 - x % 16)
    if y in (t - 1, t) and 1 <= t <= 7:
        return 1
    if t == 0 and y <= 1:
        return 1
    if t <= 3 and 3 <= y <= 6 and t + abs(y - 6) <= 3:
        return 2 if t + abs(y - 6) >= 2 else 3
    if t >= 6 and abs(y - 1) + (8 - t) <= 2:
        return 2
    return 0


FRIEZES = {
    "зубці": (10, 5, _teeth),
    "ламана": (12, 8, _zigzag),
    "намисто": (8, 7, _beads),
    "сходинки": (14, 7, _steps),
    "хрестики": (10, 7, _crosses),
    "хвиля": (16, 7, _wave),
}


class Cloth:
    """A grid of stitches; knows how to lay figures and friezes on itself and to become SVG."""

    def __init__(self, w, h):
        self.w, self.h, self.cells = w, h, {}

    def put(self, cells, cx, cy, swap=None):
        for (x, y), colour in cells.items():
            if 0 <= cx + x < self.w and 0 <= cy + y < self.h:
                self.cells[cx + x, cy + y] = (swap or {}).get(colour, colour)

    def line(self, y, colour, step=1):
        for x in range(self.w):
            if (x - self.w // 2) % step == 0:
                self.cells[x, y] = colour

    def frieze(self, name, y, flip=False, swap=None):
        period, height, rule = FRIEZES[name]
        for row in range(height):
            for x in range(self.w):
                colour = rule((x - self.w // 2) % period, row)
                if colour:
                    at = y + (height - 1 - row if flip else row)
                    self.cells[x, at] = (swap or {}).get(colour, colour)
        return height

    def svg(self, palette, title=None, background=True, extra=""):
        cloth, *threads = PALETTES[palette]
        out = [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.w} {self.h}" shape-rendering="crispEdges" preserveAspectRatio="xMidYMid slice"{extra}>'
        ]
        out.append(f"<title>{title}</title>" if title else "")
        if background:
            out.append(f'<path fill="{cloth}" d="M0 0h{self.w}v{self.h}H0z"/>')
        for number, thread in enumerate(threads, 1):
            d = []
            for y in range(self.h):
                x = 0
                while x < self.w:
                    if self.cells.get((x, y)) == number:
                        start = x
                        while x < self.w and self.cells.get((x, y)) == number:
                            x += 1
                        d.append(f"M{start} {y}h{x - start}v1h-{x - start}z")
                    else:
                        x += 1
            if d:
                out.append(f'<path fill="{thread}" d="{"".join(d)}"/>')
        return "".join(out) + "</svg>\n"


def traits(key):
    c = Choice(key)
    return {
        "palette": c.of(NAMES),
        "figure": c.of(FIGURES),
        "layout": c.of(["рушник", "рушник", "плахта", "смуги"]),
        "small": c.of(SMALL),
        "frieze": c.of(FRIEZES),
        "other": c.of(FIGURES),
        "heart": c.of(["хрестик", "зерно", "цвіт"]),
        "hollow": c.of([True, False]),
    }


def distinct(t):
    """Two figures on one cloth must differ."""
    if t["other"] == t["figure"]:
        names = list(FIGURES)
        t["other"] = names[(names.index(t["figure"]) + 1) % len(names)]
    return t


def towel(cloth, t, great, lesser):
    """A towel band: the figure repeats, two lesser ones stand between, friezes and dotted lines close it."""
    cx, cy, pitch = cloth.w // 2, cloth.h // 2, 44
    aside = 14 if t["figure"] == "роги" else 9
    for i in range(-2, 3):
        cloth.put(great, cx + i * pitch, cy)
        for side in (-aside, aside):
            cloth.put(lesser, cx + i * pitch + pitch // 2, cy + side)
    for y, colour, step in ((11, 1, 1), (9, 2, 2)):
        cloth.line(y, colour, step)
        cloth.line(cloth.h - y, colour, step)
    height = FRIEZES[t["frieze"]][1]
    cloth.frieze(t["frieze"], 7 - height)
    cloth.frieze(t["frieze"], cloth.h - 6, flip=True)


def plakhta(cloth, t, great, lesser):
    """A checked skirt cloth: a lattice of rhombs, a figure in each, threads change by row."""
    cx, cy, m = cloth.w // 2, cloth.h // 2, 26
    for y in range(cloth.h):
        for x in range(cloth.w):
            u, v = x - cx + y - cy, x - cx - y + cy
            if (u + m) % (2 * m) in (0, 1) or (v + m) % (2 * m) in (0, 1):
                cloth.cells[x, y] = 1
    inner = {p: k for p, k in great.items() if abs(p[0]) + abs(p[1]) <= 21}
    for i in range(-2, 3):
        for j in range(-2, 3):
            if (i + j) % 2 == 0:
                cloth.put(inner, cx + i * m, cy + j * m, {1: 2, 2: 1} if j % 2 else None)


def stripes(cloth, t, great, lesser):
    """Two figures by turns between broad lines, the second in the answering thread."""
    cx, cy = cloth.w // 2, cloth.h // 2
    other = figure(t["other"], SIZES[t["other"]], t)
    for i in range(-2, 3):
        cloth.put(other if i % 2 else great, cx + i * 42, cy, {1: 2, 2: 1} if i % 2 else None)
    for y in (9, 10, cloth.h - 10, cloth.h - 11):
        cloth.line(y, 2)
    height = FRIEZES[t["frieze"]][1]
    cloth.frieze(t["frieze"], 7 - height, flip=True)
    cloth.frieze(t["frieze"], cloth.h - 7)


LAYOUTS = {"рушник": towel, "плахта": plakhta, "смуги": stripes}


def cover(key, palette=None):
    """A course cover, 3:2 (105 by 70 stitches)."""
    t = distinct(traits(key))
    cloth = Cloth(105, 70)
    LAYOUTS[t["layout"]](cloth, t, figure(t["figure"], SIZES[t["figure"]], t), small(t["small"]))
    return cloth.svg(palette or t["palette"])


def mark(key, palette=None, background=True, corners=True):
    """One medallion, square: thumbs, empty states, portraits that people have not given."""
    t = traits(key)
    r = SIZES[t["figure"]]
    cloth = Cloth(45, 45)
    cloth.put(figure(t["figure"], r, t), 22, 22)
    for x in (4, 40) if corners else ():
        for y in (4, 40):
            cloth.put({p: k for p, k in small("крапля").items() if abs(p[0]) + abs(p[1]) <= 1}, x, y)
    return cloth.svg(palette or t["palette"], background=background)


def frieze(key, palette=None, periods=1, background=False, name=None):
    name = name or traits(key)["frieze"]
    period, height, _ = FRIEZES[name]
    cloth = Cloth(period * periods, height)
    cloth.frieze(name, 0)
    return cloth.svg(palette or "полотно", background=background)


def frame(key, palette="полотно"):
    """The border of a certificate: A4 landscape, one stitch is 1.1 mm (265 by 187, odd to have a middle)."""
    w, h, edge = 265, 187, 9
    name = Choice(key).of(["намисто", "хрестики", "хвиля"])
    period, height, rule = FRIEZES[name]
    cloth = Cloth(w, h)
    inner = edge + height + 3  # line, gap, frieze, gap, line
    for y in range(h):
        for x in range(w):
            left, top = min(x, w - 1 - x), min(y, h - 1 - y)
            near, far = min(left, top), max(left, top)
            along = abs(x - w // 2) if top <= left else abs(y - h // 2)
            if near < edge or near > inner:
                continue
            if near in (edge, inner) or (far == inner and near < inner):
                cloth.cells[x, y] = 1
            elif far < inner:  # the corner: a rose of seven stitches
                a, b = abs(left - edge - 5), abs(top - edge - 5)
                a, b = max(a, b), min(a, b)
                if a <= 3 and (a == b or (b == 0 and a > 1)):
                    cloth.cells[x, y] = 3 if a == b == 0 else 2
            elif edge + 1 < near < inner - 1:
                colour = rule(along % period, height - 1 - (near - edge - 2))
                if colour:
                    cloth.cells[x, y] = colour
    return cloth.svg(palette, background=False)
