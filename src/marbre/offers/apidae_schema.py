"""What the Apidae v002 schema says of an object: which keys it has, and which reference list each one points into.

Facts taken from the published JSON Schemas (export form, all sixteen types), written as `node: key key=List …`.
`multimedias` stands for every medium. Keys for the editing interface (`…Remove`, `surcharge…`) are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

_SCHEMA = """
.: id nom identifier state gestion informations presentation localisation liens prestations criteresInternes
  contacts illustrations multimedias integration territoires datesOuverture formatVersion expiration enquete
  donneesPrivees prestationsList metadonnees type ouverture descriptionTarif reservation
  informationsActivite tourismeAffaires informationsCommerceEtService informationsPrestataireActivites
  visites informationsDegustation informationsDomaineSkiable informationsEquipement
  informationsFeteEtManifestation informationsHebergementCollectif informationsHebergementLocatif
  informationsHotellerie informationsHotelleriePleinAir informationsPatrimoineCulturel
  informationsPatrimoineNaturel informationsRestauration informationsSejourPackage informationsStructure
  informationsTerritoire aspects mediasPrives
gestion: dateCreation dateModification dateExportModification
informations: moyensCommunication informationsLegales structureGestion structureInformation
informations.moyensCommunication: identifiant type=MoyenCommunicationType coordonnees observation
informations.informationsLegales: siret codeApeNaf rcs numeroAgrementLicence modeGestion=ModeGestion
presentation: descriptifCourt descriptifDetaille descriptifsThematises
  typologiesPromoSitra=TypologiePromoSitra bonsPlans
presentation.descriptifsThematises: dateDisponibilite dateLimiteDePublication theme=DescriptifTheme
  description
localisation: adresse geolocalisation perimetreGeographique environnements=Environnement lieu
  lieuObjetTouristique territoiresAffectes
localisation.adresse: nomDuLieu adresse1 adresse2 adresse3 codePostal bureauDistribution cedex etat commune
localisation.geolocalisation: reperePlan altitude altitudeMaxi altitudeMini altitudeMaxiHebergement
  altitudeMiniHebergement complement valide geoJson
localisation.geolocalisation.geoJson: type coordinates
localisation.lieu: id nom
liens: complement liensObjetsTouristiquesTypes
liens.liensObjetsTouristiquesTypes: type objetTouristique
prestations: equipements=PrestationEquipement services=PrestationService animauxAcceptes
  animauxAcceptesSupplement descriptifAnimauxAcceptes activites=PrestationActivite
  conforts=PrestationConfort languesParlees=Langue languesDocumentation=Langue complementAccueil
  tourismesAdaptes=TourismeAdapte labelsTourismeHandicap=LabelTourismeHandicap descriptifHandicapMoteur
  descriptifHandicapAuditif descriptifHandicapVisuel descriptifHandicapMental
  nombrePersonnesEnFauteuilRoulantAccueilliesSimultanement typesClientele=TypeClientele
  nombrePersonnesMinimum tailleGroupeMin tailleGroupeMax ageMin ageMax uniteAgeMin uniteAgeMax
multimedias: identifiant identifiantExterne link type nom legende copyright observation traductionFichiers
  dateLimiteDePublication locked source modificationMode
multimedias.traductionFichiers: locale url urlListe urlFiche urlDiaporama urlQHD extension fileName taille
  largeur hauteur lastModifiedDate checksum
donneesPrivees: nomTechnique libelleFr ordre descriptif
ouverture: periodeEnClair periodeEnClairGenerationMode indicationsPeriode=IndicationPeriode
  periodesOuvertures fermeturesExceptionnelles ouverturesComplementaires=OuvertureComplementaire
  ouvertTouteLAnnee fermeTemporairement nombreJours dureeSeance dureeSeanceGroupe nombreNuits
ouverture.periodesOuvertures: identifiant dateDebut dateFin nom sourceHoraireId complementHoraire
  horaireOuverture horaireFermeture type tousLesAns ouverturesExceptionnelles ouverturesJourDuMois
  ouverturesJournalieres identifiantTechnique horaires
ouverture.periodesOuvertures.ouverturesExceptionnelles: dateOuverture
ouverture.periodesOuvertures.ouverturesJourDuMois: jourDuMois jour
ouverture.periodesOuvertures.ouverturesJournalieres: jour
ouverture.periodesOuvertures.horaires: id type=HoraireType timePeriods
ouverture.periodesOuvertures.horaires.timePeriods: id closed weekdays timeFrames
ouverture.periodesOuvertures.horaires.timePeriods.timeFrames: id startTime endTime recurrence
ouverture.fermeturesExceptionnelles: dateFermeture dateSpeciale dates
descriptionTarif: indicationTarif gratuit tarifsEnClair tarifsEnClairGenerationMode complement periodes
  modesPaiement=ModePaiement devise taxeDeSejourIncluse leTarifComprend leTarifNeComprendPas conditions
