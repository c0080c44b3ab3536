"""Which scene stands for an offer that has no photograph: French words of its kind, terms and name, then its type."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from marbre.offers.model import Offer

#: Pieces of words, without accents and in lower case, in order: the first that is found decides.
_WORDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("walk", ("marche nordique", "randonnee pedestre", "marche gourmande")),
    ("snow", (" ski ", "raquette", "nordique", "luge")),
    ("waterfall", ("cascade", "chute d eau")),
    ("basalt-columns", ("orgues", "basalt", "prismatique")),
    ("red-pillars", ("vallee des saints", "cheminees de fees", "cheminee de fee", "argile rouge")),
    ("canoe", ("canoe", "kayak", "rafting", "paddle", "barque")),
    ("bathing", ("baignade", "piscine", "plage", "aquatique", "nautique", "natation")),
    ("flights", ("parapente", "vol libre", "deltaplane", "montgolfiere", "vol a voile", "aerodrome", "aerien")),
    ("kites", ("cerf-volant", "cerfs-volants")),
    ("riders", ("equestre", "equitation", " cheval ", "chevaux", "poney", "centre hippique", "attelage")),
    ("ride", ("cyclo", " velo", "vtt", "gravel", "bicyclette")),
    ("station", (" train", " gare", "ferroviaire", "autorail")),
    ("cheese-cellar", ("fromag", "saint-nectaire", "affinage", "affineur", "laitier", " lait ")),
    ("vineyard", (" vin ", " vins ", "vigne", "viticul", "vigneron", "domaine viticole", "caveau")),
    (
        "workshop",
        (
            "artisan", "potier", "poterie", "ceram", "atelier", "verrier", "vannerie", "coutel",
            "metiers d art", "tisser",
        ),
    ),
    ("night-festival", ("nocturne", " bal ", "feu d artifice", "fete foraine", "illumination", "14 juillet")),
    ("concert", ("concert", "festival", "musique", "spectacle", "theatre", "danse", "humour", "opera", "folklore")),
    ("market", (" marche ", "marches", "brocante", "vide-grenier", "foire", "salon d", "braderie", " puces")),
    (
        "chevet",
        ("eglise", "abbatiale", "abbaye", "chapelle", "prieure", "collegiale", "roman", "basilique", "religieux"),
    ),
    ("keep", ("donjon", "forteresse", "tour de l horloge", "ruine", "chateau fort", "vestige", "menhir", "dolmen")),
    ("chateau", ("chateau", "manoir", "demeure")),
    ("museum", ("musee", "exposition", "centre d art", "interpretation", "galerie", " mine ", "ecomusee")),
    ("garden", ("jardin", "parc floral", "pepini", "horticul")),
    ("bridge", (" pont ", "moulin", "aqueduc")),
    ("lake", (" lac ", "etang", "plan d eau", "tourbiere", "zone humide", "peche")),
    ("cliffs", ("falaise", "grotte", "troglodyt", "gorge", "escalade", "via ferrata", "rocher", "carriere")),
    ("forest", ("foret", " bois ", "accrobranche", "arbres", "parcours aventure", "sous-bois")),
    ("herd", ("ferme", "elevage", "troupeau", "viande", "bovin", "parc animalier", "animalier", "agneau", "estive")),
    ("orchard", ("verger", "pomme", "fruit", " miel", "apicul", "noix", "safran", "petits fruits", "jus de")),
    ("plateau", ("plateau", "cezallier", "estives", "lande", "buron", "tourbi")),
    ("river", ("riviere", "allier", "couze", " source")),
    ("walk", ("randonnee", "sentier", "pedestre", "balade", "marche nordique", "trail", "itineraire", "boucle")),
    ("village", ("village", "bourg", "cite de caractere", "quartier")),
    ("ridges", ("volcan", "sommet", " puy ", "panorama", "belvedere", "point de vue", "geolog")),
    ("shop", ("boulang", "patisser", "epicerie", "boutique", "chocolat", "commerce", "librairie", "souvenir")),
    ("table", ("restaurant", "auberge", "bistrot", "brasserie", "creperie", "pizzeria", "table d hote", " bar ")),
)

_EVENTS = frozenset(
    {
        "snow", "flights", "kites", "riders", "ride", "workshop", "night-festival", "concert", "market",
        "museum", "garden",
    }
    | {"walk", "orchard", "herd", "vineyard", "cheese-cellar", "canoe"}
)
#: By Apidae type: what may be read into the words (kinds in order of preference), and the scene when nothing is.
_BY_TYPE: dict[str, tuple[frozenset[str], tuple[str, ...]]] = {
    "HOTELLERIE": (frozenset(), ("inn", "room", "inn")),
    "HEBERGEMENT_LOCATIF": (frozenset(), ("gite", "gite", "room", "gite", "gite")),
    "HEBERGEMENT_COLLECTIF": (frozenset({"riders"}), ("gite", "inn", "room")),
    "HOTELLERIE_PLEIN_AIR": (frozenset(), ("camping",)),
    "RESTAURATION": (frozenset({"shop"}), ("table", "plate", "inn", "plate")),
    "DOMAINE_SKIABLE": (frozenset(), ("snow",)),
    "DEGUSTATION": (
        frozenset({"cheese-cellar", "vineyard", "herd", "orchard", "garden", "shop"}), ("market", "orchard"),
    ),
    "FETE_ET_MANIFESTATION": (_EVENTS, ("night-festival", "concert", "square")),
    "COMMERCE_ET_SERVICE": (
        frozenset({"workshop", "cheese-cellar", "vineyard", "market", "ride", "station", "shop", "garden", "museum"}),
        ("shop", "square"),
    ),
}
_DEFAULTS: dict[str, tuple[str, ...]] = {
    "ACTIVITE": ("walk", "ride", "flights"),
    "EQUIPEMENT": ("walk", "river", "ridges"),
    "PATRIMOINE_CULTUREL": ("chevet", "village", "keep"),
    "PATRIMOINE_NATUREL": ("ridges", "river", "plateau"),
    "SEJOUR_PACKAGE": ("walk", "village", "ridges"),
    "STRUCTURE": ("square", "village"),
    "TERRITOIRE": ("village", "ridges", "tables"),
}

_MONTHS = ("winter",) * 2 + ("spring",) * 3 + ("summer",) * 3 + ("autumn",) * 3 + ("winter",)


def kind_for(offer: Offer) -> str:
    """A kind of scene for an offer, the same each time; offers that say nothing share the defaults of their type."""
    allowed, defaults = _BY_TYPE.get(offer.type, (None, _DEFAULTS.get(offer.type, ("ridges",))))
    for text in _sayings(offer):
        for kind, pieces in _WORDS:
            if (allowed is None or kind in allowed) and any(piece in text for piece in pieces):
                return kind
    return defaults[offer.id % len(defaults)]


def season_for(offer: Offer) -> str:
    """The season an offer belongs to: spring, summer, autumn or winter; the middle of its first opening period."""
    if offer.type == "DOMAINE_SKIABLE":
        return "winter"
    period = next((one for one in offer.opening.periods if one.start is not None), None)
    if period is None or period.start is None:
        return _plain(offer)
    first, last = period.start.month, (period.end or period.start).month
    months = (last - first) % 12
    if months >= 9 or (months == 0 and period.end is not None and period.end.year > period.start.year):
        return _plain(offer)
    return _MONTHS[(first + months // 2 - 1) % 12]


def _plain(offer: Offer) -> str:
    """Offers open all year share the three warm seasons."""
    return ("summer", "spring", "summer", "autumn")[offer.id % 4]


def _sayings(offer: Offer) -> tuple[str, ...]:
    """What the offer says of itself, what counts most first: its name and kind, then its terms."""
    subtype = offer.subtype.label.best("fr") if offer.subtype else ""
    terms = " ".join(term.label.best("fr") for _, group in offer.terms for term in group)
    return _folded(f"{offer.names.best('fr')} {subtype}"), _folded(terms)


@lru_cache(maxsize=4096)
def _folded(text: str) -> str:
    """Lower case without accents, blanks at both ends so that a whole word can be asked for."""
    plain = unicodedata.normalize("NFKD", text.lower().replace("’", "'"))
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return f" {' '.join(re.split(r'[^a-z0-9&.-]+', letters))} "
