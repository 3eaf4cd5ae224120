#!/usr/bin/env python3
"""Computes expected.jsonl of every folder beside it, without Sluice.

    python3 expected.py            rewrite all
    python3 expected.py ubl-waybill ...  rewrite these

Needs Python 3.9 and lxml. The build does not run this: the files it writes are checked in. Each folder has one
function, which takes a document and yields what its definition must make of it: XPath 1.0 by libxml2, decimals by
`decimal`, dates and times by `datetime`, canonical XML by libxml2. Values are written as ExplainJson documents them.
"""
import base64
import datetime
import decimal
import json
import pathlib
import re
import struct
import sys
import unicodedata

from lxml import etree

HERE = pathlib.Path(__file__).parent
FUNCTIONS = {}


def case(name, **namespaces):
    """Registers the function of a folder; prefixes are those of its XPaths."""

    def register(function):
        FUNCTIONS[name] = (function, namespaces)
        return function

    return register


class Node:
    """An element with the prefixes that XPaths about it use."""

    def __init__(self, element, namespaces):
        self.element, self.namespaces = element, namespaces

    def nodes(self, path):
        return [Node(found, self.namespaces) for found in self.element.xpath(path, namespaces=self.namespaces)]

    def all(self, path):
        """The string-values of all matches."""
        found = self.element.xpath(path, namespaces=self.namespaces)
        return [str(f) if isinstance(f, str) else f.xpath("string()") for f in found]

    def one(self, path):
        """The string-value of the only match, None without any."""
        found = self.all(path)
        assert len(found) <= 1, (path, found)
        return found[0] if found else None

    def list(self, path, convert=lambda text: text):
        """All of them, None without any."""
        return [convert(text) for text in self.all(path)] or None

    def xml(self):
        """Inclusive Canonical XML 1.0 without comments."""
        return etree.tostring(self.element, method="c14n", with_comments=False).decode()

    def own(self):
        return "".join(self.element.xpath("text()"))


class Flagged:
    """A row that keeps its values although rules are broken."""

    def __init__(self, row, *flags):
        self.row, self.flags = row, list(flags)


class Rescued:
    """A row with elements that no column reads."""

    def __init__(self, row, rescued):
        self.row, self.rescued = row, [{"path": path, "text": text} for path, text in rescued]


class Rejected:
    """A record that breaks rules: (column, path, rule, expected) of each."""

    def __init__(self, *violations):
        self.violations = violations


class Refused:
    """A message that is refused as a whole."""

    def __init__(self, reason):
        self.reason = reason


def null(convert):
    """None and blank text stay null."""
    return lambda text, *more: None if text is None or not text.strip(" \t\r\n") else convert(text.strip(" \t\r\n"), *more)


@null
def number(text, scale):
    """decimal(p,scale): padded with zeros, never rounded."""
    value = decimal.Decimal(text)
    padded = value.quantize(decimal.Decimal(1).scaleb(-scale), context=decimal.Context(prec=60))
    assert padded == value, text
    return str(abs(padded) if padded == 0 else padded)


integer = null(lambda text: int(text))
real = null(lambda text: float(text))
date = null(lambda text: datetime.date.fromisoformat(text[:10]).isoformat())
boolean = null(lambda text: {"true": True, "1": True, "false": False, "0": False}[text])
binary = null(lambda text: base64.b64encode(base64.b64decode(re.sub(r"\s", "", text), validate=True)).decode())
hexadecimal = null(lambda text: base64.b64encode(bytes.fromhex(text)).decode())


@null
def single(text):
    """float: the shortest decimal that names the nearest 32-bit number."""
    nearest = struct.unpack("f", struct.pack("f", float(text)))[0]
    return next(float(f"{nearest:.{n}g}") for n in range(1, 18)
                if struct.unpack("f", struct.pack("f", float(f"{nearest:.{n}g}")))[0] == nearest)


@null
def time(text):
    """The local time, without its offset."""
    plain = re.sub(r"(Z|[+-]\d\d:\d\d)$", "", text)
    return datetime.time.fromisoformat(fraction(plain)).isoformat("microseconds")


@null
def instant(text, offset=""):
    """A timestamp in UTC; offset when the text has none."""
    if offset and re.search(r"(Z|[+-]\d\d:\d\d)$", text) is None:
        text += offset
    match = re.fullmatch(r"(.+?)(Z|[+-]\d\d:\d\d)", text)
    moment = datetime.datetime.fromisoformat(fraction(match[1]) + ("+00:00" if match[2] == "Z" else match[2]))
    return moment.astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def fraction(text):
    """Python before 3.11 takes fractions of three or six digits only."""
    return re.sub(r"\.(\d+)$", lambda match: "." + match[1].ljust(6, "0")[:6], text)


def collapse(text):
    return None if text is None else re.sub(r"[ \t\r\n]+", " ", text).strip(" ")


def default(value, otherwise):
    return otherwise if value is None else value


def redact(text):
    return None if text is None else "***"


# ---------------------------------------------------------------------------------------------------------------- UBL

CAC = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
CBC = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"


def ubl(name, document, **more):
    return case(name, d=f"urn:oasis:names:specification:ubl:schema:xsd:{document}-2", cac=CAC, cbc=CBC, **more)