descriptionTarif.periodes: identifiant dateDebut dateFin tarifs
descriptionTarif.periodes.tarifs: devise minimum maximum precisionTarif type=TarifType
descriptionTarif.conditions: conditionsGratuite=ConditionGratuite gratuitPourLesMoinsDe gratuitPourLesPlusDe
  conditionJuniorAgeMin conditionJuniorAgeMax conditionEnfantAgeMin conditionEnfantAgeMax
reservation: organismes complement
reservation.organismes: identifiant structureReference nom type=ReservationType observation
  moyensCommunication locked
reservation.organismes.moyensCommunication: identifiant type=MoyenCommunicationType coordonnees observation
informationsActivite: nomLieu dureeSeance nombreJours activiteType=ActiviteType categories=ActiviteCategorie
  activitesSportives=ActiviteSportivePrestation activitesCulturelles=ActiviteCulturellePrestation
  prestataireActivites commerceEtServicePrestataire
tourismeAffaires: tourismeAffairesEnabled sallesEquipeesPour=SalleEquipeePour
  sallesEquipement=SalleEquipement sallesRestauration=SalleRestauration sallesHebergement=SalleHebergement
  sallesReunion devise nombreSallesReunionEquipees capaciteMaxAccueil nombreSallesModulables
tourismeAffaires.sallesReunion: identifiant nom description capaciteMax superficie hauteur lumiereNaturelle
  tarifSalle tarifJournee tarifResident dispositions
tourismeAffaires.sallesReunion.tarifSalle: minimum maximum
tourismeAffaires.sallesReunion.tarifJournee: minimum maximum
tourismeAffaires.sallesReunion.tarifResident: minimum maximum
tourismeAffaires.sallesReunion.dispositions: capacite disposition=SalleDisposition
informationsCommerceEtService: commerceEtServiceType=CommerceEtServiceType
  typesDetailles=CommerceEtServiceTypeDetaille classement=StructureClassement
  habilitationsPrestataires=StructureHabilitationPrestataire activitesSportives=ActiviteSportivePrestation
  activitesCulturelles=ActiviteCulturellePrestation nomLieu
informationsPrestataireActivites: prestataireActivites activitesSportives=ActiviteSportivePrestation
  activitesCulturelles=ActiviteCulturellePrestation
  habilitationsPrestataires=StructureHabilitationPrestataire
visites: languesVisite=Langue languesAudioGuide=Langue languesPanneauInformation=Langue visitable
  dureeMoyenneVisiteGroupe dureeMoyenneVisiteIndividuelle
  prestationsVisitesIndividuelles=PrestationVisiteIndividuelle
  prestationsVisitesGroupees=PrestationVisiteGroupee complementVisite
informationsDegustation: aoc labelsChartesQualite=DegustationLabelCharteQualite charteQualite
  aopAocIgps=AopAocIgp aocDescriptif typesProduit=DegustationTypeProduit
  statutsExploitant=DegustationStatutExploitant
informationsDomaineSkiable: classification=DomaineSkiableClassification
  domaineSkiableTypes=DomaineSkiableType identifiantDomaineRelie conditionForfaitGratuit identifiantForfait
  validiteTarifEnfant validiteTarifSenior egps sousDomaines domainesParents neigeCulture remonteeGratuite
  neigeDescription nombrePistes nombreKmPiste nombrePistesVertes nombreKmPisteVerte nombrePistesBleues
  nombreKmPisteBleue nombrePistesRouges nombreKmPisteRouge nombrePistesNoires nombreKmPisteNoire
  nombreKmPisteSkating nombreRemonteesMecaniques nombreTeleskis nombreTelesieges nombreTelecabines
  nombreTelepheriques nombreAutresRemontees nombreRemonteesAccessiblesPietons nombreHandiski
  nombreRemonteesSkiFond
informationsDomaineSkiable.egps: order objetTouristique
informationsDomaineSkiable.sousDomaines: order objetTouristique
informationsDomaineSkiable.domainesParents: order objetTouristique
informationsEquipement: rubrique=EquipementRubrique activites=EquipementActivite itineraire
informationsEquipement.itineraire: denivellationPositive denivellationNegative penteMoyenne distance
  dureeJournaliere dureeItinerance referencesCartographiques referencesTopoguides passagesDelicats
  altitudeMoyenne altitudeMaximum altitudeMinimum itineraireType itineraireBalise precisionsBalisage
  naturesTerrain=NatureTerrain denivellation
