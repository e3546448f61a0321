"""Words, sentences, and the one encoder whose numbers all heads share."""

from reportedly.language.analysis import Analysis, analyse
from reportedly.language.pieces import MODEL, MODEL_NAME

__all__ = ["MODEL", "MODEL_NAME", "Analysis", "analyse"]