@ubl("ubl-invoice-prefixes", "Invoice")
def invoice_prefixes(document):
    for invoice in document.nodes("/d:Invoice"):
        branch = "cac:PaymentMeans/cac:PayeeFinancialAccount/cac:FinancialInstitutionBranch"
        yield {
            "invoice_id": invoice.one("cbc:ID"),
            "uuid": invoice.one("cbc:UUID").lower(),
            "copy": boolean(invoice.one("cbc:CopyIndicator")),
            "issue_date": date(invoice.one("cbc:IssueDate")),
            "seller": invoice.one("cac:AccountingSupplierParty//cac:PartyName/cbc:Name"),
            "seller_mail": redact(invoice.one("cac:AccountingSupplierParty//cbc:ElectronicMail")),
            "buyer": invoice.one("cac:AccountingCustomerParty//cac:PartyName/cbc:Name"),
            "delivered_on": date(invoice.one("cac:Delivery/cbc:ActualDeliveryDate")),
            "delivered_at": time(invoice.one("cac:Delivery/cbc:ActualDeliveryTime")),
            "due": date(invoice.one("cac:PaymentMeans/cbc:PaymentDueDate")),
            "sort_code": integer(invoice.one(branch + "/cbc:ID").replace("-", "")),
            "region": invoice.one(branch + "/cac:FinancialInstitution/cac:Address/cbc:CountrySubentity"),
            "terms": invoice.one("cac:PaymentTerms/cbc:Note"),
            "discount": number(invoice.one("cac:AllowanceCharge[cbc:ChargeIndicator='false']/cbc:Amount"), 2),
            "factor": real(invoice.one("cac:AllowanceCharge/cbc:MultiplierFactorNumeric")),
            "tax": number(invoice.one("cac:TaxTotal/cbc:TaxAmount"), 2),
            "net": number(invoice.one("cac:LegalMonetaryTotal/cbc:TaxExclusiveAmount"), 2),
            "payable": number(invoice.one("cac:LegalMonetaryTotal/cbc:PayableAmount"), 2),
            "currency": invoice.one("cac:LegalMonetaryTotal/cbc:PayableAmount/@currencyID"),
        }


@ubl("ubl-invoice-lines", "Invoice")
def invoice_lines(document):
    buyer = "/d:Invoice/cac:AccountingCustomerParty/cac:Party/cac:PartyIdentification/cbc:ID"
    for line in document.nodes("/d:Invoice/cac:InvoiceLine"):
        amount = decimal.Decimal(line.one("cbc:LineExtensionAmount"))
        row = {
            "invoice_id": line.one("../cbc:ID"),
            "issue_date": date(line.one("../cbc:IssueDate")),
            "currency": line.one("../cbc:DocumentCurrencyCode"),
            "notes": " | ".join(line.all("../cbc:Note")) if line.all("../cbc:Note") else None,
            "buyer_id": line.one(buyer),
            "buyer_id_scheme": default(line.one(buyer + "/@schemeID"), "unknown"),
            "payable": number(line.one("../cac:LegalMonetaryTotal/cbc:PayableAmount"), 2),
            "line_id": line.one("cbc:ID"),
            "note": line.one("cbc:Note"),
            "quantity": number(line.one("cbc:InvoicedQuantity"), 3),
            "unit": line.one("cbc:InvoicedQuantity/@unitCode"),
            "amount": number(line.one("cbc:LineExtensionAmount"), 2),
            "tax": number(line.one("cac:TaxTotal/cbc:TaxAmount"), 4),
            "item": collapse(line.one("cac:Item/cbc:Name")),
            "gtin": line.one("cac:Item/cac:StandardItemIdentification/cbc:ID"),
            "classes": line.list("cac:Item/cac:CommodityClassification/cbc:ItemClassificationCode"),
            "percent": single(line.one("cac:Item/cac:ClassifiedTaxCategory/cbc:Percent")),
            "price": number(line.one("cac:Price/cbc:PriceAmount"), 4),
        }
        yield Flagged(row, "amount:min") if amount < 0 else row


@ubl("ubl-invoice-signed", "Invoice", ds="http://www.w3.org/2000/09/xmldsig#")
def invoice_signed(document):
    for invoice in document.nodes("/d:Invoice"):
        yield {
            "invoice_id": invoice.one("cbc:ID"),
            "issue_date": date(invoice.one("cbc:IssueDate")),
            "method": invoice.one("//ds:SignatureMethod/@Algorithm"),
            "digests": invoice.list("//ds:Reference/ds:DigestValue", binary),
            "signature": binary(invoice.one("//ds:SignatureValue")),
            "signed_info": invoice.nodes("//ds:SignedInfo")[0].xml(),
            "payable": number(invoice.one("cac:LegalMonetaryTotal/cbc:PayableAmount"), 2),
        }


