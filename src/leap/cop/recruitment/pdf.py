"""A page as PDF, with the extra `leap.cop[pdf]`; without it nothing here is imported.

What is printed calls nobody: everything that a text refers to stays out of the PDF, and
the server opens no address and no file that somebody wrote into a text.
"""

from importlib.util import find_spec
from leap.cop import logger

import logging


def is_there() -> bool:
    """Tell whether the extra is installed; its libraries may still be missing."""
    return find_spec("weasyprint") is not None


def made_of(html: str) -> bytes | None:
    """Give a PDF of an HTML page, None where the extra cannot work, or not with it.

    People write what is printed, and no renderer copes with all that HTML can be.

    :param html: a whole page; its styles stand in it.
    """
    try:
        import weasyprint
    except (ImportError, OSError):
        # OSError: the package is there, and Pango is not.
        return None
    from weasyprint.urls import URLFetcher

    class Closed(URLFetcher):
        """Opens nothing."""

        def fetch(self, url, headers=None):
            raise ValueError("nothing is fetched for a PDF")

    # It would log each address that it was kept from opening.
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
    try:
        return weasyprint.HTML(string=html, url_fetcher=Closed()).write_pdf()
    except Exception as error:
        # Its words may hold what was written.
        logger.warning("A PDF could not be made (%s)", type(error).__name__)
        return None