informationsFeteEtManifestation: typesManifestation=FeteEtManifestationType
  categories=FeteEtManifestationCategorie themes=FeteEtManifestationTheme
  evenementGenerique=FeteEtManifestationGenerique portee=FeteEtManifestationPortee nbParticipantsAttendu
  nbVisiteursAttendu languesDocumentationAudio=Langue nomLieu
informationsHebergementCollectif: hebergementCollectifType=HebergementCollectifType dateClassement
  numeroClassement classementPrefectoral=HebergementCollectifClassementPrefectoral
  chaineEtLabel=HebergementCollectifChaineEtLabel labels=HebergementCollectifLabel
  typesHebergement=HebergementCollectifTypeHebergement typesHabitation=TypeHabitation agrements capacite
  tempsAccesDepuisParking denivellationDepuisParking moyensLocomotion=SejourPackageTransport
informationsHebergementCollectif.agrements: type=HebergementCollectifAgrementType numero
informationsHebergementCollectif.capacite: capaciteTotale capaciteTotaleReelle capaciteTotaleClassee
  capaciteTotaleJeunesseSport capaciteTotaleEducationNationale capaciteCommissionSecurite nombreChambres
  nombreAppartements nombreVillas nombreDortoirs nombreDortoirsMoyens nombreDortoirsGrands
  nombreHebergementsMobiliteReduite nombreHebergementsUnePersonne nombreHebergementsDeuxPersonnes
  nombreHebergementsTroisPersonnes nombreHebergementsQuatrePersonnes nombreHebergementsCinqPersonnes
  nombreHebergementsSixPersonnes nombreHebergementsPlusSixPersonnes nombreHebergementsClasses
  nombreClassesEducationNationale capaciteAccueilPMI descriptifChambres descriptifCapaciteAccueilPMI
informationsHebergementLocatif: hebergementLocatifType=HebergementLocatifType dateDerniereVisite
  dateClassement numeroClassement numeroAgrementLabel dateAgrementLabel
  classementPrefectoral=HebergementLocatifClassementPrefectoral typeLabel=HebergementLocatifTypeLabel
  labels=HebergementLocatifLabel typesHabitation=TypeHabitation capacite agrements
informationsHebergementLocatif.capacite: capaciteHebergement capaciteMaximumPossible nombreSallesDeBain
  nombreSallesDEau nombreWC nombreCabines nombreChambresEnMezzanine nombreSuites nombreLitsDoubles
  nombreLitsSimples surface nombrePieces nombreChambres nombreEtages numeroEtage
informationsHebergementLocatif.agrements: type=HebergementLocatifAgrementType numero
informationsHotellerie: hotellerieType=HotellerieType dateClassement numeroClassement
  classement=HotellerieClassement labels=HotellerieLabel chaines=HotellerieChaine capacite
  typesHabitation=TypeHabitation
informationsHotellerie.capacite: nombreChambresClassees nombreChambresDeclareesHotelier nombreTotalPersonnes
  nombreTotalPersonnesReel nombreChambresSimples nombreChambresDoubles nombreChambresTwin
  nombreChambresTriples nombreChambresQuadruples nombreChambresFamiliales nombreChambresCommunicantes
  nombreSuites nombreChambresMobiliteReduite nombreAppartements capaciteTotaleEducationNationale
  capaciteTotaleJeunesseEtCohesionSociale
informationsHotelleriePleinAir: hotelleriePleinAirType=HotelleriePleinAirType numeroClassement
  dateClassement classement=HotelleriePleinAirClassement chaines=HotelleriePleinAirChaine
  labels=HotelleriePleinAirLabel capacite
informationsHotelleriePleinAir.capacite: superficie caravaneige nombreEmplacementsClasses
  nombreEmplacementsDeclares nombreEmplacementsPassages nombreEmplacementsLocatifs
  nombreEmplacementsPassagesLocatifs nombreEmplacementsNus nombreEmplacementsPassagesNus
  nombreEmplacementsResidentielsNus nombreEmplacementsResidentiels nombreEmplacementsCaravaneiges
  nombreEmplacementsTentes nombreEmplacementsCaravanes nombreEmplacementsCampingCars
  nombreHebergementsMobiliteReduite nombreHebergementsInsolites capaciteHebergementsInsolites
  nombreLocationMobilhomes nombreLocationTentes nombreLocationBungalows nombreLocationCaravanes
