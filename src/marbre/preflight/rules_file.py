"""Rules about the file itself: whether it opens, and what no press can do anything with."""

from __future__ import annotations

from collections.abc import Iterator

from marbre.findings import Finding, Severity
from marbre.preflight.facts import FileFacts, PageFacts
from marbre.preflight.reader import FILE_TOO_COMPLEX, TOO_COMPLEX
from marbre.preflight.rule import Job, file_rule, page_rule

_REPAIRED = ("damaged", "recover", "reconstruct", "xref", "startxref", "trailer", "loop", "stream", "expected", "EOF")
_NEWEST = (1, 6)


def _some(names: tuple[str, ...]) -> str:
    return ", ".join(names[:5]) + (f" et {len(names) - 5} autres" if len(names) > 5 else "")


@file_rule
def file_repaired(file: FileFacts, job: Job) -> Iterator[Finding]:
    """A file opens without repair.

    Rule: the cross-reference table, the trailer and the lengths of streams are right.
    Why: each program repairs a broken file its own way, or refuses it; the press may print something else.
    Fix: export the file again, and send it as an archive so that mail does not alter it.
    """
    texts = tuple(fault.removeprefix("pdf : ") for fault in file.faults if fault.startswith("pdf : "))
    broken = tuple(text for text in texts if any(word in text for word in _REPAIRED))
    if broken:
        yield Finding(
            "file_repaired", Severity.ERROR, f"Le fichier est abîmé, il a fallu le réparer pour le lire : {broken[0]}.",
            "Exportez le PDF de nouveau et transférez-le dans une archive.", value=str(len(broken)), limit="0",
            who="partner",
        )  # fmt: skip


@file_rule
def file_untidy(file: FileFacts, job: Job) -> Iterator[Finding]:
    """A file follows the syntax of PDF.

    Rule: the header stands at the very start, and no object is malformed.
    Why: lenient programs read past such slips, the strict ones of a press may not.
    Fix: save the file again from the program that made it, or with an optimiser.
    """
    texts = tuple(fault.removeprefix("pdf : ") for fault in file.faults if fault.startswith("pdf : "))
    loose = [text for text in texts if not any(word in text for word in _REPAIRED)]
    if _extra(file, "header_offset") not in ("0", ""):
        loose.append("l'en-tête n'est pas au début du fichier")
    if loose:
        yield Finding(
            "file_untidy", Severity.WARNING, f"La syntaxe du fichier est incorrecte par endroits : {loose[0]}.",
            "Enregistrez le PDF de nouveau.", value=str(len(loose)), limit="0", who="partner",
        )  # fmt: skip


@file_rule
def structure_damaged(file: FileFacts, job: Job) -> Iterator[Finding]:
    """The page tree and all objects can be read.

    Rule: every page hangs once in a tree without loops, and every object reached is whole.
    Why: pages or pictures may be missing on paper.
    Fix: export the file again.
    """
    for fault in file.faults:
        if not fault.startswith("pdf : "):
            yield Finding(
                "structure_damaged", Severity.ERROR, f"La structure du fichier est abîmée : {fault}.",
                "Exportez le PDF de nouveau.", value=fault, who="partner",
            )  # fmt: skip


@file_rule
def file_encrypted(file: FileFacts, job: Job) -> Iterator[Finding]:
    """A file for print is not encrypted.

    Rule: the file has neither a password nor restrictions (ISO 15930-7, 6.1).
    Why: the press cannot separate or impose it.
    Fix: export without security.
    """
    if file.encrypted:
        yield Finding(
            "file_encrypted", Severity.ERROR, "Le fichier est protégé (chiffré).", "Exportez-le sans aucune protection.",
            value="chiffré", limit="non chiffré", who="partner",
        )  # fmt: skip


