"""Tables: what is found out of a file, what its columns become, what is said of what is wrong."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from marbre.cli import main
from marbre.errors import EditionError, ImportRefused
from marbre.offers.column_guess import field_of, guess_columns, header_of, name_for, names_of
from marbre.offers.columns import FIELDS, Columns, aliases, read_columns, written
from marbre.offers.kinds import classes, kind_named
from marbre.offers.model import Offer
from marbre.offers.store import import_offers, offers_digest, read_offers, read_snapshots
from marbre.offers.tables import encoding_of, read_table, separator_of
from marbre.offers.territory import read_territory
from offers_samples import hotel, write_export
from table_samples import cell, write_xlsx

ROOT = Path(__file__).parents[1]
HEAD = "Identifiant;Nom;Nom EN;Type;CP;Ville;Tél.;Latitude;Longitude;Tarif mini;Étoiles;Équipements;Remarque"
ROW = "7;Gîte du Puy;Puy cottage;Gîte;63500;Issoire;04 73 00 00 00;45,5431;3,2489;1 085,50;3;Wifi, Piscine;x"


@pytest.fixture
def store(tmp_path) -> Path:
    return tmp_path / "store" / "offers.sqlite"


def table(path: Path, *lines: str, encoding: str = "utf-8") -> Path:
    path.write_bytes("\r\n".join(lines).encode(encoding))
    return path


def guessed(path: Path) -> Columns:
    read = read_table(path)
    return guess_columns(read, name_for(path), header_of(read))


def taken(path: Path, store: Path, columns: Columns | None = None):
    return import_offers(path, store, "2027-01-01", mapping=columns or guessed(path), territory=read_territory(ROOT / "data" / "territory"))


def only(store: Path) -> Offer:
    (offer,) = read_offers(store)
    return offer


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "cp850", "mac_roman"])
def test_encodings_are_found_out(tmp_path, store, encoding):
    path = table(tmp_path / "gites.csv", HEAD, ROW, encoding=encoding)
    assert read_table(path).encoding == encoding
    taken(path, store)
    assert (only(store).names.get("fr"), only(store).place.commune) == ("Gîte du Puy", "Issoire")


def test_plain_ascii_is_utf8_and_an_old_mapping_does_not_garble_a_newer_file(tmp_path):
    assert encoding_of(b"Nom;Ville\r\n") == "utf-8"
    path = table(tmp_path / "a.csv", HEAD, ROW)
    assert read_table(path, "cp1252").rows[1].cells[1] == "Gîte du Puy"


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_separators_are_found_out(separator):
    text = "\n".join(separator.join(("7", "Un, deux; trois" if separator not in ",;" else "Un", "1.5")) for _ in range(5))
    assert separator_of(text) == separator


def test_a_quoted_cell_holds_lines_and_rows_keep_their_line_in_the_file(tmp_path):
    path = table(tmp_path / "a.csv", "Nom;Adresse", '"A";"1 rue\nB"', "", "C;D")
    assert [(row.line, row.cells) for row in read_table(path).rows] == [(1, ("Nom", "Adresse")), (2, ("A", "1 rue\nB")), (5, ("C", "D"))]


def test_columns_by_their_names():
    assert [field_of(one) for one in ("Identifiant", "NOM COMMERCIAL", "Descriptif court (EN)", "Description anglais", "Téléphone 2", "E-mail")] == [
        "id", "name", "short.en", "short.en", "phone", "email"
    ]
    assert [field_of(one) for one in ("Code_postal_et_commune", "URI_ID_du_POI", "Nom_du_POI", "SyndicObjectName", "GmapLatitude", "Remarque interne")] == [
        "place", "id", "name", "name", "latitude", ""
    ]
    assert names_of(("Nom", "", " Nom ", "Nom", "")) == ("Nom", "column 2", "Nom (2)", "Nom (3)")
    assert [name_for(Path(one)) for one in ("Gîtes 2027-01 export.csv", "2027.csv", "agenda_été.xlsx")] == ["gites", "table", "agenda-ete"]


def test_every_alias_is_folded_once_and_of_a_known_field():
    from marbre.offers.territory import folded

    assert set(aliases().values()) <= set(FIELDS)
    assert [one for one in aliases() if folded(one) != one] == []


def test_kinds_by_words():
    assert kind_named("RESTAURATION") is not None
    said = ("Gîte", "chambres d'hôtes", "Hôtel", "Restaurants", "Vide-greniers", "SelfCateringAccommodation", "musées")
    assert [kind.type for kind in map(kind_named, said)] == [
        "HEBERGEMENT_LOCATIF", "HEBERGEMENT_LOCATIF", "HOTELLERIE", "RESTAURATION", "FETE_ET_MANIFESTATION", "HEBERGEMENT_LOCATIF", "PATRIMOINE_CULTUREL",
    ]
    assert kind_named("soucoupe volante") is None
    assert kind_named(classes()["Hotel"].subtype.label.get("fr")) == classes()["Hotel"]


def test_a_row_becomes_an_offer(tmp_path, store):
    result = taken(table(tmp_path / "gites.csv", HEAD, ROW), store)
    offer = only(store)
    assert (offer.type, offer.subtype.id, offer.identifier, offer.source) == ("HEBERGEMENT_LOCATIF", 2620, "7", "table:gites")
    assert (offer.names.get("en"), offer.place.insee, offer.place.latitude, offer.place.longitude) == ("Puy cottage", "63178", 45.5431, 3.2489)
    assert offer.prices.periods[0].prices[0].minimum == Decimal("1085.5")
    assert (offer.classification.stars, [term.label.get("fr") for term in offer.terms_of("equipements")]) == (3, ["Wifi", "Piscine"])
    assert [finding.id for finding in result.findings] == ["import_columns_left_out"]
    assert "« Remarque »" in result.findings[0].message


def test_dates_hours_flags_and_positions(tmp_path, store):
    head = "Nom;Type;Commune;Date de début;Date de fin;Heure de début;Gratuit;Animaux acceptés;Coordonnées GPS;Portable;Site web"
    taken(table(tmp_path / "agenda.csv", head, "Bal;Concert;Orsonnette;14/07/27;2027-07-15;20h30;oui;non;45.4719, 3.2861;612345678;www.bal.example"), store)
    offer = only(store)
    (period,) = offer.opening.periods
    assert (period.start, period.end, period.hours[0].frames) == (date(2027, 7, 14), date(2027, 7, 15), (("20:30", ""),))
    assert (offer.prices.kind, offer.pets, offer.place.former_commune) == ("GRATUIT", "NON_ACCEPTES", "Orsonnette")
    assert (offer.place.latitude, offer.place.longitude) == (45.4719, 3.2861)
    assert [(one.kind, one.value) for one in offer.contacts] == [("phone", "0612345678"), ("web", "www.bal.example")]


def test_lambert_93_columns_are_turned_into_degrees(tmp_path, store):
    taken(table(tmp_path / "gites.csv", "Nom;Y;X", "A;6493900;719400"), store)
    assert (round(only(store).place.latitude, 2), round(only(store).place.longitude, 2)) == (45.54, 3.25)


def test_wrong_cells_are_named_and_left_out(tmp_path, store):
    rows = "8;B;;Gîte;6350;Issoire;12;3,2489;45,5431;cher;7;#REF!;", "9;C;;Soucoupe;63500;Issoire;;120;x;;;;"
    result = taken(table(tmp_path / "gites.csv", HEAD, *rows), store)
    said = [finding for finding in result.findings if finding.id == "import_cell_wrong"]
    assert {(one.source, one.value) for one in said} == {
        ("gites.csv:2", value) for value in ("12", "3.2489, 45.5431", "cher", "7", "#REF!", "06350")
    } - {("gites.csv:2", "06350")} | {("gites.csv:3", "x")}
    assert all("colonne « " in one.message and "ligne" in one.message and one.remedy for one in said)
    assert {one.id: one.value for one in result.findings}["import_type_unknown"] == "Soucoupe"
    assert [offer.place.latitude for offer in read_offers(store)] == [None, None]


def test_ids_are_stable_and_each_source_replaces_its_own(tmp_path, store):
    import_offers(write_export(tmp_path / "e", [hotel(1), hotel(2)]), store, "2027-01-01")
    columns = guessed(table(tmp_path / "gites.csv", HEAD, ROW, ROW.replace("7;", "8;", 1)))
    taken(tmp_path / "gites.csv", store, columns)
    before = {offer.identifier: offer.id for offer in read_offers(store) if offer.source == "table:gites"}
    result = taken(table(tmp_path / "other-name.csv", HEAD, ROW.replace("du Puy", "des Puys"), encoding="cp1252"), store, columns)
    assert ((result.added, len(result.changed), result.removed), result.snapshot) == (((), 1, (before["8"],)), 3)
    assert {offer.id for offer in read_offers(store)} == {1, 2, before["7"]}
    again = import_offers(write_export(tmp_path / "f", [hotel(1), hotel(3)]), store, "2027-02-01")
    assert again.removed == (2,)
    assert {offer.source for offer in read_offers(store)} == {"apidae", "table:gites"}
    assert [one.origin for one in read_snapshots(store)] == ["apidae", "table:gites", "table:gites", "apidae"]


def test_without_an_id_name_and_commune_tell_apart(tmp_path, store):
    columns = guessed(table(tmp_path / "gites.csv", "Nom;Commune;Capacité", "A;Issoire;4", "A;Usson;5"))
    first = taken(tmp_path / "gites.csv", store, columns)
    second = taken(table(tmp_path / "gites.csv", "Commune;NOM;Capacité", "Usson;A;6", "Issoire;A;4"), store, columns)
    assert (len(first.added), second.added, len(second.changed), second.removed) == (2, (), 1, ())


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ((HEAD, ROW, ROW), "line 3: id `7` again, first on line 2"),
        ((HEAD, ROW[1:]), "line 2: no id"),
        ((HEAD, "7;;;;;;"), "line 2: no name"),
        ((HEAD, ROW + ";y;z"), "line 2: 15 cells for 13 columns"),
        (("Nom;Commune", "A;B", "a;b"), "line 3: `a`, `b` again, first on line 2"),
        (("Nom;Commune", 'A;"B', "C;D"), "cannot be read as rows"),
        (("Nom;Comm\0une", "A;B"), "a zero byte"),
        (("Ville;Commune", "A;B"), "no column is the name"),
        ((HEAD,), "no tourist object"),
        ((" ", ""), "the file is empty"),
    ],
)
def test_a_table_that_cannot_be_taken_changes_nothing(tmp_path, store, lines, said):
    taken(table(tmp_path / "gites.csv", HEAD, ROW), store)
    before = offers_digest(store), store.read_bytes()
    path = table(tmp_path / "gites.csv", *lines)
    with pytest.raises(ImportRefused) as caught:
        taken(path, store)
    assert said in caught.value.message
    assert "gites.csv" in caught.value.message
    assert caught.value.hint
    assert (offers_digest(store), store.read_bytes()) == before


def test_a_wrong_encoding_in_the_mapping_names_the_line(tmp_path, store):
    columns = replace(guessed(table(tmp_path / "gites.csv", HEAD, ROW, encoding="cp1252")), encoding="utf-8")
    with pytest.raises(ImportRefused, match=r"gites.csv:1: not utf-8: byte 0xe9"):
        taken(tmp_path / "gites.csv", store, columns)
    with pytest.raises(ImportRefused, match="no encoding `klingon`"):
        taken(tmp_path / "gites.csv", store, replace(columns, encoding="klingon"))
    assert not store.exists()


def test_texts_that_were_garbled_before_are_told(tmp_path, store):
    result = taken(table(tmp_path / "gites.csv", "Nom;Commune", "GÃ®te de la clÃ©;Issoire"), store)
    assert ["accents" in one.message for one in result.findings if one.id == "import_cell_wrong"] == [True]


def test_a_mapping_is_read_back_as_it_was_written(tmp_path):
    columns = replace(guessed(table(tmp_path / "gites.csv", HEAD, ROW)), values=(("type", "Cabane: perchée", "Gîte"),), separator="\t")
    file = tmp_path / "gites.yaml"
    file.write_text(written(columns), encoding="utf-8")
    assert replace(read_columns(file), file="") == columns
    assert "  Remarque:\n" in written(columns)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("columns: {Nom: name}", "field `name` is missing"),
        ("name: a", "field `columns` is missing"),
        ("name: a\ncolumns:\n  Nom: nmae", "3: column `Nom`: there is no field `nmae`"),
        ("name: a\ncolumns:\n  Nom: name\n  Titre: name", "4: columns `Nom` and `Titre` are both `name`"),
        ("name: a\ncolumns: {Nom: name.xx}", "in no language `xx`"),
        ("name: a\ncolumns: {Nom: name}\nseperator: x", "did you mean `separator`"),
        ("name: a\ncolumns: {Nom: name}\nvalues: {typ: {a: b}}", "there is no field `typ`"),
        ("name: a\nheader: x\ncolumns: {Nom: name}", "`x` is no row"),
        ("name: a\ncolumns: [Nom]", "field `columns` is a list"),
    ],
)
def test_mistakes_of_a_mapping_have_their_line(tmp_path, text, said):
    file = tmp_path / "m.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(EditionError) as caught:
        read_columns(file)
    assert said in str(caught.value)


def test_words_of_a_mapping_replace_cells_and_a_missing_column_is_told(tmp_path, store):
    path = table(tmp_path / "a.csv", "Nom;Genre", "A;Cabane")
    columns = Columns("a", (("Nom", "name"), ("Genre", "type"), ("Fax", "fax")), values=(("type", "cabane", "Gîte"),))
    result = taken(path, store, columns)
    assert only(store).type == "HEBERGEMENT_LOCATIF"
    assert [(one.id, "« Fax »" in one.message) for one in result.findings] == [("import_columns_missing", True)]
    with pytest.raises(ImportRefused, match="no column `Code` \\(id\\)"):
        taken(path, store, replace(columns, columns=(*columns.columns, ("Code", "id"))))
    with pytest.raises(ImportRefused, match="the type of the offers is not said"):
        taken(path, store, Columns("a", (("Nom", "name"),)))


def test_a_workbook_is_the_same_as_a_csv_file(tmp_path, store):
    rows = [["Offres 2027"], [], ["Code", "Nom", "Commune", "Date de début", "Latitude", "Longitude", "Capacité"], [7, "Fête & l'été", "Issoire", ("date", 46582), 45.5431, 3.2489, 12.0]]
    path = write_xlsx(tmp_path / "agenda.xlsx", rows, first=3)
    columns = guessed(path)
    assert (columns.header, columns.sheet, columns.type) == (5, "Feuille 1", "Manifestation")
    taken(path, store, columns)
    offer = only(store)
    assert (offer.identifier, offer.opening.periods[0].start, offer.number("capaciteTotale")) == ("7", date(2027, 7, 14), 12)
    assert (offer.names.get("fr"), offer.place.latitude) == ("Fête & l'été", 45.5431)
    with pytest.raises(ImportRefused, match="no sheet `x`") as caught:
        read_table(path, sheet="x")
    assert caught.value.hint == "one of: Feuille 1"


@pytest.mark.parametrize(
    ("data", "said"),
    [(b"PK\3\4 broken", "damaged"), (b"\xd0\xcf\x11\xe0 old", "an old .xls"), (b"Nom;Ville", "not an XLSX workbook")],
)
def test_workbooks_that_are_none(tmp_path, data, said):
    path = tmp_path / "a.xlsx"
    path.write_bytes(data)
    with pytest.raises(ImportRefused, match=said):
        read_table(path)


def test_a_workbook_with_a_cell_at_the_end_of_the_world_and_a_bomb(tmp_path):
    path = write_xlsx(tmp_path / "a.xlsx", [["Nom"]], cells=f'<row r="1048576">{cell(16384, 1048576, "x")}</row>')
    with pytest.raises(ImportRefused, match="reaches to row 1048576, column 16384"):
        read_table(path)
    bomb = write_xlsx(tmp_path / "b.xlsx", [["Nom"]], cells=" " * (40 << 20))
    with pytest.raises(ImportRefused, match="zip bomb"):
        read_table(bomb)


def test_the_command_guesses_shows_writes_and_keeps_a_mapping(tmp_path, monkeypatch, capsys):
    (tmp_path / "brand.yaml").write_text("", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    table(tmp_path / "Gîtes 2027.csv", HEAD, ROW, encoding="cp1252")
    assert main(["import", "Gîtes 2027.csv"]) == 0
    said = capsys.readouterr()
    assert "cp1252, separator semicolon, names of columns on line 1" in said.err
    assert "Remarque     (left out)" in said.err
    assert "written to data/tables/gites.yaml" in said.err
    assert "1 added" in said.out
    file = tmp_path / "data" / "tables" / "gites.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("Remarque:", "Remarque: venue"), encoding="utf-8")
    assert main(["import", "Gîtes 2027.csv"]) == 0
    assert "1 changed" in capsys.readouterr().out
    assert main(["import", "Gîtes 2027.csv", "--mapping", "mine.yaml"]) == 0
    assert (tmp_path / "mine.yaml").is_file()
    capsys.readouterr()
    assert main(["offers", "sources"]) == 0
    assert [line.split("\t")[:2] for line in capsys.readouterr().out.splitlines()] == [["table:gites", "1"], ["table:mine", "1"]]
    assert main(["offers", "list", "--source", "mine"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 1
    assert main(["offers", "list", "--source", "nobody"]) == 2
    assert "one of: table:gites, table:mine" in capsys.readouterr().err


def test_the_page_for_the_office_names_every_field():
    import re

    page = (ROOT / "docs" / "import.md").read_text(encoding="utf-8")
    rows = page.split("| fields |")[1].split("\n\n")[0]
    named = {name for line in rows.splitlines()[2:] for name in re.findall(r"`(\w+)`", line.split("|")[1])}
    assert named == set(FIELDS)