informationsPatrimoineCulturel: patrimoineCulturelType=PatrimoineCulturelType themes=PatrimoineCulturelTheme
  categories=PatrimoineCulturelCategorie
informationsPatrimoineNaturel: sentiersBalises classements=PatrimoineNaturelClassement
  categories=PatrimoineNaturelCategorie
informationsRestauration: chef label restaurationType=RestaurationType specialites=RestaurationSpecialite
  chaines=RestaurationChaine classementsGuides=RestaurationClassementGuide categories=RestaurationCategorie
  capacite
informationsRestauration.capacite: descriptionSalles nombreSalles nombreSallesClimatisees
  nombreMaximumCouverts nombreCouvertsTerrasse
informationsSejourPackage: nombreJours nombreNuits lieuDePratique formuleHebergement
  typesHebergement=SejourPackageTypeHebergement transports=SejourPackageTransport
  activiteCategories=ActiviteCategorie activitesSportives=ActiviteSportivePrestation
  activitesCulturelles=ActiviteCulturellePrestation nomLieu
informationsStructure: sigle entiteType=StructureType
informationsTerritoire: territoireType=TerritoireType destination nombreCommerces nombreRestaurants
  zoneLabels=TerritoireZoneLabel zoneClassements=TerritoireZoneClassement sportsHiver hebergement zone
  contour
informationsTerritoire.sportsHiver: typesStation=TerritoireTypeStation nombreItinerairesRaquettes
  nombreKilometresItinerairesRaquettes nombreItinerairesPietons nombreKilometresItinerairesPietons
  nombreItinerairesVtt nombreKilometresItinerairesVtt nombreItinerairesRandonneeEte
  nombreKilometresItinerairesRandonneeEte ageMinimumEnseignementSki trancheAgeAccueilEnfantGarderie domaines
informationsTerritoire.sportsHiver.domaines: order objetTouristique
informationsTerritoire.hebergement: parkingCampingCar nombreCampings nombreResidencesTourisme
  nombreVillagesVacances nombreCaravaneiges nombreMeublesClasses nombreHotelsUneEtoile
  nombreHotelsDeuxEtoiles nombreHotelsTroisEtoiles nombreHotelsQuatreEtoiles nombreHotelsCinqEtoiles
  nombreHotelsNonClasses descriptifMeubles descriptifAutres
"""

#: Keys of the editing interface, without meaning for a reader.
EDITING = re.compile(r"(Remove|Add)$|^surcharge|^identifiantTemporaire$")
#: Branches that hold whatever they like, or that are never read: not looked into.
_CLOSED = frozenset(
    [
        "contacts",
        "metadonnees",
        "enquete",
        "integration",
        "gestion",
        "aspects",
        "datesOuverture",
        "expiration",
        "donneesPrivees",
    ]
)
_MEDIA = frozenset(("illustrations", "multimedias", "mediasPrives", "zone", "contour"))
_TEXT = re.compile(r"libelle[A-Z][a-z](BR)?$")


@cache
def schema() -> Mapping[str, Mapping[str, str]]:
    """Node path → key → reference list (`elementReferenceType`), or an empty string."""
    nodes: dict[str, dict[str, str]] = {}
    node = ""
    for line in _SCHEMA.strip().splitlines():
        if not line.startswith(" "):
            head, _, line = line.partition(":")
            node = "" if head == "." else head
        keys = nodes.setdefault(node, {})
        for word in line.split():
            key, _, kind = word.partition("=")
            keys[key] = kind
    return nodes


@cache
def kind_of(node: str, key: str) -> str:
    """The reference list that `key` of a node points into; where the node is unknown, that of the only such key."""
    known = schema().get(node, {}).get(key)
    if known is not None:
        return known
    kinds = {keys[key] for keys in schema().values() if keys.get(key)}
    return kinds.pop() if len(kinds) == 1 else ""


def unknown_keys(raw: Mapping[str, Any], node: str = "") -> Iterator[str]:
    """Dotted paths of the keys that the schema does not have, once an occurrence."""
    known = schema().get(node)
    if known is None:
        return
    for key, value in raw.items():
        path = f"{node}.{key}" if node else key
        if key not in known:
            if not EDITING.search(key) and not _TEXT.match(key):
                yield path
        elif not (node == "" and key in _CLOSED):
            below = "multimedias" if key in _MEDIA else path
            for part in value if isinstance(value, list) else (value,):
                if isinstance(part, dict) and part:
                    yield from unknown_keys(part, below)