@file_rule
def file_without_pages(file: FileFacts, job: Job) -> Iterator[Finding]:
    """A file has pages.

    Rule: there is at least one page.
    Why: nothing can be printed.
    Fix: export the document again.
    """
    if not file.pages:
        yield Finding(
            "file_without_pages", Severity.ERROR, "Le fichier n'a aucune page.", "Exportez le document de nouveau.",
            value="0", limit="1", who="partner",
        )  # fmt: skip


@file_rule
def pdf_version_new(file: FileFacts, job: Job) -> Iterator[Finding]:
    """A file says it is of a version that the press knows.

    Rule: PDF/X-4 is made of PDF 1.6 (ISO 15930-7, 6.1).
    Why: older RIPs refuse what is newer, or leave out what they do not know.
    Fix: export as PDF/X-4, which sets the version.
    """
    numbers = tuple(int(part) for part in file.version.split(".") if part.isdigit())
    if numbers > _NEWEST:
        yield Finding(
            "pdf_version_new", Severity.ERROR if numbers[0] > 1 else Severity.WARNING,
            f"Le fichier est en PDF {file.version}.", "Exportez en PDF/X-4 (PDF 1.6).", value=file.version, limit="1.6",
            who="partner",
        )  # fmt: skip


@file_rule
def javascript_present(file: FileFacts, job: Job) -> Iterator[Finding]:
    """A file for print holds no program.

    Rule: there is no JavaScript (ISO 15930-7, 6.19).
    Why: it may change what is printed.
    Fix: export for print.
    """
    if file.javascript:
        yield Finding(
            "javascript_present", Severity.ERROR, "Le fichier contient du JavaScript.", "Exportez-le pour l'impression.",
            value="JavaScript", who="partner",
        )  # fmt: skip


@file_rule
def actions_present(file: FileFacts, job: Job) -> Iterator[Finding]:
    """A file for print does nothing but print.

    Rule: there are no actions (ISO 15930-7, 6.19).
    Why: a PDF/X reader must refuse the file.
    Fix: export without links, buttons and bookmarks that act.
    """
    names = tuple(name for name in file.actions if name != "JavaScript")
    if names:
        yield Finding(
            "actions_present", Severity.WARNING if names == ("GoTo",) else Severity.ERROR,
            f"Le fichier contient des actions ({_some(names)}).",
            "Exportez sans liens, boutons ni médias.", value=_some(names), limit="aucune", who="partner",
        )  # fmt: skip


@file_rule
def form_present(file: FileFacts, job: Job) -> Iterator[Finding]:
    """A file for print has no fields to fill in.

    Rule: there is no interactive form.
    Why: what stands in fields may be missing on paper.
    Fix: flatten the form.
    """
    if file.form or any(text.startswith("XFA") for text in file.forbidden):
        yield Finding(
            "form_present", Severity.ERROR, "Le fichier contient un formulaire à remplir.",
            "Aplatissez le formulaire avant l'export.", value="formulaire", who="partner",
        )  # fmt: skip


@file_rule
def layers_present(file: FileFacts, job: Job) -> Iterator[Finding]:
    """Layers are for those who asked for them.

    Rule: a file has no layers, or the printer has agreed to them.
    Why: what is shown depends on settings that the press may not share.
    Fix: merge the layers, leaving out the hidden ones.
    """
    if file.layers:
        yield Finding(
            "layers_present", Severity.WARNING, f"Le fichier contient des calques ({_some(file.layers)}).",
            "Aplatissez les calques à l'export, ou convenez-en avec l'imprimeur.", value=str(len(file.layers)), limit="0",
            who="partner",
        )  # fmt: skip


@file_rule
def files_embedded(file: FileFacts, job: Job) -> Iterator[Finding]:
    """Nothing is attached to a file for print.

    Rule: the file carries no other files.
    Why: they are never printed and make the file heavy; some houses refuse them.
    Fix: take the attachments off.
    """
    if file.embedded:
        yield Finding(
            "files_embedded", Severity.WARNING, f"Le fichier a des pièces jointes ({_some(file.embedded)}).",
            "Retirez les pièces jointes.", value=str(len(file.embedded)), limit="0", who="partner",
        )  # fmt: skip


