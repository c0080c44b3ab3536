"""Where the record of an offer is kept, said to the person who mends it there."""

from __future__ import annotations

from marbre.offers.model import Offer
from marbre.offers.notes import permalink

#: Objects of DATAtourisme that come through Apidae's flow keep Apidae's number, moved up by this.
FROM_APIDAE = 13 * 10**12
_TABLE = "table:"


def source_said(offer: Offer) -> str:
    """« dans Apidae », « dans DATAtourisme », « dans le tableau « marches » »."""
    if offer.source.startswith(_TABLE):
        return f"dans le tableau « {offer.source.removeprefix(_TABLE)} »"
    if offer.source == "datatourisme" and not _apidae_number(offer):
        return "dans DATAtourisme"
    return "dans Apidae"


def record_said(offer: Offer) -> str:
    """Where the record itself is: its page in Apidae, its object in DATAtourisme, its line in a table."""
    if offer.source == "apidae" or _apidae_number(offer):
        return permalink(_apidae_number(offer) or offer.id)
    name = f" ({offer.identifier})" if offer.identifier else ""
    return f"{source_said(offer)}{name}"


def _apidae_number(offer: Offer) -> int:
    """Apidae's number of an object that DATAtourisme has from Apidae, 0 for any other."""
    if offer.source != "datatourisme":
        return 0
    return offer.id - FROM_APIDAE if FROM_APIDAE < offer.id < FROM_APIDAE + 10**11 else 0
