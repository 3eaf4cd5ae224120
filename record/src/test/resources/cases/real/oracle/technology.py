"""Payments and technology."""
import decimal
import re

from lxml import etree

from oracle.values import (
    Flagged,
    Rescued,
    binary,
    boolean,
    case,
    date,
    default,
    hexadecimal,
    instant,
    integer,
    number,
    real,
    redact,
    time,
)


@case("pain-008-direct-debits", p="urn:iso:std:iso:20022:tech:xsd:pain.008.001.02")
def direct_debits(document):
    header = document.nodes("/p:Document/p:CstmrDrctDbtInitn/p:GrpHdr")[0]
    for debit in document.nodes("/p:Document/p:CstmrDrctDbtInitn/p:PmtInf/p:DrctDbtTxInf"):
        amount, iban = debit.one("p:InstdAmt[@Ccy='EUR']"), debit.one("p:DbtrAcct/p:Id/p:IBAN")
        row = {
            "message_id": header.one("p:MsgId"),
            "created": instant(header.one("p:CreDtTm"), "+01:00"),  # Oslo in January
            "total": number(header.one("p:CtrlSum"), 2),
            "block_count": integer(debit.one("../p:NbOfTxs")),
            "block_sum": number(debit.one("../p:CtrlSum"), 2),
            "batch": boolean(debit.one("../p:BtchBookg")),
            "sequence": debit.one("../p:PmtTpInf/p:SeqTp"),
            "collection_date": date(debit.one("../p:ReqdColltnDt")),
            "creditor_id": debit.one("../p:CdtrSchmeId/p:Id/p:PrvtId/p:Othr[p:SchmeNm/p:Prtry='SEPA']/p:Id"),
            "end_to_end_id": debit.one("p:PmtId/p:EndToEndId"),
            "amount": number(amount, 2),
            "mandate": debit.one("p:DrctDbtTx/p:MndtRltdInf/p:MndtId"),
            "signed": date(debit.one("p:DrctDbtTx/p:MndtRltdInf/p:DtOfSgntr")),
            "debtor": debit.one("p:Dbtr/p:Nm"),
            "iban": redact(iban),
            "country": iban[:2],
        }
        yield row if decimal.Decimal(amount) < 1000 else Flagged(row, "large")


@case("pain-001-transfers", p="urn:iso:std:iso:20022:tech:xsd:pain.001.001.03")
def transfers(document):
    for transfer in document.nodes("/p:Document/p:CstmrCdtTrfInitn/p:PmtInf/p:CdtTrfTxInf"):
        row = {
            "block": transfer.one("../p:PmtInfId"),
            "execution_date": date(transfer.one("../p:ReqdExctnDt")),
            "count": integer(document.one("/p:Document/p:CstmrCdtTrfInitn/p:GrpHdr/p:NbOfTxs")),
            "debtor_iban": redact(transfer.one("../p:DbtrAcct/p:Id/p:IBAN")),
            "instruction": transfer.one("p:PmtId/p:InstrId"),
            "end_to_end_id": transfer.one("p:PmtId/p:EndToEndId"),
            "amount": number(transfer.one("p:Amt/p:InstdAmt"), 2),
            "currency": transfer.one("p:Amt/p:InstdAmt/@Ccy"),
            "creditor": transfer.one("p:Cdtr/p:Nm").upper(),
            "invoice": integer(re.sub("[^0-9]", "", transfer.one("p:RmtInf/p:Ustrd"))),
        }
        unread = []
        for element in transfer.element.xpath("p:CdtrAgt | p:CdtrAcct", namespaces=transfer.namespaces):
            for found in element.iter():
                text = "".join(found.xpath("text()"))
                if len(found) and not text:
                    continue
                steps = [etree.QName(step).localname for step in reversed(list(found.iterancestors()))][4:]
                unread.append(("/".join([*steps, etree.QName(found).localname]), text))
        yield Rescued(row, unread)


