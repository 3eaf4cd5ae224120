"""Geography."""
import datetime

from lxml import etree

from oracle.values import (
    Flagged,
    Node,
    boolean,
    case,
    collapse,
    date,
    default,
    instant,
    integer,
    number,
    real,
    single,
    time,
)


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
