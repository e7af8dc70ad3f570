"""Which available row to ask for: the exact argmax of a strategy's scores."""

from altui.learning.selection.acquisition import Acquisition, Acquisitions
from altui.learning.selection.featured_rows import FeaturedRows
from altui.learning.selection.selector import Selector
from altui.learning.selection.shortlist import Shortlist

__all__ = ["Acquisition", "Acquisitions", "FeaturedRows", "Selector", "Shortlist"]