@ubl("ubl-credit-note", "CreditNote")
def credit_note(document):
    note = document.nodes("/d:CreditNote")[0]
    for tax in document.nodes("//cac:TaxTotal/cac:TaxSubtotal"):
        exemption = tax.one("cac:TaxCategory/cbc:TaxExemptionReason")
        row = {
            "note_id": note.one("cbc:ID"),
            "issue_date": date(note.one("cbc:IssueDate")),
            "remark": note.one("cbc:Note[@languageID='en']"),
            "attachment_type": note.one(".//cbc:EmbeddedDocumentBinaryObject/@mimeCode"),
            "attachment": binary(note.one(
                "cac:AdditionalDocumentReference[cbc:DocumentType='Drawing']//cbc:EmbeddedDocumentBinaryObject")),
            "second_document": note.one("cac:AdditionalDocumentReference[2]/cbc:ID"),
            "seller_gln": note.one("cac:AccountingSupplierParty/cac:Party/cbc:EndpointID[@schemeID='GLN']"),
            "packing": number(note.one("cac:AllowanceCharge[cbc:AllowanceChargeReason='Packing cost']/cbc:Amount"), 2),
            "charges": note.list("cac:AllowanceCharge[cbc:ChargeIndicator='true']/cbc:Amount", single),
            "total_tax": number(note.one("cac:TaxTotal/cbc:TaxAmount"), 2),
            "rounding": real(note.one("cac:LegalMonetaryTotal/cbc:PayableRoundingAmount")),
            "line_note": note.one("cac:CreditNoteLine[2]/cbc:Note"),
            "taxable": number(tax.one("cbc:TaxableAmount"), 2),
            "tax": number(tax.one("cbc:TaxAmount"), 2),
            "category": tax.one("cac:TaxCategory/cbc:ID"),
            "percent": integer(tax.one("cac:TaxCategory/cbc:Percent")),
            "exemption": exemption and exemption.upper(),
        }
        yield Flagged(row, "positive") if decimal.Decimal(row["taxable"]) < 0 else row


@ubl("ubl-order-properties", "Order")
def order_properties(document):
    for prop in document.nodes("/d:Order/cac:OrderLine/cac:LineItem/cac:Item/cac:AdditionalItemProperty"):
        value = prop.one("cbc:Value")
        row = {
            "order_id": integer(prop.one("/d:Order/cbc:ID")),
            "issue_date": date(prop.one("/d:Order/cbc:IssueDate")),
            "valid_until": date(prop.one("/d:Order/cac:ValidityPeriod/cbc:EndDate")),
            "buyer_gln": prop.one("/d:Order/cac:BuyerCustomerParty//cac:PartyIdentification/cbc:ID[@schemeID='GLN']"),
            "line_note": prop.one("../../../cbc:Note"),
            "line_id": integer(prop.one("../../cbc:ID")),
            "quantity": number(prop.one("../../cbc:Quantity[@unitCode='LTR']"), 1),
            "line_amount": integer(prop.one("../../cbc:LineExtensionAmount")),
            "partial": boolean(prop.one("../../cbc:PartialDeliveryIndicator")),
            "from": date(prop.one("../../cac:Delivery/cac:RequestedDeliveryPeriod/cbc:StartDate")),
            "until": date(prop.one("../../cac:Delivery/cac:RequestedDeliveryPeriod/cbc:EndDate")),
            "item": unicodedata.normalize("NFC", prop.one("../cbc:Name")),
            "property": prop.one("cbc:Name"),
            "value": value,
            "total": number(prop.one("/d:Order/cac:AnticipatedMonetaryTotal/cbc:PayableAmount"), 2),
        }
        yield Flagged(row, "value:min-length") if len(value) < 6 else row


@ubl("ubl-catalogue", "Catalogue")
def catalogue(document):
    for line in document.nodes("/d:Catalogue/cac:CatalogueLine"):
        related = line.all("cac:AccessoryRelatedItem/cbc:ID")
        prices = line.all("cac:RequiredItemLocationQuantity/cac:Price/cbc:PriceAmount")
        name = line.one("cac:Item/cbc:Name")
        row = {
            "catalogue_id": line.one("../cbc:ID"),
            "issue_date": date(line.one("../cbc:IssueDate")),
            "version": real(line.one("../cbc:VersionID")),
            "provider": line.one("../cac:ProviderParty/cac:PartyName/cbc:Name").lower(),
            "line_id": integer(line.one("cbc:ID")),
            "accessories": ",".join(related) if related else "-",
            "first_accessory": related[0] if related else None,
            "countries": line.list("cac:RequiredItemLocationQuantity//cbc:IdentificationCode"),
            "second_country": line.one("cac:RequiredItemLocationQuantity[2]//cbc:IdentificationCode"),
            "prices": [number(price, 2) for price in prices] or None,
            "last_price": number(prices[-1], 2) if prices else None,
            "description": line.one("cac:Item/cbc:Description"),
            "name": name,
            "sku": (line.all("cac:Item/*/cbc:ID") or [None])[0],
            "class": line.one("cac:Item//cbc:ItemClassificationCode[@listID='DI/06050']"),
            "percent": number(line.one("cac:Item/cac:ClassifiedTaxCategory/cbc:Percent"), 1),
        }
        yield Flagged(row, "name:max-length") if len(name) > 12 else row


