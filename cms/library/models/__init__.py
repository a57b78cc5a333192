from .sections import LibraryIndexPage, SectionPage
from .topics import Topic

__all__ = ["LibraryIndexPage", "SectionPage", "Topic"]
