from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

VERIFIER = (
    "css/verify.css", "js/certificates/offline.js", "js/certificates/payload.js",
    *(f"js/scanning/{name}.js" for name in ("camera", "codes", "signatures")), "js/vendor/qr/decode.js", "js/vendor/qr/index.js",
)  # fmt: skip


class CertificatesConfig(AppConfig):
    name = "certificates"
    label = "certificates"
    verbose_name = _("Certificates")

    def ready(self) -> None:
        from courses.internships import proofs
        from school.foundation import jobs, privacy
        from webinars.announcing import issuing

        from . import awards, day_awards, desk_awards, ending, letters, personal, receivers, tasks, webinar_awards  # noqa: F401
        from .signing import checks  # noqa: F401

        jobs.register("certificates.award", tasks.award, queue="documents")
        jobs.register("certificates.issue_batch", tasks.issue_batch, queue="documents")
        jobs.register("certificates.send_batch", tasks.send_batch, queue="mail")
        jobs.register("certificates.pack_batch", tasks.pack_batch, queue="documents")
        jobs.register("certificates.render", tasks.render, queue="documents")
        privacy.register("certificates", export=personal.export, forget=personal.forget)
        privacy.register("achievements", export=personal.export_achievements, forget=personal.forget_achievements)
        jobs.register("certificates.transcript", tasks.transcript, queue="documents")
        awards.register("course", awards.course_award)
        awards.register("day", day_awards.day_award)
        awards.register("webinar", webinar_awards.webinar_award)
        awards.register("series", desk_awards.series_award)
        awards.register("attendance", desk_awards.attendance_award)
        awards.register("thanks", desk_awards.thanks_award)
        proofs.register(day_awards.day_proofs)
        proofs.register_issuing(day_awards.issuing_address)
        issuing.register(webinar_awards.issuing_address)
        letters.register()
        ending.register()
        self.open_to_strangers()

    def open_to_strangers(self) -> None:
        """What works without an account: holders' links, and the verifying page that a device keeps."""
        from school.foundation import links, offline

        from . import sharing, sharing_views

        links.register(sharing.PURPOSE, sharing_views.answer)
        offline.register("certificates", pages=[r"/verify/offline/"], files=VERIFIER)