@case("ubl-order-responses")
def order_responses(document):
    def path(*names):
        return "/".join(f"*[local-name()='{name}']" for name in names)

    for answer in document.nodes("/*[local-name()='OrderResponseSimple']"):
        accepted = boolean(answer.one(path("AcceptedIndicator")))
        reason = default(answer.one(path("RejectionNote")), "none")
        row = {
            "response_id": answer.one(path("ID")),
            "issue_date": date(answer.one(path("IssueDate"))),
            "ubl": number(answer.one(path("UBLVersionID")), 1),
            "note": collapse(answer.one(path("Note"))),
            "accepted": accepted,
            "reason": reason,
            "order_id": answer.one(path("OrderReference", "ID")),
            "order_date": date(answer.one(path("OrderReference", "IssueDate"))),
            "seller": answer.one(path("SellerSupplierParty", "Party", "PartyName", "Name")),
            "buyer": answer.one(path("BuyerCustomerParty", "Party", "PartyName", "Name")),
        }
        yield row if accepted or reason != "none" else Flagged(row, "reason-for-rejection")


@ubl("ubl-waybill", "Waybill")
def waybill(document):
    for bill in document.nodes("/d:Waybill"):
        consignment = bill.nodes("cac:Shipment/cac:Consignment")[0]
        yield {
            "waybill_id": bill.one("cbc:ID"),
            "carrier_no": integer(bill.one("cbc:CarrierAssignedID")),
            "issue_date": date(bill.one("cbc:IssueDate")),
            "issue_time": time(bill.one("cbc:IssueTime")),
            "value": number(bill.one("cbc:DeclaredCarriageValueAmount[@currencyID='USD']"), 2),
            "gross_kg": single(bill.one("cac:Shipment/cbc:GrossWeightMeasure[@unitCode='KGM']")),
            "net_kg": single(bill.one("cac:Shipment/cbc:NetWeightMeasure[@unitCode='KGM']")),
            "volume": number(bill.one("cac:Shipment/cbc:NetVolumeMeasure"), 3),
            "instructions": bill.one("cac:Shipment/cbc:SpecialInstructions"),
            "ucr": consignment.one("cbc:ID[@schemeAgencyName='WCO']"),
            "tariff": integer(consignment.one("cbc:TariffCode")),
            "hazardous": boolean(consignment.one("cbc:HazardousRiskIndicator")),
            "valid_from": time(consignment.one("cac:TransportContract/cac:ValidityPeriod/cbc:StartTime")),
            "valid_to": time(consignment.one("cac:TransportContract/cac:ValidityPeriod/cbc:EndTime")),
            "documents": consignment.list("cac:TransportContract/cac:ContractDocumentReference/cbc:IssueDate", date),
            "attached": binary(consignment.one(
                "cac:TransportContract/cac:ContractDocumentReference[2]//cbc:EmbeddedDocumentBinaryObject")),
            "port": consignment.one("cac:DeliveryTerms/cac:DeliveryLocation/cbc:ID[@schemeID='UN/LOCODE']"),
            "discount_reason": consignment.one(
                "cac:FreightAllowanceCharge[cbc:ChargeIndicator='false']/cbc:AllowanceChargeReason"),
        }


@ubl("ubl-transport-stages", "TransportServiceDescription")
def transport_stages(document):
    service = document.nodes("/d:TransportServiceDescription")[0]
    for stage in service.nodes("cac:TransportationService/cac:ShipmentStage"):
        yield {
            "service_id": service.one("cbc:ID"),
            "issued_at": time(service.one("cbc:IssueTime")),
            "amount": number(service.one("cac:ServiceChargePaymentTerms/cbc:Amount"), 2),
            "sender": redact(service.one("cac:SenderParty/cac:PartyIdentification/cbc:ID")),
            "lengths": service.list(".//cac:MeasurementDimension[cbc:AttributeID='Length']/cbc:Measure", real),
            "stage": integer(stage.one("cbc:ID")),
            "departs_on": date(stage.one("cac:PlannedDepartureTransportEvent/cac:Period/cbc:StartDate")),
            "departs_at": time(stage.one("cac:PlannedDepartureTransportEvent/cac:Period/cbc:StartTime")),
            "arrives_on": date(stage.one("cac:PlannedArrivalTransportEvent/cac:Period/cbc:EndDate")),
            "arrives_at": time(stage.one("cac:PlannedArrivalTransportEvent/cac:Period/cbc:EndTime")),
            "location_type": default(
                integer(stage.one("cac:PlannedArrivalTransportEvent/cac:Location/cbc:LocationTypeCode")), 0),
        }


@ubl("ubl-activity", "ProductActivity")
def activity(document):
    for line in document.nodes("/d:ProductActivity/cac:SupplyChainActivityDataLine"):
        kind = line.one("cbc:SupplyChainActivityTypeCode")
        for item in line.nodes("cac:SalesItem") or [Node(etree.Element("none"), line.namespaces)]:
            row = {
                "report_id": line.one("../cbc:ID"),
                "issue_date": date(line.one("../cbc:IssueDate")),
                "since": date(line.one("../cac:ActivityPeriod/cbc:StartDate")),
                "line_id": line.one("cbc:ID"),
                "kind": kind,
                "to": line.one("cac:ActivityFinalLocation/cbc:Description"),
                "quantity": integer(item.one("cbc:Quantity")),
                "unit": item.one("cbc:Quantity/@unitCode"),
                "item": item.one("cac:Item/cbc:Description"),
                "sku": default(item.one("cac:Item/cac:SellersItemIdentification/cbc:ID"), "none"),
                "buyer_skus": item.list("cac:Item/cac:BuyersItemIdentification/cbc:ID"),
            }
            yield row if kind in (None, "SHIPMENTS", "RECEIPTS", "SALES") else Flagged(row, "kind:one-of")


