"""A WMS and WCS on the loopback that serves one raster, and can fail and stall. Nothing is resampled but by GDAL."""

from __future__ import annotations

import http.server
import threading
from urllib.parse import parse_qs, urlparse

from osgeo import gdal

from groundshift.tests.helpers.gdal_files import png
from groundshift.tests.helpers.tile_server import STALL

_LINKS = 'xmlns:xlink="http://www.w3.org/1999/xlink"'
_GET = '<DCPType><HTTP><Get><OnlineResource xlink:href="{address}"/></Get></HTTP></DCPType>'
_WMS = (
    f'<WMS_Capabilities version="1.3.0" xmlns="http://www.opengis.net/wms" {_LINKS}><Service><Name>WMS</Name><Title>t</Title>'
    '<OnlineResource xlink:href="{address}"/></Service><Capability><Request>'
    f"<GetCapabilities><Format>text/xml</Format>{_GET}</GetCapabilities><GetMap><Format>image/png</Format>{_GET}</GetMap></Request>"
    "<Exception><Format>XML</Format></Exception><Layer><Title>t</Title><CRS>EPSG:32611</CRS>"
    '<BoundingBox CRS="EPSG:32611" minx="{left}" miny="{bottom}" maxx="{right}" maxy="{top}"/>'
    "<Layer><Name>image</Name><Title>image</Title><CRS>EPSG:32611</CRS>"
    '<BoundingBox CRS="EPSG:32611" minx="{left}" miny="{bottom}" maxx="{right}" maxy="{top}"/></Layer></Layer>'
    "</Capability></WMS_Capabilities>"
)
_WCS_SPACES = f'xmlns="http://www.opengis.net/wcs" {_LINKS} xmlns:gml="http://www.opengis.net/gml"'
_CORNERS = "<gml:pos>-118 35</gml:pos><gml:pos>-116 37</gml:pos>"
_GLOBE = f'<lonLatEnvelope srsName="urn:ogc:def:crs:OGC:1.3:CRS84">{_CORNERS}</lonLatEnvelope>'
_WCS = (
    f'<WCS_Capabilities {_WCS_SPACES} version="1.0.0"><Service><name>w</name><label>w</label></Service><Capability><Request>'
    f"<GetCapabilities>{_GET}</GetCapabilities><DescribeCoverage>{_GET}</DescribeCoverage><GetCoverage>{_GET}</GetCoverage>"
    "</Request></Capability><ContentMetadata><CoverageOfferingBrief><name>image</name><label>image</label>"
    f"{_GLOBE}</CoverageOfferingBrief></ContentMetadata></WCS_Capabilities>"
)
_COVERAGE = (
    f'<CoverageDescription {_WCS_SPACES} version="1.0.0"><CoverageOffering><name>image</name><label>image</label>{_GLOBE}'
    '<domainSet><spatialDomain><gml:Envelope srsName="EPSG:32611"><gml:pos>{left} {bottom}</gml:pos>'
    "<gml:pos>{right} {top}</gml:pos>"
    '</gml:Envelope><gml:RectifiedGrid dimension="2"><gml:limits><gml:GridEnvelope><gml:low>0 0</gml:low>'
    "<gml:high>{last_column} {last_row}</gml:high></gml:GridEnvelope></gml:limits><gml:axisName>x</gml:axisName>"
    "<gml:axisName>y</gml:axisName><gml:origin><gml:pos>{left} {top}</gml:pos></gml:origin>"
    "<gml:offsetVector>{pixel} 0</gml:offsetVector><gml:offsetVector>0 -{pixel}</gml:offsetVector></gml:RectifiedGrid>"
    "</spatialDomain></domainSet><rangeSet><RangeSet><name>b</name><label>b</label></RangeSet></rangeSet>"
    "<supportedCRSs><requestResponseCRSs>EPSG:32611</requestResponseCRSs><nativeCRSs>EPSG:32611</nativeCRSs></supportedCRSs>"
    '<supportedFormats nativeFormat="GTiff"><formats>GTiff</formats></supportedFormats></CoverageOffering>'
    "</CoverageDescription>"
)
_FAULT = '<ServiceExceptionReport xmlns="http://www.opengis.net/ogc"><ServiceException>{}</ServiceException></ServiceExceptionReport>'
FAULT = _FAULT.format("no").encode()


class MapServer(http.server.ThreadingHTTPServer):
    """Serves the raster at ``path`` (EPSG:32611).

    :ivar rule: number of the request for pixels, from 1 -> an HTTP status, ``STALL``, bytes of XML, or ``None``: pixels.
    """

    daemon_threads = True

    def __init__(self, path: str) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.dataset = gdal.Open(path)
        self.lock = threading.Lock()
        self.released = threading.Event()
        self.requests: list = []
        self.rule = lambda number: None
        transform = self.dataset.GetGeoTransform()
        width, height = self.dataset.RasterXSize, self.dataset.RasterYSize
        self.address = f"http://127.0.0.1:{self.server_address[1]}/?x=1"
        self.words = {
            "address": self.address.replace("?x=1", "?"),
            "left": transform[0],
            "top": transform[3],
            "right": transform[0] + width * transform[1],
            "bottom": transform[3] - height * transform[1],
            "pixel": transform[1],
            "last_column": width - 1,
            "last_row": height - 1,
        }
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def wms(self) -> str:
        return f"crs=EPSG:32611&dpiMode=7&format=image/png&layers=image&styles&url={self.address}"

    def wcs(self) -> str:
        return f"url={self.address}&identifier=image&crs=EPSG:32611&format=GTiff&version=1.0.0"

    def stop(self) -> None:
        self.released.set()
        self.shutdown()
        self.server_close()

    def answer(self, query: dict) -> tuple:
        """Status, content type and body."""
        request = query.get("REQUEST")
        if request == "GetCapabilities":
            text = _WMS if query.get("SERVICE") == "WMS" else _WCS
            return 200, "text/xml", text.format(**self.words).encode()
        if request == "DescribeCoverage":
            return 200, "text/xml", _COVERAGE.format(**self.words).encode()
        with self.lock:
            self.requests.append(query)
            answer = self.rule(len(self.requests))
        if answer == STALL:
            self.released.wait(60)
            return 0, "", b""
        if answer is not None:
            return (answer, "text/plain", b"") if isinstance(answer, int) else (200, "text/xml", answer)
        left, bottom, right, top = (float(value) for value in query["BBOX"].split(","))
        window = {"projWin": [left, top, right, bottom], "width": int(query["WIDTH"]), "height": int(query["HEIGHT"])}
        with self.lock:
            path = "/vsimem/answer.tif"
            cut = gdal.Translate(path, self.dataset, **window)
            if request == "GetMap":
                return 200, "image/png", png(cut.ReadAsArray())
            cut = None
            file = gdal.VSIFOpenL(path, "rb")
            body = bytes(gdal.VSIFReadL(1, gdal.VSIStatL(path).size, file))
            gdal.VSIFCloseL(file)
            return 200, "image/tiff", body


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: MapServer

    def do_GET(self):
        query = {key.upper(): values[0] for key, values in parse_qs(urlparse(self.path).query).items()}
        status, content_type, body = self.server.answer(query)
        if not status:
            self.close_connection = True
            return
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        """Keep the tests quiet."""
