"""Small synthetic Apidae exports: made here, so that tests depend on no data of the project."""

import copy
import json
import zipfile
from pathlib import Path

ELEMENTS = [
    {"elementReferenceType": "MoyenCommunicationType", "id": 201, "libelleFr": "Téléphone", "ordre": 1},
    {"elementReferenceType": "MoyenCommunicationType", "id": 204, "libelleFr": "Mél", "ordre": 2},
    {"elementReferenceType": "HotellerieType", "id": 2734, "libelleFr": "Hôtel", "libelleEn": "Hotel", "ordre": 1},
    {"elementReferenceType": "HotellerieClassement", "id": 2758, "libelleFr": "5 étoiles", "ordre": 6},
    {"elementReferenceType": "HotellerieLabel", "id": 3575, "libelleFr": "Logis 2 cheminées", "ordre": 2},
    {"elementReferenceType": "PrestationEquipement", "id": 606, "libelleFr": "Abri vélo", "ordre": 7},
    {"elementReferenceType": "PrestationEquipement", "id": 1323, "libelleFr": "Parking", "ordre": 4},
    {"elementReferenceType": "ModePaiement", "id": 1271, "libelleFr": "Chèque", "ordre": 9},
    {"elementReferenceType": "TarifType", "id": 1754, "libelleFr": "Adulte", "ordre": 3},
    {"elementReferenceType": "HoraireType", "id": 7457, "libelleFr": "Ouverture", "ordre": 1},
    {"elementReferenceType": "HoraireType", "id": 7460, "libelleFr": "Visite guidée", "ordre": 2},
    {"elementReferenceType": "Environnement", "id": 135, "libelleFr": "A la campagne", "ordre": 5},
    {"elementReferenceType": "TypologiePromoSitra", "id": 3844, "libelleFr": "Accueil Vélo", "ordre": 1},
    {"elementReferenceType": "DescriptifTheme", "id": 5161, "libelleFr": "Randonneurs", "ordre": 1},
    {"elementReferenceType": "ReservationType", "id": 475, "libelleFr": "Directe", "ordre": 1},
]  # fmt: skip
COMMUNES = [
    {"id": 26002, "code": "63178", "nom": "Issoire", "codePostal": "63500", "pays": {"id": 532}},
    {"id": 25266, "code": "63266", "nom": "Orsonnette", "codePostal": "63340", "pays": {"id": 532}},
    {"id": 30001, "code": "69123", "nom": "Lyon", "codePostal": "69001", "pays": {"id": 532}},
]


def ref(kind: str, id: int) -> dict:
    return {"elementReferenceType": kind, "id": id}