# --------------------------------------------------------------------------------------------- cross-industry invoices

CII = {
    "rsm": "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100",
    "ram": "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100",
    "udt": "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100",
}


@null
def basic_date(text):
    return datetime.datetime.strptime(text, "%Y%m%d").date().isoformat()


@case("cii-lines", **CII)
def cii_lines(document):
    seller = "//ram:ApplicableHeaderTradeAgreement/ram:SellerTradeParty"
    for line in document.nodes("//ram:IncludedSupplyChainTradeLineItem"):
        price = line.one("ram:SpecifiedLineTradeAgreement/ram:NetPriceProductTradePrice/ram:ChargeAmount")
        quantity = line.one("ram:SpecifiedLineTradeDelivery/ram:BilledQuantity")
        amount = line.one("ram:SpecifiedLineTradeSettlement//ram:LineTotalAmount")
        vat = line.one(seller + "/ram:SpecifiedTaxRegistration/ram:ID[@schemeID='VA']")
        row = {
            "invoice_id": line.one("//rsm:ExchangedDocument/ram:ID"),
            "type_code": integer(line.one("//rsm:ExchangedDocument/ram:TypeCode")),
            "issue_date": basic_date(line.one("//rsm:ExchangedDocument/ram:IssueDateTime/udt:DateTimeString")),
            "seller": line.one(seller + "/ram:Name"),
            "seller_vat": vat and "".join(c for c in vat if c.isdigit() or "A" <= c <= "Z"),
            "currency": line.one("//ram:InvoiceCurrencyCode"),
            "ibans": line.list("//ram:PayeePartyCreditorFinancialAccount/ram:IBANID", redact),
            "grand_total": number(line.one("//ram:GrandTotalAmount"), 2),
            "line_id": line.one("ram:AssociatedDocumentLineDocument/ram:LineID"),
            "sku": line.one("ram:SpecifiedTradeProduct/ram:SellerAssignedID"),
            "name": collapse(line.one("ram:SpecifiedTradeProduct/ram:Name")).lower(),
            "price": number(price, 4),
            "quantity": number(quantity, 3),
            "unit": line.one("ram:SpecifiedLineTradeDelivery/ram:BilledQuantity/@unitCode"),
            "percent": number(
                line.one("ram:SpecifiedLineTradeSettlement/ram:ApplicableTradeTax/ram:RateApplicablePercent"), 2),
            "amount": number(amount, 2),
        }
        exact = decimal.Decimal(price) * decimal.Decimal(quantity) == decimal.Decimal(amount)
        yield row if exact else Flagged(row, "line-total")


@case("cii-headers", **CII)
def cii_headers(document):
    for invoice in document.nodes("/rsm:CrossIndustryInvoice"):
        notes = [collapse(note) for note in invoice.all("rsm:ExchangedDocument/ram:IncludedNote/ram:Content")]
        due = invoice.all("//ram:SpecifiedTradePaymentTerms/ram:DueDateDateTime/udt:DateTimeString")
        settlement = invoice.nodes("//ram:ApplicableHeaderTradeSettlement")[0]
        total = settlement.nodes("ram:SpecifiedTradeSettlementHeaderMonetarySummation")[0]
        yield {
            "invoice_id": invoice.one("rsm:ExchangedDocument/ram:ID"),
            "issue_date": basic_date(invoice.one("rsm:ExchangedDocument/ram:IssueDateTime/udt:DateTimeString")),
            "notes": " / ".join(notes) if notes else None,
            "second_line": invoice.one("//ram:IncludedSupplyChainTradeLineItem[2]/ram:AssociatedDocumentLineDocument/ram:LineID"),
            "buyer_country": invoice.one("//ram:BuyerTradeParty/ram:PostalTradeAddress/ram:CountryID"),
            "delivered": basic_date(invoice.one(
                "//ram:ApplicableHeaderTradeDelivery/ram:ActualDeliverySupplyChainEvent//udt:DateTimeString")),
            "due": basic_date(due[-1]) if due else None,
            "standard_rates": settlement.list(
                "ram:ApplicableTradeTax[ram:CategoryCode='S']/ram:RateApplicablePercent", integer),
            "tax_basis": settlement.list("ram:ApplicableTradeTax/ram:BasisAmount", lambda text: number(text, 2)),
            "tax_total": number((total.all("ram:TaxTotalAmount") or [None])[0], 2),
            "grand_total": real(total.one("ram:GrandTotalAmount")),
            "payable": number(total.one("ram:DuePayableAmount"), 2),
        }


# ---------------------------------------------------------------------------------------------------- FHIR and HL7 CDA

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


# ----------------------------------------------------------------------------------------------------------- geography


