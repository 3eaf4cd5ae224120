"""Cross-industry invoices."""
import datetime
import decimal

from oracle.values import (
    Flagged,
    case,
    collapse,
    integer,
    null,
    number,
    real,
    redact,
)


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
