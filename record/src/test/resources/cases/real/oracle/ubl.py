"""UBL."""
import decimal
import unicodedata

from lxml import etree

from oracle.values import (
    Flagged,
    Node,
    binary,
    boolean,
    case,
    collapse,
    date,
    default,
    integer,
    number,
    real,
    redact,
    single,
    time,
)


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
