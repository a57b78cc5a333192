"""The first text that a holder agrees to before the open register names them. Staff add later versions in Wagtail."""

from django.db import migrations

PURPOSE, VERSION = "register", "2026-11"
UK = """Я погоджуюся, щоб у відкритому реєстрі сертифікатів на цьому сайті поруч із номером сертифіката стояло моє ім’я – таке, як надруковано в сертифікаті.

Реєстр бачать усі, його можна завантажити таблицею. Пошукові системи просимо його не показувати. Імені, яке хтось уже завантажив чи переписав, центр забрати не зможе.

Згода стосується всіх моїх сертифікатів: і виданих, і майбутніх. Біля скасованих і замінених, а також біля тих, сторінку яких я приховую, імені немає.

Згода добровільна: ні навчання, ні чинність сертифіката від неї не залежать. Відкликати її можна будь-коли там само, де надано, або в розділі «Мої дані». Ім’я зникне з реєстру одразу."""
EN = """I agree that the open register of certificates on this site shows my name beside the number of my certificate, as it is printed on the certificate.

Anyone can see the register and download it as a table. Search engines are asked to leave it out. The centre cannot take back a name that somebody has already downloaded or copied.

The consent is for all my certificates, those issued and those to come. There is no name beside revoked and replaced ones, nor beside those whose page I hide.

It is voluntary: neither learning nor the validity of a certificate depends on it. I can withdraw it at any time where I gave it, or under “My data”. My name leaves the register at once."""


def add_text(apps, schema_editor):
    texts = apps.get_model("accounts", "ConsentText").objects
    texts.get_or_create(purpose=PURPOSE, version=VERSION, defaults={"text_uk": UK, "text_en": EN})


class Migration(migrations.Migration):
    dependencies = [("accounts", "0005_consent_purposes"), ("certificates", "0010_designer_sheets")]

    operations = [migrations.RunPython(add_text, migrations.RunPython.noop)]