@case("saml-metadata", m="urn:oasis:names:tc:SAML:2.0:metadata", ds="http://www.w3.org/2000/09/xmldsig#")
def saml_metadata(document):
    provider = document.nodes("/m:EntityDescriptor/m:SPSSODescriptor")[0]
    for key in provider.nodes("m:KeyDescriptor"):
        yield {
            "day": "2025-08-17",
            "entity": document.one("/m:EntityDescriptor/@entityID"),
            "callback": provider.one("m:AssertionConsumerService[@isDefault='true']/@Location"),
            "index": integer(provider.one("m:AssertionConsumerService/@index")),
            "use": key.one("@use"),
            "certificate": binary(key.one("ds:KeyInfo/ds:X509Data/ds:X509Certificate")),
            "methods": key.list("m:EncryptionMethod/@Algorithm"),
        }


@case("saml-attributes", p="urn:oasis:names:tc:SAML:2.0:protocol", a="urn:oasis:names:tc:SAML:2.0:assertion",
      xsi="http://www.w3.org/2001/XMLSchema-instance")
def saml_attributes(document):
    assertion = document.nodes("/p:Response/a:Assertion")[0]
    for attribute in assertion.nodes("a:AttributeStatement/a:Attribute"):
        value = attribute.one("a:AttributeValue")
        row = {
            "response": document.one("/p:Response/@ID"),
            "day": date(assertion.one("@IssueInstant")),
            "authenticated": instant(assertion.one("a:AuthnStatement/@AuthnInstant")),
            "not_before": instant(assertion.one("a:Conditions/@NotBefore")),
            "not_after": instant(assertion.one("a:Conditions/@NotOnOrAfter")),
            "subject": redact(assertion.one("a:Subject/a:NameID")),
            "name": attribute.one("@Name"),
            "type": attribute.one("a:AttributeValue/@xsi:type"),
            "value": value,
        }
        yield Flagged(row, "value:required") if value is None else row


@case("bpmn-tasks", b="http://www.omg.org/spec/BPMN/20100524/MODEL", z="http://camunda.org/schema/zeebe/1.0")
def bpmn(document):
    for task in document.nodes("/b:definitions/b:process/b:serviceTask"):
        name, extension = task.one("@name"), task.nodes("b:extensionElements")
        row = {
            "day": "2010-05-24",
            "process": task.one("../@id"),
            "executable": boolean(task.one("../@isExecutable")),
            "starts": task.one("../b:startEvent/@id"),
            "task": task.one("@id"),
            "name": name,
            "type": task.one("b:extensionElements/z:taskDefinition/@type"),
            "retries": default(integer(task.one("b:extensionElements/z:taskDefinition/@retries")), 1),
            "worker": task.one("b:extensionElements/z:taskHeaders/z:header[@key='workerConfigId']/@value"),
            "incoming": task.list("b:incoming"),
            "extension": extension[0].xml() if extension else None,
        }
        yield Flagged(row, "name:max-length") if name is not None and len(name) > 10 else row


@case("maven-dependencies", m="http://maven.apache.org/POM/4.0.0")
def maven(document):
    for dependency in document.nodes("/m:project/m:dependencies/m:dependency"):
        version, excluded = dependency.one("m:version"), dependency.all("m:exclusions/m:exclusion/m:artifactId")
        row = {
            "day": "2022-12-01",
            "project": document.one("/m:project/m:artifactId"),
            "parent_version": document.one("/m:project/m:parent/m:version"),
            "poi": document.one("/m:project/m:properties/m:poi.version"),
            "group": dependency.one("m:groupId"),
            "artifact": dependency.one("m:artifactId"),
            "version": version,
            "property": version[2:-1] if version and version.startswith("${") else version,
            "scope": default(dependency.one("m:scope"), "compile"),
            "type": default(dependency.one("m:type"), "jar"),
            "classifier": default(dependency.one("m:classifier"), "none"),
            "optional": default(boolean(dependency.one("m:optional")), False),
            "excluded": ",".join(excluded) if excluded else None,
        }
        yield Flagged(row, "version:pattern") if version and not version[0].isdigit() else row


