from celery import shared_task


@shared_task
def sweep_case_drafts() -> int:
    from .cases.drafting import sweep_drafts

    return sweep_drafts()
