"""Data: files made before there was a seal are known files too."""

from django.db import migrations


def note_files(apps, schema_editor):
    certificate = apps.get_model("certificates", "Certificate")
    file = apps.get_model("certificates", "CertificateFile")
    rows = certificate.objects.exclude(sha256="").values_list("pk", "sha256", "rendered_at").iterator(2000)
    file.objects.bulk_create((file(certificate_id=pk, sha256=sha256, made_at=at) for pk, sha256, at in rows), batch_size=2000)


class Migration(migrations.Migration):
    dependencies = [("certificates", "0002_files")]
    operations = [migrations.RunPython(note_files, migrations.RunPython.noop)]