@case("cyclonedx-components", c="http://cyclonedx.org/schema/bom/1.5")
def cyclonedx(document):
    for component in document.nodes("/c:bom/c:components/c:component"):
        licences = component.all("c:licenses/c:license/c:id")
        yield {
            "day": "2024-08-31",
            "serial": document.one("/c:bom/@serialNumber").removeprefix("urn:uuid:"),
            "bom_version": integer(document.one("/c:bom/@version")),
            "subject": document.one("/c:bom/c:metadata/c:component/c:name"),
            "name": component.one("c:name"),
            "version": component.one("c:version"),
            "scope": component.one("c:scope"),
            "purl": component.one("c:purl"),
            "sha1": hexadecimal(component.one("c:hashes/c:hash[@alg='SHA-1']")),
            "sha256": component.one("c:hashes/c:hash[@alg='SHA-256']").upper(),
            "algorithms": component.list("c:hashes/c:hash/@alg"),
            "licences": " AND ".join(licences) if licences else None,
            "repository": component.one("c:externalReferences/c:reference[@type='vcs']/c:url"),
        }


@case("xlsx-cells", s="http://schemas.openxmlformats.org/spreadsheetml/2006/main")
def xlsx(document):
    for cell in document.nodes("/s:worksheet/s:sheetData/s:row/s:c"):
        yield {
            "day": "2007-11-01",
            "dimension": document.one("/s:worksheet/s:dimension/@ref"),
            "margin": real(document.one("/s:worksheet/s:pageMargins/@header")),
            "row": integer(cell.one("../@r")),
            "width": integer(cell.one("../@spans").split(":")[1]),
            "cell": cell.one("@r"),
            "kind": default(cell.one("@t"), "n"),
            "value": real(cell.one("s:v")),
            "formula": cell.one("s:f") or None,
            "formula_group": integer(cell.one("s:f[@t='shared']/@si")),
        }


@case("epub-manifest", o="http://www.idpf.org/2007/opf", dc="http://purl.org/dc/elements/1.1/")
def epub(document):
    metadata = document.nodes("/o:package/o:metadata")[0]
    for item in document.nodes("/o:package/o:manifest/o:item"):
        row = {
            "book": integer(metadata.one("dc:identifier[@id='BookId']")),
            "title": re.sub(r"\s+", " ", metadata.one("dc:title")),
            "published": date(metadata.one("dc:date")),
            "relations": metadata.list("dc:relation"),
            "spine": document.one("/o:package/o:spine/o:itemref[@linear='no']/@idref"),
            "item": item.one("@id"),
            "href": item.one("@href"),
            "media": item.one("@media-type"),
        }
        known = row["media"] in ("application/xhtml+xml", "image/png", "text/css")
        yield row if known else Flagged(row, "media:one-of")


@case("opendocument-meta", office="urn:oasis:names:tc:opendocument:xmlns:office:1.0",
      meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0", dc="http://purl.org/dc/elements/1.1/")
def opendocument(document):
    for meta in document.nodes("/office:document-meta/office:meta"):
        yield {
            "version": number(document.one("/office:document-meta/@office:version"), 1),
            "title": meta.one("dc:title"),
            "day": date(meta.one("dc:date")),
            "changed": instant(meta.one("dc:date"), "+02:00"),  # Brussels in summer
            "created": instant(meta.one("meta:creation-date"), "Z"),
            "keywords": ", ".join(meta.all("meta:keyword")),
            "editor": meta.one("meta:user-defined[@meta:name='Editor']"),
            "fields": meta.list("meta:user-defined/@meta:name"),
            "pages": integer(meta.one("meta:document-statistic/@meta:page-count")),
            "hours": integer(meta.one("meta:editing-duration")[2:].split("H")[0]),
        }


@case("sas-table")
def sas(document):
    for row in document.nodes("/TABLE/TESTXML"):
        yield {
            "record": integer(row.one("recnum")),
            "square": integer(row.one("square")),
            "description": re.sub(" +", " ", row.one("desc")),
            "done": number(row.one("pctdone"), 2),
            "increment": number(row.one("pctincr"), 10),
            "increment64": real(row.one("pctincr")),
            "missing": row.one("pctincr/@missing"),
            "days": integer(row.one("date")),
            "day": date(row.one("datetime")),
            "at": instant(row.one("datetime"), "Z"),
            "time": time(row.one("time")),
        }
