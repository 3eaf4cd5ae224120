"""FHIR and HL7 CDA."""
import re
import unicodedata

from oracle.cii import basic_date
from oracle.values import (
    Flagged,
    boolean,
    case,
    collapse,
    date,
    default,
    instant,
    integer,
    number,
    real,
    redact,
)


FHIR = {"f": "http://hl7.org/fhir", "h": "http://www.w3.org/1999/xhtml"}


@case("fhir-patient", **FHIR)
def fhir_patient(document):
    for patient in document.nodes("/f:Patient"):
        official = patient.nodes("f:name[f:use/@value='official']")[0]
        yield {
            "patient_id": patient.one("f:id/@value"),
            "mrn": integer(patient.one("f:identifier[f:type/f:coding/f:code/@value='MR']/f:value/@value")),
            "active": boolean(patient.one("f:active/@value")),
            "family": redact(official.one("f:family/@value")),
            "given": " ".join(official.all("f:given/@value")),
            "nick": patient.one("f:name[2]/f:given/@value"),
            "phones": patient.list(
                "f:telecom[f:system/@value='phone']/f:value/@value", lambda text: re.sub("[^0-9]", "", text)),
            "ranks": patient.list("f:telecom/f:rank/@value", integer),
            "gender": patient.one("f:gender/@value"),
            "born": date(patient.one("f:birthDate/@value")),
            "born_at": instant(patient.one("f:birthDate/f:extension/f:valueDateTime/@value")),
            "deceased": boolean(patient.one("f:deceasedBoolean/@value")),
            "contact": patient.one("f:contact/f:name/f:family/@value"),
            "prefix": patient.one("f:contact/f:name/f:family/f:extension/f:valueString/@value"),
            "married": patient.one("f:maritalStatus/f:coding/f:code/@value"),
            "title": patient.all("f:text/*/*/*/*[1]/*[2]")[0],
        }


@case("fhir-observation-components", **FHIR)
def fhir_components(document):
    for component in document.nodes("/f:Observation/f:component"):
        codes = component.all("f:code/f:coding/f:code/@value")
        quantity = real(component.one("f:valueQuantity/f:value/@value"))
        row = {
            "observation_id": component.one("../f:id/@value"),
            "status": component.one("../f:status/@value"),
            "day": date(component.one("../f:effectiveDateTime/@value")),
            "code": codes[0],
            "codes": codes,
            "text": component.one("f:code/f:text/@value"),
            "score": number(component.one("f:valueCodeableConcept//f:valueDecimal/@value"), 1),
            "quantity": quantity,
            "unit": default(component.one("f:valueQuantity/f:unit/@value"), "none"),
        }
        yield Flagged(row, "quantity:max") if quantity is not None and quantity > 100 else row


@case("fhir-bundle", **FHIR)
def fhir_bundle(document):
    updated = document.one("/f:Bundle/f:meta/f:lastUpdated/@value")
    for statement in document.nodes("/f:Bundle/f:entry/f:resource/f:MedicationStatement"):
        yield {
            "statement_id": statement.one("f:id/@value"),
            "full_url": statement.one("../../f:fullUrl/@value").replace("urn:uuid:", "", 1),
            "bundle": document.one("/f:Bundle/f:id/@value"),
            "day": date(updated),
            "updated": instant(updated),
            "status": statement.one("f:status/@value"),
            "reference": statement.one("f:medicationReference/f:reference/@value"),
            "since": statement.one("f:effectivePeriod/f:start/@value"),
            "dosage": statement.one("f:dosage/f:text/@value"),
            "narrative": collapse(statement.one("f:text/h:div")),
            "first_section": document.one("/f:Bundle/f:entry[1]//f:Composition/f:section[1]/f:title/@value"),
        }


@case("fhir-list", **FHIR)
def fhir_list(document):
    changed = document.one("/f:List/f:date/@value")
    for entry in document.nodes("/f:List/f:entry"):
        yield {
            "list_id": document.one("/f:List/f:id/@value"),
            "day": date(changed),
            "changed": instant(changed),
            "reference": entry.one("f:item/f:reference/@value"),
        }


@case("fhir-expansion", **FHIR)
def fhir_expansion(document):
    for found in document.nodes("/f:ValueSet/f:expansion/f:contains"):
        yield {
            "value_set": document.one("/f:ValueSet/f:id/@value"),
            "version": basic_date(document.one("/f:ValueSet/f:version/@value")),
            "published": date(document.one("/f:ValueSet/f:date/@value")),
            "expanded": instant(document.one("/f:ValueSet/f:expansion/f:timestamp/@value")),
            "copyright": unicodedata.normalize("NFC", document.one("/f:ValueSet/f:copyright/@value")),
            "code": default(found.one("f:code/@value"), "heading"),
            "display": found.one("f:display/@value"),
            "children": found.list("f:contains/f:code/@value"),
            "abstract": default(boolean(found.one("f:abstract/@value")), False),
        }


@case("cda-sections", v="urn:hl7-org:v3")
def cda_sections(document):
    for section in document.nodes("/v:ClinicalDocument/v:component/v:structuredBody/v:component/v:section"):
        text = section.nodes("v:text")
        yield {
            "document": document.one("/v:ClinicalDocument/v:id/@root"),
            "day": basic_date(document.one("/v:ClinicalDocument/v:effectiveTime/@value")),
            "title": collapse(document.one("/v:ClinicalDocument/v:title")),
            "section": section.one("v:code/@code"),
            "templates": section.list("v:templateId/@root"),
            "heading": section.one("v:title").strip(),
            "own_text": (collapse(text[0].own()) or None) if text else None,
            "words": collapse(section.one("v:text")),
            "entries": section.list("v:entry/@typeCode"),
        }
