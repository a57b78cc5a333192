from .cases import CasePage, CaseResult, CasesPage
from .sections import LibraryIndexPage, SectionPage
from .topics import Topic

__all__ = ["CasePage", "CaseResult", "CasesPage", "LibraryIndexPage", "SectionPage", "Topic"]
