import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import courses.internships.models.packs


class Migration(migrations.Migration):

    dependencies = [
        ('internships', '0004_groups'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='internshipday',
            name='contacts_uk',
            field=models.TextField(blank=True, help_text='One to a line: name, what for, telephone.', verbose_name='whom to call on the day, in Ukrainian'),
        ),
        migrations.AddField(
            model_name='internshipday',
            name='contacts_en',
            field=models.TextField(blank=True, verbose_name='whom to call on the day, in English'),
        ),
        migrations.CreateModel(
            name='Pack',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file', models.FileField(blank=True, max_length=200, storage=courses.internships.models.packs.private_files, upload_to=courses.internships.models.packs.pack_name)),
                ('people', models.PositiveIntegerField()),
                ('made_at', models.DateTimeField()),
                ('day', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='packs', to='internships.internshipday')),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-made_at', '-pk'],
            },
        ),
    ]
