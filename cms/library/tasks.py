from celery import shared_task


@shared_task
def sweep_case_drafts() -> int:
    from .cases.drafting import sweep_drafts

    return sweep_drafts()


@shared_task
def forget_unconfirmed_questions() -> int:
    """Daily: an address that nobody confirmed is not kept."""
    from .questions.asking import forget_unconfirmed

    return forget_unconfirmed()
