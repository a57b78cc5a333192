"""Certificates issued so far name their template as a row too, where it is still there."""

from django.db import migrations


def name_templates(apps, schema_editor):
    Certificate = apps.get_model("certificates", "Certificate")
    known = set(apps.get_model("certificates", "CertificateTemplate").objects.values_list("pk", flat=True))
    for pk, template in Certificate.objects.values_list("pk", "frozen__template__id").iterator(2000):
        if template in known:
            Certificate.objects.filter(pk=pk).update(template=template)


class Migration(migrations.Migration):
    dependencies = [("certificates", "0006_templates")]

    operations = [migrations.RunPython(name_templates, migrations.RunPython.noop)]