@case("gpx-waypoints", g="http://www.topografix.com/GPX/1/0")
def gpx(document):
    symbols = ("Crossing", "Dot", "Trailhead", "Tunnel", "Parking Area", "Summit", "Water Source", "Picnic Area",
               "Bridge", "Civil", "Museum", "Beach", "Dam")
    for point in document.nodes("/g:gpx/g:wpt"):
        description, kind, symbol = point.one("g:desc"), point.one("g:type"), point.one("g:sym")
        row = {
            "day": date(document.one("/g:gpx/g:time")),
            "max_lat": single(document.one("/g:gpx/g:bounds/@maxlat")),
            "lat": number(point.one("@lat"), 6),
            "lon": number(point.one("@lon"), 6),
            "elevation": real(point.one("g:ele")),
            "seen": instant(point.one("g:time")),
            "name": point.one("g:name"),
            "description": None if description in ("6066", "5066") else description,
            "comment": default(point.one("g:cmt"), "-"),
            "kind": kind and kind.upper(),
            "symbol": symbol,
            "route": integer(document.one("/g:gpx/g:rte/g:number")),
        }
        yield row if symbol in symbols else Flagged(row, "symbol:one-of")


@case("kml-placemarks", k="http://www.opengis.net/kml/2.2")
def kml(document):
    for folder in document.nodes("/k:kml/k:Document/k:Folder"):
        for mark in folder.nodes("k:Placemark") or [Node(etree.Element("none"), folder.namespaces)]:
            style, point = mark.one("k:styleUrl"), mark.one("k:Point/k:coordinates")
            corners = collapse(mark.one("k:Polygon/k:outerBoundaryIs/k:LinearRing/k:coordinates"))
            description = mark.one("k:description")
            flags = []
            if corners and len(corners) > 400:
                flags.append("corners:max-length")
            if description is not None and len(description) < 10:
                flags.append("description:min-length")
            row = {
                "day": "2026-01-01",
                "folder": folder.one("k:name"),
                "open": boolean(document.one("/k:kml/k:Document/k:open")),
                "looking_from": integer(folder.one("k:LookAt/k:altitude")),
                "folder_heading": real(folder.one("k:LookAt/k:heading")),
                "name": default(mark.one("k:name"), "none"),
                "visible": default(boolean(mark.one("k:visibility")), True),
                "style": style and style.removeprefix("#"),
                "point": point and point.strip(),
                "corners": corners,
                "extrude": boolean(mark.one("k:*/k:extrude")),
                "description": description,
            }
            yield Flagged(row, *flags) if flags else row


@case("wms-layers", w="http://www.opengis.net/wms", xlink="http://www.w3.org/1999/xlink")
def wms_layers(document):
    for layer in document.nodes("/w:WMS_Capabilities/w:Capability/w:Layer/w:Layer"):
        inner = layer.all("w:Layer/w:Title")
        yield {
            "day": "2000-02-29",
            "version": document.one("/w:WMS_Capabilities/@version"),
            "url": document.one("/w:WMS_Capabilities/w:Service/w:OnlineResource/@xlink:href"),
            "max_width": integer(document.one("/w:WMS_Capabilities/w:Service/w:MaxWidth")),
            "keywords": document.list("/w:WMS_Capabilities/w:Service/w:KeywordList/w:Keyword"),
            "parent": layer.one("../w:Title"),
            "title": layer.one("w:Title"),
            "name": layer.one("w:Name"),
            "queryable": default(boolean(layer.one("@queryable")), False),
            "west": number(layer.one("w:EX_GeographicBoundingBox/w:westBoundLongitude"), 4),
            "min_x_84": real(layer.one("w:BoundingBox[@CRS='CRS:84']/@minx")),
            "styles": layer.list("w:Style/w:Name"),
            "legend": layer.one("w:Style[1]/w:LegendURL/w:OnlineResource/@xlink:href"),
            "inner": "; ".join(inner) if inner else None,
            "elevation": integer(layer.one("w:Dimension[@name='elevation']/@default")),
        }


@case("wms-feature-info", gml="http://www.opengis.net/gml")
def feature_info(document):
    for feature in document.nodes("/msGMLOutput/ADCP_2001_layer/ADCP_2001_feature"):
        file, url = feature.one("FICHIER"), feature.one("NAUTILUS_DATA")
        row = {
            "day": "2026-01-31",
            "layer": feature.one("../gml:name"),
            "fid": integer(feature.one("FID")),
            "srs": feature.one("gml:boundedBy/gml:Box/@srsName"),
            "corners": feature.one("gml:boundedBy/gml:Box/gml:coordinates"),
            "campaign": feature.one("NOM_CAMPAGNE").lower(),
            "file": file,
            "url": url,
            "parameters": url.partition("?")[2].replace("&", " "),
        }
        yield row if file.endswith(".nc") else Flagged(row, "file:pattern")


@case("wfs-map-sheets", wfs="http://www.opengis.net/wfs", gml="http://www.opengis.net/gml",
      ms="http://mapserver.gis.umn.edu/mapserver")
