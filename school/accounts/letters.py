"""Letters of the account itself."""

from django.utils.translation import gettext_lazy as _

from school.foundation.mail import register_purpose


def register() -> None:
    for purpose, label, uk, en in WORDINGS:
        register_purpose(purpose, label=label, placeholders=["name", "email", "centre"], defaults={"uk": uk, "en": en})


WORDINGS = [
    (
        "account_confirm", _("Confirm the e-mail of a newcomer"),
        (
            "Підтвердьте свою пошту",
            "Доброго дня.\n\nВи реєструєтеся на сайті «{{ centre }}». Підтвердьте, що ця пошта Ваша, і заповніть короткий профіль: після цього можна записуватися на курси.\n\nПосилання діє три дні й працює один раз. Якщо Ви не реєструвалися, просто не зважайте на цей лист.",
            "Підтвердити пошту",
        ),
        (
            "Confirm your e-mail",
            "Hello.\n\nYou are registering at {{ centre }}. Confirm that this mailbox is yours and fill in a short profile; then you can enrol on courses.\n\nThe link is good for three days and works once. If you did not register, ignore this letter.",
            "Confirm the e-mail",
        ),
    ),
    (
        "account_confirm_again", _("Confirm the e-mail of an account"),
        (
            "Підтвердьте пошту",
            "Доброго дня.\n\nЦю адресу вказано як пошту для входу на сайт «{{ centre }}». Підтвердьте, що вона Ваша.\n\nПосилання діє три дні й працює один раз. Якщо Ви про це не просили, не зважайте на цей лист: нічого не зміниться.",
            "Підтвердити пошту",
        ),
        (
            "Confirm the e-mail",
            "Hello.\n\nThis address was given as the e-mail to sign in at {{ centre }}. Confirm that it is yours.\n\nThe link is good for three days and works once. If you did not ask for it, ignore this letter: nothing will change.",
            "Confirm the e-mail",
        ),
    ),
    (
        "account_reset", _("Set a new password"),
        (
            "Новий пароль",
            "Доброго дня, {{ name }}.\n\nХтось попросив новий пароль до Вашого облікового запису. Якщо це були Ви, натисніть кнопку. Посилання працює один раз.\n\nЯкщо не Ви, нічого не робіть: пароль лишиться той самий.",
            "Установити пароль",
        ),
        (
            "A new password",
            "Hello, {{ name }}.\n\nSomebody asked for a new password for your account. If it was you, press the button. The link works once.\n\nIf it was not you, do nothing: the password stays as it is.",
            "Set a password",
        ),
    ),
    (
        "account_exists", _("Somebody registered with a known e-mail"),
        (
            "Ви вже зареєстровані",
            "Доброго дня, {{ name }}.\n\nХтось щойно реєструвався з цією поштою, але обліковий запис у Вас уже є. Якщо це були Ви, увійдіть. Якщо забули пароль, установіть новий.",
            "Установити новий пароль",
        ),
        (
            "You are registered already",
            "Hello, {{ name }}.\n\nSomebody has just registered with this e-mail, but you have an account already. If it was you, sign in. If you forgot the password, set a new one.",
            "Set a new password",
        ),
    ),
    (
        "account_unknown", _("A password was asked for an unknown e-mail"),
        (
            "Запису з цією поштою немає",
            "Доброго дня.\n\nХтось просив новий пароль для цієї пошти, але облікового запису з нею на сайті «{{ centre }}» немає. Можливо, Ви реєструвалися з іншою адресою.",
            "Зареєструватися",
        ),
        (
            "There is no account with this e-mail",
            "Hello.\n\nSomebody asked for a new password for this address, but {{ centre }} has no account with it. You may have registered with another one.",
            "Register",
        ),
    ),
    (
        "account_made", _("An account was made by the centre"),
        (
            "Для Вас створено обліковий запис",
            "Доброго дня, {{ name }}.\n\n«{{ centre }}» записує Вас на навчання. Установіть пароль, щоб увійти, і перевірте свій профіль: з нього беремо ім’я для сертифіката.\n\nЯкщо посилання вже не діє, відкрийте сайт і попросіть новий пароль для цієї пошти.",
            "Установити пароль",
        ),
        (
            "An account was made for you",
            "Hello, {{ name }}.\n\n{{ centre }} is putting you on a course. Set a password to sign in, and check your profile: the name on the certificate comes from it.\n\nIf the link no longer works, open the site and ask for a new password for this e-mail.",
            "Set a password",
        ),
    ),
    (
        "account_password_changed", _("The password was changed"),
        (
            "Пароль змінено",
            "Доброго дня, {{ name }}.\n\nПароль до Вашого облікового запису щойно змінено. Якщо це були Ви, робити нічого не треба.\n\nЯкщо не Ви, відразу встановіть новий пароль.",
            "Установити новий пароль",
        ),
        (
            "The password was changed",
            "Hello, {{ name }}.\n\nThe password of your account has just been changed. If it was you, there is nothing to do.\n\nIf it was not you, set a new password at once.",
            "Set a new password",
        ),
    ),
    (
        "account_email_changed", _("The e-mail was changed"),
        (
            "Пошту для входу змінено",
            "Доброго дня, {{ name }}.\n\nВідтепер для входу на сайт «{{ centre }}» використовується адреса {{ email }}. Якщо Ви цього не робили, відразу встановіть новий пароль і напишіть нам.",
            "Установити новий пароль",
        ),
        (
            "The e-mail to sign in was changed",
            "Hello, {{ name }}.\n\nFrom now on you sign in at {{ centre }} with {{ email }}. If you did not do this, set a new password at once and write to us.",
            "Set a new password",
        ),
    ),
    (
        "account_notice", _("A way of signing in has changed"),
        (
            "Зміни у способах входу",
            "Доброго дня, {{ name }}.\n\nУ Вашому обліковому записі щойно додано, змінено або вилучено спосіб входу: застосунок із кодами, ключ доступу, резервні коди чи іншу адресу. Якщо це були не Ви, відразу встановіть новий пароль.",
            "Установити новий пароль",
        ),
        (
            "A way of signing in has changed",
            "Hello, {{ name }}.\n\nA way of signing in to your account was just added, changed or removed: an app with codes, a passkey, backup codes or another address. If it was not you, set a new password at once.",
            "Set a new password",
        ),
    ),
]  # fmt: skip