def hotel(id: int = 1001, **over: object) -> dict:
    """A rich object in the export's form."""
    found = {
        "type": "HOTELLERIE", "id": id, "identifier": f"SYN{id}", "state": "PUBLISHED",
        "nom": {"libelleFr": f"Hôtel {id}", "libelleEn": f"Hotel {id}", "libelleDe": ""},
        "gestion": {
            "dateCreation": "2017-09-14T08:27:36.711+0000", "dateModification": "2026-02-03T10:00:00.000+0000",
            "membreProprietaire": {"id": 80, "nom": "OT", "type": ref("MembreSitraType", 233)},
            "signalerUnProblemeMails": ["secret.mail@personal.example"],
        },
        "presentation": {
            "descriptifCourt": {"libelleFr": "Une ligne.\r\nUne autre.  "},
            "descriptifsThematises": [{"theme": ref("DescriptifTheme", 5161), "description": {"libelleFr": "Panier."}}],
            "typologiesPromoSitra": [ref("TypologiePromoSitra", 3844)],
        },
        "localisation": {
            "adresse": {"adresse1": "4 place", "codePostal": "63500", "commune": {"id": 26002}},
            "geolocalisation": {
                "valide": True, "altitude": 417, "geoJson": {"type": "Point", "coordinates": [3.25, 45.54, 400.0]}
            },
            "environnements": [ref("Environnement", 135)],
        },
        "informations": {
            "moyensCommunication": [
                {"identifiant": 1, "type": ref("MoyenCommunicationType", 201), "coordonnees": {"fr": "04 65 71 00 10"}},
                {"type": ref("MoyenCommunicationType", 204), "coordonnees": {"fr": "a@hotel.example"}},
            ],
            "informationsLegales": {"siret": "123 456 789 00011"},
            "structureGestion": {"type": "STRUCTURE", "id": 77},
        },
        "informationsHotellerie": {
            "hotellerieType": ref("HotellerieType", 2734), "classement": ref("HotellerieClassement", 2758),
            "dateClassement": "2024-02-29", "numeroClassement": "C63-1", "labels": [ref("HotellerieLabel", 3575)],
            "capacite": {"nombreTotalPersonnes": 70, "nombreChambresClassees": "26"},
        },
        "prestations": {
            "equipements": [ref("PrestationEquipement", 606), ref("PrestationEquipement", 1323)],
            "animauxAcceptes": "ACCEPTES", "complementAccueil": {"libelleFr": "Sonner."},
        },
        "ouverture": {
            "periodeEnClair": {"libelleFr": "Toute l'année."}, "periodeEnClairGenerationMode": "AUTOMATIQUE",
            "periodesOuvertures": [{
                "identifiant": 5, "dateDebut": "2018-10-01", "dateFin": "2019-04-14", "tousLesAns": True,
                "type": "OUVERTURE_SAUF", "ouverturesJournalieres": [{"jour": "LUNDI"}],
                "horaireOuverture": "09:00:00", "horaireFermeture": "12:00",
            }],
            "fermeturesExceptionnelles": [{"dateSpeciale": "LUNDI_PAQUES"}, {"dateFermeture": "2027-05-29"}],
        },
        "descriptionTarif": {
            "indicationTarif": "PAYANT", "modesPaiement": [ref("ModePaiement", 1271)],
            "periodes": [{"dateDebut": "2027-01-01", "dateFin": "2027-12-31", "tarifs": [
                {"type": ref("TarifType", 1754), "minimum": 7.5, "maximum": "12.00", "devise": "EUR"}
            ]}],
        },
        "reservation": {"organismes": [{"nom": "Centrale", "type": ref("ReservationType", 475)}]},
        "illustrations": [{
            "identifiant": 9001, "type": "IMAGE", "copyright": {"libelleFr": "© OT"}, "link": False,
            "dateLimiteDePublication": "2002-08-23T00:00:00.000+0000", "traductionFichiers": [{
                "locale": "fr", "url": "http://static.example/images/9001.jpg", "fileName": "cour.jpg",
                "largeur": 3000, "hauteur": 2000,
            }],
        }],
        "criteresInternes": [{"id": 27001}],
        "territoires": [{"type": "TERRITOIRE", "id": 439}],
        "liens": {"liensObjetsTouristiquesTypes": [
            {"type": "SUR_PLACE", "objetTouristique": {"type": "RESTAURATION", "id": 1002}}
        ]},
        "contacts": [
            {"nom": "Zorglub", "moyensCommunication": [{"coordonnees": {"fr": "secret.mail@personal.example"}}]}
        ],
        "donneesPrivees": [
            {"nomTechnique": "brochure_2027", "libelleFr": "Brochure", "descriptif": {"libelleFr": "Prêt."}}
        ],
        "datesOuverture": ["2027-08-17"],
    }  # fmt: skip
    found.update(over)
    return found


def in_api_form(raw: dict) -> dict:
    """The same object as the API answers it: labels, communes and linked objects inlined."""
    elements = {row["id"]: row for row in ELEMENTS}
    communes = {row["id"]: row for row in COMMUNES}

    def walk(value: object, key: str = "") -> object:
        if isinstance(value, list):
            return [walk(one, key) for one in value]
        if not isinstance(value, dict):
            return value
        if "elementReferenceType" in value:
            return {**elements.get(value["id"], {}), **value}
        if key == "commune":
            return {**communes.get(value["id"], {}), **value}
        if key == "objetTouristique":
            return {**value, "nom": {"libelleFr": "Ailleurs"}, "state": "PUBLISHED"}
        if key == "criteresInternes":
            return {**value, "libelle": "Partenaire", "commentaire": "N1"}
        return {name: walk(one, name) for name, one in value.items()}

    found = walk(copy.deepcopy(raw))
    assert isinstance(found, dict)
    return {**found, "datesOuverture": ["2027-08-18"]}


def write_export(folder: Path, objects: list, side: dict | None = None, grouped: bool = False) -> Path:
    """An unpacked export; `side` replaces or adds files (None leaves one out, str is written as it is)."""
    files: dict = {"elements_reference": ELEMENTS, "communes": COMMUNES, **(side or {})}
    (folder / "objets_modifies").mkdir(parents=True, exist_ok=True)
    if grouped:
        (folder / "objets_modifies" / "objets_modifies-1.json").write_text(json.dumps(objects), "utf-8")
    else:
        for one in objects:
            path = folder / "objets_modifies" / f"objets_modifies-{one['id']}.json"
            path.write_text(json.dumps(one), "utf-8")
    for name, content in files.items():
        if content is not None:
            path = folder / f"{name}.json"
            path.parent.mkdir(exist_ok=True)
            path.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
    return folder


def zipped(folder: Path, target: Path, prefix: str = "") -> Path:
    """The folder as a zip below `prefix`."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                archive.write(path, prefix + path.relative_to(folder).as_posix())
    return target


def in_selection(id: int, *objects: int) -> dict:
    return {
        "id": id, "nom": f"s{id}", "libelle": {"libelleFr": "S"},
        "objetsTouristiques": [{"type": "HOTELLERIE", "id": one} for one in objects],
    }  # fmt: skip
