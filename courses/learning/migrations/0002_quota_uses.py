"""A claim may lean on several quotas. No verb has made a quota before this, so there are no rows to carry over."""

import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('learning', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='QuotaUse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('size', models.PositiveIntegerField(default=0)),
            ],
            options={
                'ordering': ['quota'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='offer',
            name='offer_not_overfull',
        ),
        migrations.RemoveConstraint(
            model_name='quota',
            name='quota_once_per_offer',
        ),
        migrations.RemoveField(
            model_name='claim',
            name='quota',
        ),
        migrations.AddField(
            model_name='offer',
            name='kept',
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name='quota',
            name='key',
            field=models.CharField(default='', max_length=300),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='quota',
            name='kind',
            field=models.CharField(choices=[('limit', 'at most'), ('kept', 'kept')], default='limit', max_length=20),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name='quota',
            name='name',
            field=models.CharField(max_length=250),
        ),
        migrations.AddConstraint(
            model_name='offer',
            constraint=models.CheckConstraint(condition=models.Q(('capacity', None), ('capacity__gte', django.db.models.expressions.CombinedExpression(models.F('taken'), '+', models.F('kept'))), _connector='OR'), name='offer_not_overfull'),
        ),
        migrations.AddConstraint(
            model_name='quota',
            constraint=models.UniqueConstraint(fields=('offer', 'key'), name='quota_once_per_offer'),
        ),
        migrations.AddField(
            model_name='quotause',
            name='claim',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='uses', to='learning.claim'),
        ),
        migrations.AddField(
            model_name='quotause',
            name='quota',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='uses', to='learning.quota'),
        ),
        migrations.AddConstraint(
            model_name='quotause',
            constraint=models.UniqueConstraint(fields=('claim', 'quota'), name='claim_leans_once_on_a_quota'),
        ),
    ]