@file_rule
def content_external(file: FileFacts, job: Job) -> Iterator[Finding]:
    """All that is printed is in the file.

    Rule: no picture or page is fetched from another file (reference XObjects, external streams).
    Why: the press does not have that other file.
    Fix: embed everything at export.
    """
    for text in file.external:
        yield Finding(
            "content_external", Severity.ERROR, f"Une partie du contenu est hors du fichier : {text}.",
            "Incorporez tout à l'export.", value=text, who="partner",
        )  # fmt: skip


@file_rule
def opi_present(file: FileFacts, job: Job) -> Iterator[Finding]:
    """Pictures are there in full.

    Rule: there are no OPI comments.
    Why: the coarse stand-in is printed if nobody exchanges it.
    Fix: export with the full pictures.
    """
    found = tuple(text for text in file.forbidden if text.startswith("OPI"))
    if found:
        yield Finding(
            "opi_present", Severity.ERROR, f"Le fichier contient des liens OPI ({_some(found)}).",
            "Exportez avec les images en haute définition.", value=str(len(found)), limit="0", who="partner",
        )  # fmt: skip


@file_rule
def postscript_present(file: FileFacts, job: Job) -> Iterator[Finding]:
    """A PDF holds no PostScript to run.

    Rule: there are no PostScript XObjects.
    Why: most presses leave them out.
    Fix: export directly as PDF/X-4.
    """
    found = tuple(text for text in file.forbidden if text.startswith("PostScript"))
    if found:
        yield Finding(
            "postscript_present", Severity.ERROR, f"Le fichier contient du code PostScript ({_some(found)}).",
            "Exportez directement en PDF/X-4.", value=str(len(found)), limit="0", who="partner",
        )  # fmt: skip


@page_rule
def page_too_complex(page: PageFacts, file: FileFacts, job: Job) -> Iterator[Finding]:
    """A page can be taken in.

    Rule: a page takes at most two million steps, a file twelve million.
    Why: a RIP may stall on it, and what lies beyond could not be checked here.
    Fix: turn the heavy drawing into a picture.
    """
    if FILE_TOO_COMPLEX in page.faults:
        yield Finding(
            "page_too_complex", Severity.ERROR, "Le fichier est trop complexe : des pages n'ont pas pu être contrôlées.",
            "Partagez le fichier, ou simplifiez ses dessins.", value=FILE_TOO_COMPLEX, who="partner",
        )  # fmt: skip
    if TOO_COMPLEX in page.faults:
        yield Finding(
            "page_too_complex", Severity.ERROR, "La page est trop complexe pour être contrôlée jusqu'au bout.",
            "Simplifiez ou pixellisez le dessin le plus lourd.", page=page.number, value=TOO_COMPLEX, who="partner",
        )  # fmt: skip


@page_rule
def content_damaged(page: PageFacts, file: FileFacts, job: Job) -> Iterator[Finding]:
    """All that a page paints can be read.

    Rule: operators have the operands they need, and every font, picture and colour that is named is there.
    Why: what is missing or odd is left out on paper, or stops the RIP.
    Fix: export the page again.
    """
    for fault in page.faults:
        if fault in (TOO_COMPLEX, FILE_TOO_COMPLEX) or "Box" in fault:
            continue
        slip = fault.startswith(("opérateur inconnu", "Q sans q", "annotation"))
        yield Finding(
            "content_damaged", Severity.WARNING if slip else Severity.ERROR, f"Contenu de page incorrect : {fault}.",
            "Exportez la page de nouveau.", page=page.number, value=fault, who="partner",
        )  # fmt: skip


def _extra(file: FileFacts, key: str) -> str:
    return dict(file.extra).get(key, "")
