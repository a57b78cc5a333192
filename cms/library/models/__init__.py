from .cases import CasePage, CaseResult, CasesPage
from .glossary import GlossaryPage
from .sections import LibraryIndexPage, SectionPage
from .terms import Term
from .topics import Topic

__all__ = ["CasePage", "CaseResult", "CasesPage", "GlossaryPage", "LibraryIndexPage", "SectionPage", "Term", "Topic"]
