"""Feeds and writing."""
import datetime

from oracle.values import (
    Flagged,
    case,
    collapse,
    date,
    default,
    instant,
    integer,
    number,
    redact,
)


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
