// What a person typed, as the code it means: school/foundation/codes.py on the device.
const LIKE = { O: "0", I: "1", L: "1", U: "V", А: "A", В: "B", С: "C", Е: "E", Н: "H", І: "1", К: "K", М: "M", О: "0", Р: "P", Т: "T", Х: "X", У: "Y", З: "3" };

export const fold = (text) => text.toUpperCase().replace(/[\s\u2010-\u2015-]+/g, "").replace(/./gu, (sign) => LIKE[sign] ?? sign);
