from .acts import ActPage, ActsIndexPage
from .cases import CasePage, CaseResult, CasesPage
from .citations import Change, Citation, Review
from .editions import Act, Article, Edition, EditionDraft, Passage
from .glossary import GlossaryPage
from .people import PeoplePage, PersonPage
from .pieces import ArticlesPage, PieceAuthor, PieceFile, PiecePage, ResearchPage
from .questions import QuestionState, ReaderQuestion
from .questions_page import QuestionsPage
from .sections import LibraryIndexPage, SectionPage
from .submissions import CaseFile, CaseMessage, CaseSubmission
from .terms import Term
from .topics import Topic
from .topics_page import TopicsPage

__all__ = [
    "Act",
    "ActPage",
    "ActsIndexPage",
    "Article",
    "ArticlesPage",
    "CaseFile",
    "CaseMessage",
    "CasePage",
    "CaseResult",
    "CaseSubmission",
    "CasesPage",
    "Change",
    "Citation",
    "Edition",
    "EditionDraft",
    "GlossaryPage",
    "LibraryIndexPage",
    "Passage",
    "PeoplePage",
    "PersonPage",
    "PieceAuthor",
    "PieceFile",
    "PiecePage",
    "QuestionState",
    "QuestionsPage",
    "ReaderQuestion",
    "ResearchPage",
    "Review",
    "SectionPage",
    "Term",
    "Topic",
    "TopicsPage",
]