def map_sheets(document):
    for sheet in document.nodes("/wfs:FeatureCollection/gml:featureMember/ms:Historische_Messtischblaetter_WFS"):
        year, title = integer(sheet.one("ms:time")), sheet.one("ms:titel")
        flags = []
        if not 1800 <= year:
            flags.append("year:min")
        if not year <= 1910:
            flags.append("year:max")
        if len(title) > 9:
            flags.append("title:max-length")
        row = {
            "fid": sheet.one("@gml:id"),
            "published": datetime.date(year, 1, 1).isoformat(),
            "year": year,
            "sheet": sheet.one("ms:blattnr").replace("_", "/"),
            "title": title,
            "srs": sheet.one("ms:msGeometry/gml:Polygon/@srsName"),
            "lower": sheet.one("gml:boundedBy/gml:Envelope/gml:lowerCorner"),
            "ring": sheet.nodes("ms:msGeometry/gml:Polygon/gml:exterior/gml:LinearRing")[0].xml(),
        }
        yield Flagged(row, *flags) if flags else row


@case("wmts-styles", t="http://www.opengis.net/wmts/1.0", ows="http://www.opengis.net/ows/1.1")
def wmts(document):
    for matrix in document.nodes("/t:Capabilities/t:Contents/t:TileMatrixSet/t:TileMatrix"):
        scale = real(matrix.one("t:ScaleDenominator"))
        row = {
            "day": "1999-12-31",
            "provider": document.one("/t:Capabilities/ows:ServiceProvider/ows:ProviderName"),
            "formats": document.list("/t:Capabilities/t:Contents/t:Layer/t:Format"),
            "default_style": document.one("//t:Layer/t:Style[@isDefault='true']/ows:Identifier"),
            "matrix_set": matrix.one("../ows:Identifier"),
            "crs": matrix.one("../ows:SupportedCRS"),
            "matrix": matrix.one("ows:Identifier"),
            "scale": scale,
            "scale32": single(matrix.one("t:ScaleDenominator")),
            "corner": matrix.one("t:TopLeftCorner"),
            "width": integer(matrix.one("t:MatrixWidth")),
        }
        yield row if scale > 1000000 else Flagged(row, "coarse")


@case("iso19139", gmd="http://www.isotc211.org/2005/gmd", gco="http://www.isotc211.org/2005/gco",
      gml="http://www.opengis.net/gml/3.2")
def iso19139(document):
    for metadata in document.nodes("/gmd:MD_Metadata"):
        data = metadata.nodes("gmd:identificationInfo/gmd:MD_DataIdentification")[0]
        citation = data.nodes("gmd:citation/gmd:CI_Citation")[0]
        period = data.nodes(".//gmd:EX_TemporalExtent//gml:TimePeriod")[0]
        author = "gmd:citedResponsibleParty/*[gmd:role/gmd:CI_RoleCode='author']/gmd:individualName/gco:CharacterString"
        yield {
            "file_id": metadata.one("gmd:fileIdentifier/gco:CharacterString"),
            "stamp": instant(metadata.one("gmd:dateStamp/gco:DateTime")),
            "created": date(citation.one("gmd:date/*[gmd:dateType/*='creation']/gmd:date/gco:Date")),
            "modified": date(citation.one("gmd:date/*[gmd:dateType/*='modified']/gmd:date/gco:Date")),
            "title": citation.one("gmd:title/gco:CharacterString"),
            "authors": citation.list(author),
            "keywords": data.list("gmd:descriptiveKeywords/gmd:MD_Keywords/gmd:keyword/gco:CharacterString"),
            "version_nil": data.one("gmd:resourceFormat/gmd:MD_Format/gmd:version/@gco:nilReason"),
            "west": number(data.one(".//gmd:westBoundLongitude/gco:Decimal"), 3),
            "north": single(data.one(".//gmd:northBoundLatitude/gco:Decimal")),
            "begins": instant(period.one("gml:beginPosition"), "-08:00"),  # Alaska's summer time
            "ends": instant(period.one("gml:endPosition"), "Z"),
        }


@case("dif-parameters", d="http://gcmd.gsfc.nasa.gov/Aboutus/xml/dif/")
def dif(document):
    for parameters in document.nodes("/d:DIF/d:Parameters"):
        yield {
            "entry": parameters.one("../d:Entry_ID"),
            "revised": date(parameters.one("../d:Last_DIF_Revision_Date")),
            "title": collapse(parameters.one("../d:Entry_Title")),
            "center": parameters.one("../d:Data_Center/d:Data_Center_Name/d:Short_Name"),
            "south": real(parameters.one("../d:Spatial_Coverage/d:Southernmost_Latitude")),
            "position": collapse(parameters.one(".")),
            "category": parameters.one("d:Category").lower(),
            "topic": parameters.one("d:Topic"),
            "term": parameters.one("d:Term"),
            "level_1": default(parameters.one("d:Variable_Level_1"), "none"),
            "level_3": parameters.one("d:Variable_Level_3"),
        }


# --------------------------------------------------------------------------------------------------- feeds and writing


@case("rss-items", atom="http://www.w3.org/2005/Atom")
def rss(document):
    for item in document.nodes("/rss/channel/item"):
        language, description = item.one("../language"), item.one("description")
        yield {
            "day": "2010-10-10",
            "version": number(document.one("/rss/@version"), 2),
            "channel": item.one("../title"),
            "self": item.one("../atom:link/@href"),
            "language": language and language.upper(),
            "title": item.one("title"),
            "link": item.one("link"),
            "guid": item.one("guid"),
            "description": description and description.strip(),
        }


