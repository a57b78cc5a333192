"""The one address of OAI-PMH."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

SENTENCE = 500  # letters of an argument that are read: a harvester sends dates, sets and tokens


@csrf_exempt  # the protocol lets harvesters POST, and nothing is changed
@require_http_methods(["GET", "POST", "HEAD"])
def oai(request: HttpRequest) -> HttpResponse:
    from oai_repo import OAIRepository

    from .repository import Pieces

    sent = request.POST if request.method == "POST" else request.GET
    arguments = {name[:SENTENCE]: value[:SENTENCE] for name, value in sent.items()}
    with override("en"):
        answer = OAIRepository(Pieces()).process(arguments)
    return HttpResponse(bytes(answer), content_type="text/xml; charset=utf-8")
