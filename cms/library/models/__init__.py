from .acts import ActPage, ActsIndexPage
from .cases import CasePage, CaseResult, CasesPage
from .citations import Change, Citation, Review
from .editions import Act, Article, Edition, EditionDraft, Passage
from .glossary import GlossaryPage
from .sections import LibraryIndexPage, SectionPage
from .terms import Term
from .topics import Topic

__all__ = [
    "Act",
    "ActPage",
    "ActsIndexPage",
    "Article",
    "CasePage",
    "CaseResult",
    "CasesPage",
    "Change",
    "Citation",
    "Edition",
    "EditionDraft",
    "GlossaryPage",
    "LibraryIndexPage",
    "Passage",
    "Review",
    "SectionPage",
    "Term",
    "Topic",
]