@case("atom-entries", a="http://www.w3.org/2005/Atom")
def atom(document):
    for link in document.nodes("/a:feed/a:entry/a:link"):
        yield {
            "feed": document.one("/a:feed/a:title"),
            "self": document.one("/a:feed/a:link[@rel='self']/@href"),
            "entry_id": link.one("../a:id").replace("urn:uuid:", ""),
            "day": date(link.one("../a:updated")),
            "updated": instant(link.one("../a:updated")),
            "author": redact(link.one("../a:author/a:email")),
            "rel": default(link.one("@rel"), "alternate"),
            "type": link.one("@type"),
            "href": link.one("@href"),
        }


@case("tei-authors", t="http://www.tei-c.org/ns/1.0")
def tei(document):
    made = datetime.datetime.strptime(
        document.one("/t:TEI/t:teiHeader/t:encodingDesc/t:appInfo/t:application/@when"), "%Y-%m-%dT%H:%M%z")
    for author in document.nodes("//t:sourceDesc/t:biblStruct/t:analytic/t:author"):
        forenames = author.all("t:persName/t:forename")
        departments = author.all("t:affiliation/t:orgName[@type='department']")
        yield {
            "made": made.date().isoformat(),
            "made_at": instant(made.isoformat()),
            "language": document.one("/t:TEI/t:teiHeader/@xml:lang"),
            "forenames": " ".join(forenames) if forenames else None,
            "surname": default(author.one("t:persName/t:surname"), "?"),
            "email": redact(author.one("t:email")),
            "departments": "|".join(departments) if departments else "none",
            "institution": author.one("t:affiliation/t:orgName[@type='institution'][1]"),
            "affiliation": author.one("t:affiliation/@key"),
            "keyword": document.one("/t:TEI/t:teiHeader/t:profileDesc/t:textClass/t:keywords/t:term[2]"),
        }


@case("xliff-units", x="urn:oasis:names:tc:xliff:document:1.2")
def xliff(document):
    for unit in document.nodes("/x:xliff/x:file/x:body/x:trans-unit"):
        source = unit.one("x:source")
        row = {
            "day": "1582-10-10",
            "file": unit.one("../../@original"),
            "to": unit.one("../../@target-language"),
            "unit": integer(unit.one("@id")),
            "name": unit.one("@resname"),
            "source_language": unit.one("x:source/@xml:lang"),
            "source": source,
            "target": unit.one("x:target[@xml:lang='fr']").upper(),
            "target_xml": unit.nodes("x:target")[0].xml(),
        }
        yield Flagged(row, "source:max-length") if len(source) > 100 else row


@case("fictionbook", f="http://www.gribuser.ru/xml/fictionbook/2.0", xlink="http://www.w3.org/1999/xlink")
def fictionbook(document):
    for book in document.nodes("/f:FictionBook"):
        info = book.nodes("f:description/f:title-info")[0]
        row = {
            "document_id": book.one("f:description/f:document-info/f:id"),
            "title": info.one("f:book-title").upper(),
            "author": info.one("f:author/f:last-name"),
            "genres": info.list("f:genre"),
            "history_match": integer(info.one("f:genre[.='history_russia']/@match")),
            "written": date(info.one("f:date/@value")),
            "scanned": date(book.one("f:description/f:document-info/f:date/@value")),
            "series": integer(info.one("f:sequence/@number")),
            "verses": " // ".join(info.all("f:annotation/f:poem/f:stanza[2]/f:v")),
            "annotation": collapse(info.one("f:annotation")),
            "own": collapse(info.nodes("f:annotation/f:p")[-1].own()),
            "year": integer(book.one("f:description/f:publish-info/f:year")),
            "pictures": book.list("f:binary/@content-type"),
            "picture": None,
        }
        assert not book.one("f:binary[1]").isascii()
        yield Flagged(row, "picture:type")


# --------------------------------------------------------------------------------------------------------------- lines


def lines(path, function, namespaces):
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=True)
    document = Node(etree.parse(str(path), parser).getroot(), namespaces)
    index = 0
    for found in function(document):
        line = {"source": path.name}
        if isinstance(found, Refused):
            line["rejected"] = {"reason": found.reason, "violations": []}
        elif isinstance(found, Rejected):
            names = ("column", "path", "rule", "expected")
            line["rejected"] = {
                "reason": "invalid-record",
                "violations": [{"record": index, **dict(zip(names, violation))} for violation in found.violations],
            }
        else:
            line["index"] = index
            line["row"] = found if isinstance(found, dict) else found.row
            if isinstance(found, Flagged):
                line["quality_flags"] = found.flags
            if isinstance(found, Rescued):
                line["rescued_data"] = found.rescued
        index += 1
        yield json.dumps(line, ensure_ascii=False, separators=(",", ":"))


def main(names):
    for name in names or sorted(FUNCTIONS):
        function, namespaces = FUNCTIONS[name]
        written = [line for path in sorted((HERE / name).glob("*.xml")) for line in lines(path, function, namespaces)]
        (HERE / name / "expected.jsonl").write_text("".join(line + "\n" for line in written), encoding="utf-8")
        print(f"{name}: {len(written)}")


if __name__ == "__main__":
    main(sys.argv[1:])
