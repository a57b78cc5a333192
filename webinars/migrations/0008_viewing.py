"""Rules of watching on pages and records; a person's row takes what was watched."""

import django.core.validators
from decimal import Decimal

from django.db import migrations, models

REQUIRED = [django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(100)]


def added(model, **fields):
    return [migrations.AddField(model_name=model, name=name, field=field) for name, field in fields.items()]


class Migration(migrations.Migration):
    dependencies = [("webinars", "0007_sticks")]

    operations = [
        *added(
            "webinar",
            required_percent=models.PositiveSmallIntegerField(default=80, editable=False),
            gives_certificate=models.BooleanField(default=False, editable=False),
            hours=models.DecimalField(decimal_places=1, editable=False, max_digits=5, null=True),
        ),
        *added(
            "webinarpage",
            required_percent=models.PositiveSmallIntegerField(
                default=80,
                help_text="Whoever has really played that much of the recording has watched it. Watched once, it stays so.",
                validators=REQUIRED,
                verbose_name="per cent to watch",
            ),
            gives_certificate=models.BooleanField(
                default=False,
                help_text="It is issued by itself once enough is watched.",
                verbose_name="gives a certificate",
            ),
            hours=models.DecimalField(
                blank=True,
                decimal_places=1,
                help_text="Leave empty: as long as the recording is. For example: 1.5.",
                max_digits=5,
                null=True,
                validators=[django.core.validators.MinValueValidator(Decimal("0.1"))],
                verbose_name="academic hours on the certificate",
            ),
        ),
        *added(
            "viewing",
            parts=models.JSONField(default=list),
            seconds=models.PositiveIntegerField(default=0),
            later_seconds=models.PositiveIntegerField(default=0),
            refused_seconds=models.PositiveIntegerField(default=0),
            room=models.FloatField(default=0),
            batches=models.JSONField(default=list),
            opened_at=models.DateTimeField(null=True),
            heard_at=models.DateTimeField(null=True),
            reached_at=models.DateTimeField(null=True),
            version=models.PositiveIntegerField(default=0),
        ),
    ]
